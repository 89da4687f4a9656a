-- segment_calls: one row per call, what is nested in it read once
select
  line,
  lower(kind) as kind,
  case
    when kind is null or lower(kind) not in ('track', 'identify', 'page', 'screen', 'group', 'alias')
      then 'its type is not one of track, identify, page, screen, group, alias'
  end as refused_event,
  case lower(replace(event, '_', ' '))
    when 'product viewed' then 'view'
    when 'viewed product' then 'view'
    when 'product added' then 'cart'
    when 'added product' then 'cart'
    when 'order completed' then 'purchase'
    when 'completed order' then 'purchase'
    when 'products searched' then 'search'
    when 'order refunded' then 'refund'
    when 'refunded order' then 'refund'
    when 'order cancelled' then 'cancel'
  end as known,
  case when lower(kind) = 'track' then event else lower(kind) end as event,
  event_id,
  person_id(customer_id) as customer_id,
  person_id(anonymous_id) as anonymous_id,
  person_id(previous_id) as previous_id,
  occurred_at,
  case
    when utc_time(occurred_at) >= timestamp '1970-01-01' and utc_time(occurred_at) < timestamp '2200-01-01'
      then utc_time(occurred_at)
  end as moment,
  properties,
  json_text(context, '$.sessionId') as session_id,
  json_text(context, '$.campaign.name') as campaign_id,
  upper(json_text(properties, '$.currency')) as currency,
  json_text(properties, '$.order_id') as order_id,
  coalesce(json_text(properties, '$.total'), json_text(properties, '$.revenue')) as total,
  from_json(
    coalesce(json_list(json_extract(properties, '$.products')), json_list(properties)),
    '[{"product_id":"VARCHAR","sku":"VARCHAR","name":"VARCHAR","brand":"VARCHAR","category":"VARCHAR","price":"VARCHAR","quantity":"VARCHAR"}]'
  ) as products,
  case when lower(kind) = 'identify' then coalesce(traits, json_extract_string(context, '$.traits')) end as traits,
  coalesce(json_text(traits, '$.email'), json_text(context, '$.traits.email'), json_text(properties, '$.email')) as email,
  coalesce(json_text(traits, '$.phone'), json_text(context, '$.traits.phone')) as phone,
  coalesce(
    json_text(traits, '$.name'),
    concat_ws(' ', coalesce(json_text(traits, '$.firstName'), json_text(traits, '$.first_name')), coalesce(json_text(traits, '$.lastName'), json_text(traits, '$.last_name')))
  ) as name
from (select * replace (case when json_valid(properties) then properties end as properties, case when json_valid(context) then context end as context) from source);

-- segment_products: one row per call and product, and one per call without products
select
  line,
  place,
  coalesce(nullif(trim(product.sku), ''), nullif(trim(product.product_id), ''), case when several then nullif(left(trim(product.name), 200), '') end) as item_id,
  nullif(trim(product.product_id), '') as product_id,
  nullif(trim(product.name), '') as name,
  nullif(trim(product.brand), '') as brand,
  nullif(trim(product.category), '') as category,
  nullif(trim(product.price), '') as price,
  nullif(trim(product.quantity), '') as quantity
from (
  select
    line,
    json_exists(properties, '$.products') as several,
    unnest(case when len(products) > 0 then products else [null] end) as product,
    unnest(range(1, greatest(coalesce(len(products), 1), 1) + 1)) as place
  from segment_calls
);

-- segment_orders: one row per order, from the first call that completes it
select c.*, x.cancelled_at
from (
  select *, row_number() over (partition by order_id order by moment, line) as place
  from segment_calls
  where known = 'purchase' and order_id is not null and moment is not null
) c
left join (
  select order_id, min(moment) as cancelled_at from segment_calls where known = 'cancel' group by order_id
) x on x.order_id = c.order_id
where c.place = 1;

-- people: one row per call and thing written that identifies whose it is
select customer_id, seen_at, kind, written
from (
  select
    c.customer_id,
    c.moment as seen_at,
    unnest([
      {'kind': 'email', 'written': s.customer_id},
      {'kind': 'email', 'written': c.email},
      {'kind': 'phone', 'written': c.phone},
      {
        'kind': 'name',
        'written': coalesce(
          json_text(c.traits, '$.name'),
          nullif(concat_ws(
            ' ',
            coalesce(json_text(c.traits, '$.firstName'), json_text(c.traits, '$.first_name')),
            coalesce(json_text(c.traits, '$.lastName'), json_text(c.traits, '$.last_name'))
          ), '')
        )
      },
      {
        'kind': 'address',
        'written': one_line([
          json_text(c.traits, '$.address.street'),
          coalesce(json_text(c.traits, '$.address.postalCode'), json_text(c.traits, '$.address.postal_code')),
          json_text(c.traits, '$.address.city'),
          json_text(c.traits, '$.address.state'),
          json_text(c.traits, '$.address.country')
        ])
      }
    ], recursive := true)
  from segment_calls c
  inner join source s on s.line = c.line
  where c.customer_id is not null and (c.traits is not null or c.email is not null or c.phone is not null or contains(s.customer_id, '@'))
);

