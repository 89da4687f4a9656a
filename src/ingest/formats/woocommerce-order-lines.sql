-- woo_line_orders: one row per order, from its first row, the one that states what belongs to the order as a whole
select
  s.line,
  s.order_id,
  coalesce(pseudonym('email', s.email), pseudonym('phone', s.phone), nullif(s.account, '0')) as customer_id,
  pseudonym('email', s.email) as email,
  pseudonym('phone', s.phone) as phone,
  nullif(s.account, '0') as account, -- 0 is a guest
  pseudonym('name', concat_ws(' ', s.first_name, s.last_name)) as buyer,
  s.ordered_at,
  utc_time(s.ordered_at) as moment,
  greatest(utc_time(s.ordered_at), utc_time(s.paid_at)) as updated_at,
  coalesce(s.shipping_country, s.billing_country) as country,
  coalesce(s.billing_country, s.shipping_country) as home,
  s.currency,
  lower(s.cancelled) = 'cancelled' as cancelled,
  case
    when lower(s.cancelled) in ('pending', 'pending payment', 'failed', 'draft', 'trash')
      then 'not paid, so no sale yet (' || lower(s.cancelled) || ')'
  end as refused_cancelled,
  s.discount_cents,
  s.shipping_cents,
  s.tax_cents,
  s.total_cents,
  case when s.gross_quantity is not null then s.cents end as cents
from source s
inner join (
  select order_id, min(line) as line
  from source
  where order_id is not null and cancelled is not null
  group by order_id
) f on f.line = s.line;

-- woo_order_lines: one row per source row that states a line
select
  s.line,
  s.order_id,
  case
    when s.order_id is not null and o.order_id is null then 'the first row of its order is missing or was refused'
  end as refused_order_id,
  coalesce(
    s.item_id,
    'id:' || coalesce(nullif(s.variation_id, '0'), s.product_id),
    'name:' || case when length(s.name) <= 200 then s.name else md5(s.name) end
  ) as item_id,
  s.name,
  s.quantity,
  s.unit_price,
  o.moment
from source s
left join woo_line_orders o on o.order_id = s.order_id
where coalesce(s.name, s.item_id, s.quantity, s.unit_price) is not null or o.order_id is null;

-- people: one row per order and thing written that identifies who ordered
select
  o.customer_id,
  o.moment as seen_at,
  unnest([
    {'kind': 'email', 'written': s.email},
    {'kind': 'phone', 'written': s.phone},
    {'kind': 'name', 'written': nullif(concat_ws(' ', s.first_name, s.last_name), '')},
    {'kind': 'address', 'written': one_line([s.street, s.zip, s.city, s.state, s.billing_country])}
  ], recursive := true)
from woo_line_orders o
inner join source s on s.line = o.line;

-- customers: one row per customer, as in their newest order
select line, customer_id, home as country, updated_at
from (
  select *, row_number() over (partition by customer_id order by moment desc, order_id desc) as place
  from woo_line_orders
  where customer_id is not null
)
where place = 1;

-- identities: one row per customer and what they are known by
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'email' as kind, email as value, moment from woo_line_orders
  union all
  select line, customer_id, 'phone' as kind, phone as value, moment from woo_line_orders
  union all
  select line, customer_id, 'account' as kind, account as value, moment from woo_line_orders
  union all
  select line, customer_id, 'name' as kind, buyer as value, moment from woo_line_orders
)
where customer_id is not null and value is not null
group by customer_id, kind, value;

-- items: one row per item, as in its newest line; its price there is without tax, so none is given
select line, item_id, name, moment as updated_at
from (
  select *, row_number() over (partition by item_id order by moment desc, order_id desc, line) as place
  from woo_order_lines
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
  cancelled,
  refused_cancelled,
  money(discount_cents, currency) as discount_cents,
  money(shipping_cents, currency) as shipping_cents,
  money(tax_cents, currency) as tax_cents,
  money(total_cents, currency) as total_cents,
  updated_at
from woo_line_orders;

-- order_lines: one row per source row that states a line
select line, order_id, refused_order_id, item_id, quantity, unit_price
from woo_order_lines;

-- refunds: one row per order of which money was paid back, all of it together
select line, order_id || ' refunded' as refund_id, order_id, money(cents, currency) as cents, currency
from woo_line_orders
where coalesce(try_cast(cents as decimal(18, 4)), 1) <> 0 and cents is not null;
