-- Views of the warehouse: what every task reads, so that a sale means the same everywhere.

-- one row per finding of the cleaning rules that changes what is read: by what the shop's owner decided
create or replace temp view decisions as
select
  rule,
  table_name,
  column_name,
  row_id,
  line_number,
  action,
  case action when 'fill' then fill_value when 'cap' then cap_value end as new_value
from (select *, cleaning_action(rule) as action from cleanings) findings
where action in ('fill', 'cap', 'drop');

-- one row per order that is not read
create or replace temp view dropped_orders as
select distinct row_id as order_id
from decisions
where table_name = 'orders' and action = 'drop';

-- one row per visitor, user agent or day whose events are not read
create or replace temp view dropped_events as
select distinct column_name, row_id
from decisions
where table_name = 'events' and action = 'drop';

-- one row per customer id that is read as another, or as nobody
create or replace temp view customer_names as
select source_id, customer_id
from joined_customers
where customers_are_joined();

-- one row per anonymous id that is a known customer's
create or replace temp view visitor_names as
select anonymous_id, customer_id
from visitor_owners
where customers_are_joined();

-- one row per order without a customer that is known to be somebody's
create or replace temp view order_owners as
select order_id, customer_id
from guest_orders
where customers_are_joined();

-- one row per customer of the accounts; what their own id does not say, another that is theirs may
create or replace temp view clean_customers as
select
  customer_id,
  min(created_at) as created_at,
  coalesce(max(case when own = 1 then country end), max(country)) as country
from (
  select
    case when n.source_id is null then c.customer_id else n.customer_id end as customer_id,
    case when n.source_id is null then 1 else 0 end as own,
    c.created_at,
    c.country
  from customers c
  left join customer_names n on n.source_id = c.customer_id
) called
where customer_id is not null
group by customer_id;

-- one row per order that cleaning lets through, by the customer it is joined to
create or replace temp view clean_orders as
select
  o.order_id,
  coalesce(case when n.source_id is null then o.customer_id else n.customer_id end, g.customer_id) as customer_id,
  o.ordered_at,
  coalesce(o.country, c.new_value) as country,
  o.currency,
  o.cancelled,
  o.cancelled_at,
  o.channel,
  o.discount_cents,
  o.shipping_cents,
  o.tax_cents,
  o.total_cents,
  o.updated_at,
  o.origin
from orders o
left join customer_names n on n.source_id = o.customer_id
left join order_owners g on g.order_id = o.order_id
left join decisions c on c.rule = 'orders.country' and c.action = 'fill' and c.row_id = o.order_id
left join dropped_orders d on d.order_id = o.order_id
where d.order_id is null;

-- one row per order line that cleaning lets through, with the quantity and price it lets stand
create or replace temp view clean_lines as
select
  l.order_id,
  l.line_number,
  l.item_id,
  coalesce(cast(q.new_value as bigint), l.quantity) as quantity,
  coalesce(cast(p.new_value as decimal(18, 4)), l.unit_price) as unit_price,
  l.discount,
  l.occurred_at,
  l.price_sign
from order_lines l
left join decisions q
  on q.rule = 'order_lines.quantity' and q.action <> 'drop' and q.row_id = l.order_id and q.line_number = l.line_number
left join decisions p
  on p.rule = 'order_lines.unit_price' and p.action <> 'drop' and p.row_id = l.order_id and p.line_number = l.line_number
left join dropped_orders d on d.order_id = l.order_id
left join (select distinct row_id, line_number from decisions where table_name = 'order_lines' and action = 'drop') n
  on n.row_id = l.order_id and n.line_number = l.line_number
where d.order_id is null and n.row_id is null;

-- one row per item, with the category and price that cleaning fills in
create or replace temp view clean_items as
select
  i.item_id,
  i.product_id,
  i.name,
  coalesce(i.category, c.new_value) as category,
  i.brand,
  coalesce(cast(p.new_value as decimal(18, 4)), i.price) as price,
  i.cost,
  i.currency,
  i.in_stock,
  i.updated_at