-- customers: one row per user id, with what the newest call tells of it
select
  line,
  customer_id,
  case when created_at >= timestamp '1970-01-01' and created_at < timestamp '2200-01-01' then created_at end as created_at,
  country,
  updated_at
from (
  select
    min(line) as line,
    customer_id,
    arg_max(utc_time(coalesce(json_text(traits, '$.createdAt'), json_text(traits, '$.created_at'))), moment) as created_at,
    arg_max(coalesce(json_text(traits, '$.address.country'), json_text(traits, '$.country')), moment) as country,
    max(moment) filter (where traits is not null) as updated_at
  from segment_calls
  where customer_id is not null
  group by customer_id
);

-- identities: one row per customer and device, address, number or name seen with it
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'device' as kind, anonymous_id as value, moment from segment_calls
  union all
  select line, customer_id, 'device' as kind, previous_id as value, moment from segment_calls where kind = 'alias'
  union all
  select line, customer_id, 'email' as kind, pseudonym('email', email) as value, moment from segment_calls
  union all
  select line, customer_id, 'phone' as kind, pseudonym('phone', phone) as value, moment from segment_calls
  union all
  select line, customer_id, 'name' as kind, pseudonym('name', name) as value, moment from segment_calls where kind = 'identify'
)
where customer_id is not null and value is not null
group by customer_id, kind, value;

-- items: one row per item; of each column what the newest call says that says anything
select
  min(line) as line,
  item_id,
  arg_max(product_id, rank) as product_id,
  arg_max(name, rank) as name,
  arg_max(brand, rank) as brand,
  arg_max(category, rank) as category,
  arg_max(price, rank) as price,
  arg_max(currency, rank) as currency,
  max(moment) as updated_at
from (
  select
    p.*,
    c.currency,
    c.moment,
    row_number() over (partition by p.item_id order by c.moment nulls first, p.line desc, p.place desc) as rank
  from segment_products p
  inner join segment_calls c on c.line = p.line
  where p.item_id is not null
)
group by item_id;

-- events: one row per call and product, and one per call without; identify, group and alias say who, not what
select
  c.line,
  case when p.place = 1 then c.event_id else md5(c.event_id || chr(31) || p.place) end as event_id,
  c.customer_id,
  c.anonymous_id,
  c.session_id,
  p.item_id,
  case when c.known in ('view', 'cart', 'purchase', 'search') then c.known else c.event end as event,
  c.refused_event,
  c.occurred_at,
  case when c.known in ('purchase', 'refund', 'cancel') then c.order_id end as order_id,
  p.quantity,
  p.price,
  c.currency,
  c.campaign_id,
  case when c.known = 'search' then json_text(c.properties, '$.query') end as query
from segment_calls c
inner join segment_products p on p.line = c.line
where c.kind not in ('identify', 'group', 'alias') or c.refused_event is not null or c.moment is null
order by c.line, p.place;

-- orders: one row per order
select
  line,
  order_id,
  customer_id,
  moment as ordered_at,
  currency,
  cancelled_at is not null as cancelled,
  cancelled_at,
  money(json_text(properties, '$.discount'), currency) as discount_cents,
  money(json_text(properties, '$.shipping'), currency) as shipping_cents,
  money(json_text(properties, '$.tax'), currency) as tax_cents,
  money(total, currency) as total_cents,
  greatest(moment, cancelled_at) as updated_at
from segment_orders;

-- order_lines: one row per product of an order; a product without a quantity is one piece
select o.line, o.order_id, p.item_id, coalesce(p.quantity, '1') as quantity, p.price as unit_price
from segment_orders o
inner join segment_products p on p.line = o.line
where p.item_id is not null and p.price is not null
order by o.line, p.place;

-- refunds: one row per refund
select
  c.line,
  coalesce(c.event_id, c.order_id || ' refunded') as refund_id,
  c.order_id,
  p.item_id,
  p.quantity,
  money(coalesce(c.total, cast(p.amount as varchar), o.total), coalesce(c.currency, o.currency)) as cents,
  coalesce(c.currency, o.currency) as currency,
  c.moment as refunded_at
from segment_calls c
left join (
  select
    line,
    case when count(item_id) = 1 then min(item_id) end as item_id,
    case when count(item_id) = 1 then min(quantity) end as quantity,
    sum(try_cast(price as decimal(18, 4)) * coalesce(try_cast(quantity as bigint), 1)) filter (where item_id is not null) as amount
  from segment_products
  group by line
) p on p.line = c.line
left join segment_orders o on o.order_id = c.order_id
where c.known = 'refund';
