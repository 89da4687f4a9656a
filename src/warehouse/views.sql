-- Views of the warehouse: what every task reads, so that a sale means the same everywhere.

-- one row per order line, with what it comes to in its own currency and what kind of line it is
create or replace temp view lines as
select
  l.order_id,
  l.line_number,
  o.customer_id,
  l.item_id,
  l.quantity,
  l.unit_price,
  coalesce(o.currency, shop_currency()) as currency,
  line_cents(l.quantity, l.unit_price, l.discount, coalesce(o.currency, shop_currency())) as own_cents,
  o.country,
  o.channel,
  coalesce(l.occurred_at, o.ordered_at) as occurred_at,
  case
    when coalesce(o.cancelled, o.cancelled_at is not null) then 'refund'
    when l.quantity > 0 and l.price_sign > 0 then 'sale'
    else 'adjustment'
  end as kind
from order_lines l
left join orders o on o.order_id = l.order_id
-- a tracker's copy of the books counts only where there are no books
where coalesce(o.origin, 'shop') = 'shop' or not exists (select 1 from orders where origin = 'shop');

-- one row per period in which a rate holds
create or replace temp view rate_periods as
select
  from_currency,
  to_currency,
  rate,
  day as from_day,
  coalesce(lead(day) over (partition by from_currency, to_currency order by day), date '9999-12-31') as until_day
from rates;

-- one row per order line, in the shop's currency; cents are null where no dated rate converts it
create or replace temp view converted_lines as
select
  l.order_id,
  l.line_number,
  l.customer_id,
  l.item_id,
  l.quantity,
  l.currency,
  l.own_cents,
  case
    when l.currency = shop_currency() or l.currency is null then l.own_cents
    else cast(round(
      cast(l.own_cents as double) / cast(minor_factor(l.currency) as double) * r.rate * cast(minor_factor(shop_currency()) as double)
    ) as bigint)
  end as cents,
  l.country,
  l.channel,
  l.kind,
  l.occurred_at,
  shop_day(l.occurred_at) as day
from lines l
left join rate_periods r
  on r.from_currency = l.currency
  and r.to_currency = shop_currency()
  and l.currency <> shop_currency()
  and shop_day(l.occurred_at) >= r.from_day
  and shop_day(l.occurred_at) < r.until_day;

-- one row per sale line: not cancelled, quantity and price above zero, in the shop's currency
create or replace temp view sales as
select order_id, line_number as line_id, customer_id, item_id, quantity, cents, country, channel, occurred_at, day
from converted_lines
where kind = 'sale' and cents is not null;