from items i
left join decisions c on c.rule = 'items.category' and c.action = 'fill' and c.row_id = i.item_id
left join decisions p on p.rule = 'items.price' and p.action = 'fill' and p.row_id = i.item_id;

-- one row per event that cleaning lets through: of people, about orders that count, at a moment that can be; by the
-- customer it is joined to, before they logged in too
create or replace temp view clean_events as
select
  e.event_id,
  coalesce(case when n.source_id is null then e.customer_id else n.customer_id end, w.customer_id) as customer_id,
  e.anonymous_id,
  e.session_id,
  e.item_id,
  e.event,
  e.occurred_at - coalesce(cast(z.new_value as integer), 0) * interval '1' second as occurred_at,
  e.order_id,
  e.quantity,
  e.price,
  e.currency,
  e.campaign_id,
  e.query,
  e.user_agent,
  e.arrival
from events e
left join customer_names n on n.source_id = e.customer_id
left join visitor_names w on w.anonymous_id = case when e.customer_id is null or n.source_id is not null then e.anonymous_id end
left join decisions z
  on z.rule = 'events.time_zone' and z.action = 'fill' and z.row_id = week_of(e.occurred_at)
left join dropped_events a on a.column_name = 'user_agent' and a.row_id = e.user_agent
left join dropped_events v
  on v.column_name = case when e.customer_id is null then 'anonymous_id' else 'customer_id' end
  and v.row_id = coalesce(e.customer_id, e.anonymous_id)
left join dropped_events d on d.column_name = 'occurred_at' and d.row_id = cast(cast(e.occurred_at as date) as varchar)
left join dropped_orders o on o.order_id = e.order_id
where a.row_id is null and v.row_id is null and d.row_id is null and o.order_id is null;

-- one row per exposure, by the customer who was shown it under whatever id
create or replace temp view clean_exposures as
select
  x.exposure_id,
  x.campaign_id,
  case when n.source_id is null then x.customer_id else n.customer_id end as customer_id,
  x.arm,
  x.exposed_at,
  x.propensity,
  x.arrival
from exposures x
left join customer_names n on n.source_id = x.customer_id;

-- one row per review, by the customer who wrote it under whatever id
create or replace temp view clean_reviews as
select
  w.review_id,
  w.item_id,
  case when n.source_id is null then w.customer_id else n.customer_id end as customer_id,
  w.order_id,
  w.rating,
  w.title,
  w.text,
  w.language,
  w.written_at
from reviews w
left join customer_names n on n.source_id = w.customer_id;

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
from clean_lines l
left join clean_orders o on o.order_id = l.order_id
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

-- one row per refund of an order that counts as sold, in the shop's currency. One without a date belongs to the day its
-- order was placed: the sale it takes back; `undated` says so
create or replace temp view paid_back as
select
  f.refund_id,
  f.order_id,
  f.item_id,
  f.undated,
  f.day,
  case
    when f.currency = shop_currency() or f.currency is null then f.own_cents
    else cast(round(
      cast(f.own_cents as double) / cast(minor_factor(f.currency) as double) * r.rate * cast(minor_factor(shop_currency()) as double)
    ) as bigint)
  end as cents
from (
  select
    b.refund_id,
    b.order_id,
    b.item_id,
    b.cents as own_cents,
    coalesce(b.currency, o.currency, shop_currency()) as currency,
    b.refunded_at is null as undated,
    shop_day(coalesce(b.refunded_at, o.ordered_at)) as day
  from refunds b
  left join orders o on o.order_id = b.order_id
  where not coalesce(o.cancelled, o.cancelled_at is not null, false) -- what was cancelled as a whole was never a sale
) f
left join rate_periods r
  on r.from_currency = f.currency
  and r.to_currency = shop_currency()
  and f.currency <> shop_currency()
  and f.day >= r.from_day
  and f.day < r.until_day;
