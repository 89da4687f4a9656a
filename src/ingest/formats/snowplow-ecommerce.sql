-- snowplow_events: one row per event, what is nested in it read once; its times are in UTC with or without saying so
select
  line,
  event_id,
  json_text(action, '$.type') as kind,
  coalesce(json_text(action, '$.type'), event) as event,
  occurred_at,
  utc_time(occurred_at) as moment,
  anonymous_id,
  session_id,
  campaign_id,
  coalesce(
    person_id(customer_id),
    person_id(json_text(users, '$[0].id'))
  ) as customer_id,
  pseudonym('email', json_text(users, '$[0].email')) as email,
  from_json(
    json_list(item_id),
    '[{"id":"VARCHAR","name":"VARCHAR","brand":"VARCHAR","category":"VARCHAR","price":"VARCHAR","quantity":"VARCHAR","currency":"VARCHAR"}]'
  ) as products,
  case when item_id is not null and json_list(item_id) is null then 'its products are no list' end as refused_item_id,
  json_text(transactions, '$[0].transaction_id') as transaction_id,
  json_text(repayments, '$[0].transaction_id') as repaid_id,
  upper(coalesce(json_text(transactions, '$[0].currency'), json_text(repayments, '$[0].currency'))) as currency,
  transactions,
  repayments
from (
  select * replace (
    case when regexp_matches(occurred_at, '(Z|[+-]\d\d:?\d\d)$') then occurred_at else occurred_at || 'Z' end as occurred_at,
    json_list(action) ->> '$[0]' as action,
    json_list(users) as users,
    json_list(transactions) as transactions,
    json_list(repayments) as repayments
  )
  from (select * replace (regexp_replace(coalesce(occurred_at, collected_at), ' UTC$', '') as occurred_at) from source)
);

-- snowplow_products: one row per event and product, and one per event without products
select
  line,
  place,
  nullif(trim(product.id), '') as item_id,
  nullif(trim(product.name), '') as name,
  nullif(trim(product.brand), '') as brand,
  nullif(trim(product.category), '') as category,
  nullif(trim(product.price), '') as price,
  nullif(trim(product.quantity), '') as quantity,
  upper(nullif(trim(product.currency), '')) as currency
from (
  select
    line,
    unnest(case when len(products) > 0 then products else [null] end) as product,
    unnest(range(1, greatest(coalesce(len(products), 1), 1) + 1)) as place
  from snowplow_events
);

-- snowplow_orders: one row per transaction, from the first event that tells of it
select *
from (
  select *, row_number() over (partition by transaction_id order by moment, line) as place
  from snowplow_events
  where kind = 'transaction' and transaction_id is not null and moment is not null
)
where place = 1;

-- people: one row per event and address seen with it
select customer_id, seen_at, kind, written
from (
  select
    e.customer_id,
    e.moment as seen_at,
    unnest([
      {'kind': 'email', 'written': s.customer_id},
      {'kind': 'email', 'written': json_text(json_list(s.users), '$[0].id')},
      {'kind': 'email', 'written': json_text(json_list(s.users), '$[0].email')}
    ], recursive := true)
  from snowplow_events e
  inner join source s on s.line = e.line
  where e.customer_id is not null and (contains(s.customer_id, '@') or s.users is not null)
)
where contains(written, '@');

-- customers: one row per user
select min(line) as line, customer_id
from snowplow_events
where customer_id is not null
group by customer_id;

-- identities: one row per user and device or address seen with it
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'device' as kind, anonymous_id as value, moment from snowplow_events
  union all
  select line, customer_id, 'email' as kind, email as value, moment from snowplow_events
)
where customer_id is not null and value is not null
group by customer_id, kind, value;

-- items: one row per item; of each column what the newest event says that says anything
select
  min(line) as line,
  item_id,
  arg_max(name, rank) as name,
  arg_max(brand, rank) as brand,
  arg_max(category, rank) as category,
  arg_max(price, rank) as price,
  arg_max(currency, rank) as currency,
  max(moment) as updated_at
from (
  select
    p.*,
    e.moment,
    row_number() over (partition by p.item_id order by e.moment nulls first, p.line desc, p.place desc) as rank
  from snowplow_products p
  inner join snowplow_events e on e.line = p.line
  where p.item_id is not null
)
group by item_id;

-- events: one row per event and product, and one per event without
select
  e.line,
  case when p.place = 1 then e.event_id else md5(e.event_id || chr(31) || p.place) end as event_id,
  e.customer_id,
  e.anonymous_id,
  e.session_id,
  p.item_id,
  e.refused_item_id,
  case e.kind
    when 'product_view' then 'view'
    when 'add_to_cart' then 'cart'
    when 'transaction' then 'purchase'
    else e.event
  end as event,
  e.occurred_at,
  coalesce(e.transaction_id, e.repaid_id) as order_id,
  p.quantity,
  p.price,
  coalesce(p.currency, e.currency) as currency,
  e.campaign_id
from snowplow_events e
inner join snowplow_products p on p.line = e.line
order by e.line, p.place;

-- orders: one row per transaction
select
  line,
  transaction_id as order_id,
  customer_id,
  moment as ordered_at,
  currency,
  money(json_text(transactions, '$[0].discount_amount'), currency) as discount_cents,
  money(json_text(transactions, '$[0].shipping'), currency) as shipping_cents,
  money(json_text(transactions, '$[0].tax'), currency) as tax_cents,
  money(json_text(transactions, '$[0].revenue'), currency) as total_cents
from snowplow_orders;

-- order_lines: one row per product of a transaction; one without a quantity is one piece
select o.line, o.transaction_id as order_id, p.item_id, coalesce(p.quantity, '1') as quantity, p.price as unit_price
from snowplow_orders o
inner join snowplow_products p on p.line = o.line
where p.item_id is not null and p.price is not null
order by o.line, p.place;

-- refunds: one row per refund
select
  e.line,
  e.event_id as refund_id,
  e.repaid_id as order_id,
  case when len(e.products) = 1 then p.item_id end as item_id,
  case when len(e.products) = 1 then p.quantity end as quantity,
  money(json_text(e.repayments, '$[0].refund_amount'), e.currency) as cents,
  e.currency,
  e.moment as refunded_at,
  json_text(e.repayments, '$[0].refund_reason') as reason
from snowplow_events e
inner join snowplow_products p on p.line = e.line and p.place = 1
where e.kind = 'refund';
