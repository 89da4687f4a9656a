-- shopify_orders: one row per order, from its first row, the one that states what belongs to the order as a whole
select
  s.line,
  s.order_id,
  coalesce(
    pseudonym('email', s.email),
    pseudonym('phone', s.phone),
    pseudonym('phone', s.billing_phone)
  ) as customer_id,
  pseudonym('email', s.email) as email,
  coalesce(pseudonym('phone', s.phone), pseudonym('phone', s.billing_phone)) as phone,
  pseudonym('name', s.billing_name) as buyer,
  case lower(s.accepts_marketing) when 'yes' then true when 'no' then false end as accepts_marketing,
  s.ordered_at,
  utc_time(s.ordered_at) as moment,
  s.cancelled_at,
  greatest(utc_time(s.ordered_at), utc_time(s.paid_at), utc_time(s.fulfilled_at), utc_time(s.cancelled_at)) as updated_at,
  coalesce(s.shipping_country, s.billing_country) as country,
  coalesce(s.billing_country, s.shipping_country) as home,
  s.currency,
  s.channel,
  s.discount_cents,
  s.shipping_cents,
  s.tax_cents,
  s.total_cents,
  s.cents
from source s
inner join (
  select order_id, min(line) as line
  from source
  where coalesce(financial_status, currency, total_cents) is not null
  group by order_id
) f on f.line = s.line;

-- shopify_lines: one row per source row that states a line; without a stock-keeping unit an item is known by its name
select
  s.line,
  s.order_id,
  coalesce(s.item_id, 'name:' || case when length(s.name) <= 200 then s.name else md5(s.name) end) as item_id,
  s.name,
  s.quantity,
  s.unit_price,
  s.discount,
  s.brand,
  o.moment,
  o.currency,
  case
    when s.order_id is not null and o.order_id is null then 'the first row of its order is missing or was refused'
  end as refused_order_id
from source s
left join shopify_orders o on o.order_id = s.order_id
where coalesce(s.quantity, s.item_id, s.name, s.unit_price) is not null or o.order_id is null;

-- people: one row per order and thing written that identifies who ordered
select
  o.customer_id,
  o.moment as seen_at,
  unnest([
    {'kind': 'email', 'written': s.email},
    {'kind': 'phone', 'written': s.phone},
    {'kind': 'phone', 'written': s.billing_phone},
    {'kind': 'name', 'written': coalesce(s.billing_name, s.shipping_name)},
    {
      'kind': 'address',
      'written': coalesce(
        one_line([s.billing_street, s.billing_zip, s.billing_city, s.billing_province, s.billing_country]),
        one_line([s.shipping_street, s.shipping_zip, s.shipping_city, s.shipping_province, s.shipping_country])
      )
    }
  ], recursive := true)
from shopify_orders o
inner join source s on s.line = o.line;

-- customers: one row per customer, as in their newest order
select line, customer_id, home as country, accepts_marketing, updated_at
from (
  select *, row_number() over (partition by customer_id order by moment desc, order_id desc) as place
  from shopify_orders
  where customer_id is not null
)
where place = 1;

-- identities: one row per customer and pseudonym of an address, a number or a name
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'email' as kind, email as value, moment from shopify_orders
  union all
  select line, customer_id, 'phone' as kind, phone as value, moment from shopify_orders
  union all
  select line, customer_id, 'name' as kind, buyer as value, moment from shopify_orders
)
where customer_id is not null and value is not null
group by customer_id, kind, value;

-- items: one row per item, as in its newest line
select line, item_id, name, brand, unit_price as price, currency, moment as updated_at
from (
  select *, row_number() over (partition by item_id order by moment desc, order_id desc, line) as place
  from shopify_lines
  where item_id is not null
)
where place = 1;

-- orders: one row per order
select
  line,
  order_id,
  customer_id,
  ordered_at,
  country,
  currency,
  cancelled_at is not null as cancelled,
  cancelled_at,
  channel,
  money(discount_cents, currency) as discount_cents,
  money(shipping_cents, currency) as shipping_cents,
  money(tax_cents, currency) as tax_cents,
  money(total_cents, currency) as total_cents,
  updated_at
from shopify_orders;

-- order_lines: one row per source row that states a line
select line, order_id, refused_order_id, item_id, quantity, unit_price, discount
from shopify_lines;

-- refunds: one row per order of which money was paid back, all of it together
select
  line,
  order_id || ' refunded' as refund_id,
  order_id,
  money(cents, currency) as cents,
  currency
from shopify_orders
where coalesce(try_cast(cents as decimal(18, 4)), 1) <> 0 and cents is not null;
