-- ga4_events: one row per event, its nested parts read once
select
  line,
  event as event_name,
  case event
    when 'view_item' then 'view'
    when 'add_to_cart' then 'cart'
    when 'view_search_results' then 'search'
    else event
  end as event,
  case when try_cast(occurred_at as bigint) between 0 and 7258118399999999 then make_timestamp(cast(occurred_at as bigint)) end as moment,
  case
    when occurred_at is not null and coalesce(try_cast(occurred_at as bigint), -1) not between 0 and 7258118399999999
      then 'not a time in microseconds since 1970'
  end as refused_occurred_at,
  ga4_word(person_id(customer_id)) as customer_id,
  ga4_word(anonymous_id) as anonymous_id,
  case
    when anonymous_id is not null and coalesce(bundle, batch_page, batch_order, batch_place) is not null
      then concat_ws(chr(31), anonymous_id, event, occurred_at, coalesce(stream, ''), coalesce(bundle, ''), coalesce(batch_page, ''), coalesce(batch_order, ''), coalesce(batch_place, ''))
  end as unique_set,
  anonymous_id || '.' || ga4_parameter(given, 'ga_session_id') as session_id,
  upper(ga4_word(ga4_parameter(given, 'currency'))) as currency,
  ga4_word(ga4_parameter(given, 'campaign')) as campaign_id,
  ga4_parameter(given, 'search_term') as query,
  coalesce(
    ga4_word(ga4_text(ecommerce, '$.transaction_id')),
    ga4_word(ga4_parameter(given, 'transaction_id'))
  ) as order_id,
  ga4_text(ecommerce, '$.purchase_revenue') as revenue,
  ga4_text(ecommerce, '$.shipping_value') as shipping,
  ga4_text(ecommerce, '$.tax_value') as tax,
  ga4_word(ga4_text(geo, '$.country')) as country,
  ga4_items(item_id) as items,
  case when item_id is not null and not ga4_is_list(item_id) then 'not a list' end as refused_item_id
from (select *, ga4_parameters(parameters) as given from source);

-- ga4_items: one row per event and item, and one per event without items
select
  line,
  place,
  coalesce(ga4_word(item.item_id), ga4_word(item.item_name)) as item_id,
  ga4_word(item.item_name) as name,
  ga4_word(item.item_brand) as brand,
  ga4_word(item.item_category) as category,
  coalesce(
    try_cast(item.price as double),
    try_cast(item.item_revenue as double) / nullif(coalesce(try_cast(item.quantity as double), 1), 0)
  ) as price,
  try_cast(item.quantity as bigint) as quantity
from (
  select
    line,
    unnest(case when len(items) > 0 then items else [null] end) as item,
    unnest(range(1, greatest(len(items), 1) + 1)) as place
  from ga4_events
);

-- ga4_purchases: one row per transaction, from the first event that tells of it
select *
from (
  select *, row_number() over (partition by order_id order by moment, line) as place
  from ga4_events
  where event = 'purchase' and order_id is not null and moment is not null
)
where place = 1;

-- people: one row per user id that is an address, and per address or number among a user's properties
select customer_id, seen_at, kind, written
from (
  select
    e.customer_id,
    e.moment as seen_at,
    unnest([
      {'kind': 'email', 'written': s.customer_id},
      {'kind': 'email', 'written': ga4_parameter(ga4_parameters(s.user_properties), 'email')},
      {'kind': 'phone', 'written': ga4_parameter(ga4_parameters(s.user_properties), 'phone')},
      {'kind': 'name', 'written': ga4_parameter(ga4_parameters(s.user_properties), 'name')}
    ], recursive := true)
  from ga4_events e
  inner join source s on s.line = e.line
  where e.customer_id is not null and (contains(s.customer_id, '@') or s.user_properties is not null)
);

-- customers: one row per user id
select min(line) as line, customer_id
from ga4_events
where customer_id is not null
group by customer_id;

-- identities: one row per user id and device seen with it
select min(line) as line, customer_id, 'device' as kind, anonymous_id as value, min(moment) as first_seen_at
from ga4_events
where customer_id is not null and anonymous_id is not null
group by customer_id, anonymous_id;

-- items: one row per item, as in the newest event about it
select line, item_id, name, brand, category, cast(price as varchar) as price, currency, moment as updated_at
from (
  select
    i.*,
    e.currency,
    e.moment,
    row_number() over (partition by i.item_id order by e.moment desc nulls last, i.name, i.price, i.line, i.place) as rank
  from ga4_items i
  inner join ga4_events e on e.line = i.line
  where i.item_id is not null
)
where rank = 1;

-- events: one row per event and item, and one per event without items
select
  e.line,
  md5(e.unique_set || chr(31) || i.place) as event_id,
  e.customer_id,
  e.anonymous_id,
  e.session_id,
  i.item_id,
  e.refused_item_id,
  e.event,
  e.moment as occurred_at,
  e.refused_occurred_at,
  case when e.event = 'purchase' then e.order_id end as order_id,
  i.quantity,
  cast(i.price as varchar) as price,
  e.currency,
  e.campaign_id,
  e.query
from ga4_events e
inner join ga4_items i on i.line = e.line
order by e.line, i.place;

-- orders: one row per transaction
select
  line,
  order_id,
  customer_id,
  moment as ordered_at,
  country,
  currency,
  money(shipping, currency) as shipping_cents,
  money(tax, currency) as tax_cents,
  money(revenue, currency) as total_cents
from ga4_purchases;

-- order_lines: one row per item of a transaction; GA4 leaves out a quantity of one
select p.line, p.order_id, i.item_id, coalesce(i.quantity, 1) as quantity, cast(i.price as varchar) as unit_price
from ga4_purchases p
inner join ga4_items i on i.line = p.line
where i.item_id is not null and i.price is not null
order by p.line, i.place;
