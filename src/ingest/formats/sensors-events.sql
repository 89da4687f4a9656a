-- sensors_people: one row per id as written, and what stands for it: no mobile number or address in the clear
select written, case
  when regexp_full_match(written, '(\+?86[- ]?)?1[3-9]\d{9}') then pseudonym('phone', '+86' || right(written, 11))
  else person_id(written)
end as person
from (
  select anonymous_id as written from source
  union
  select device_id from source
  union
  select original_id from source
  union
  select login_id from source
  union
  select json_text(identities, '$."$identity_login_id"') from source
)
where written is not null;

-- sensors_records: one row per record, what is nested in it read once
select
  r.line,
  r.kind,
  case
    when r.kind is null or not regexp_matches(r.kind, '^(track|track_signup|track_id_bind|track_id_unbind|profile_[a-z_]+|item_[a-z_]+)$')
      then 'its type is not one of track, track_signup, track_id_bind, profile_set'
  end as refused_event,
  r.event,
  case lower(replace(r.event, '_', ''))
    when 'viewproduct' then 'view'
    when 'productview' then 'view'
    when 'viewproductdetail' then 'view'
    when 'productdetail' then 'view'
    when 'productdetailview' then 'view'
    when 'commoditydetail' then 'view'
    when 'viewcommodity' then 'view'
    when 'addtoshoppingcart' then 'cart'
    when 'addtocart' then 'cart'
    when 'addshoppingcart' then 'cart'
    when 'search' then 'search'
    when 'searchproduct' then 'search'
    when 'searchresult' then 'search'
    when 'submitorder' then 'submit'
    when 'submitorderdetail' then 'submit'
    when 'payorder' then 'pay'
    when 'payorderdetail' then 'pay'
    when 'paysucceed' then 'pay'
    when 'cancelorder' then 'cancel'
    when 'cancelpayorder' then 'cancel'
    when 'refundorder' then 'refund'
    when 'returnorder' then 'refund'
  end as known,
  case
    when r.occurred_at is not null and coalesce(try_cast(r.occurred_at as bigint), -1) not between 0 and 7258118399999
      then 'not a time in milliseconds since 1970'
  end as refused_occurred_at,
  case
    when try_cast(r.occurred_at as bigint) between 0 and 7258118399999 then make_timestamp(cast(r.occurred_at as bigint) * 1000)
  end as moment,
  account.person as customer_id,
  r.account_id,
  coalesce(device.person, case when account.person is distinct from own.person then own.person end) as anonymous_id,
  case when r.track_id is not null then md5(concat_ws(chr(31), r.track_id, r.anonymous_id, r.occurred_at, coalesce(r.event, r.kind))) end as event_id,
  r.properties,
  coalesce(json_text(r.properties, '$."$session_id"'), json_text(r.properties, '$."$event_session_id"')) as session_id,
  coalesce(json_text(r.properties, '$."$utm_campaign"'), json_text(r.properties, '$.utm_campaign')) as campaign_id,
  upper(json_text(r.properties, '$.currency')) as currency,
  coalesce(json_text(r.properties, '$.order_id'), json_text(r.properties, '$.orderId'), json_text(r.properties, '$.order_sn')) as order_id,
  coalesce(
    json_text(r.properties, '$.refund_amount'),
    json_text(r.properties, '$.order_actual_amount'),
    json_text(r.properties, '$.actual_amount'),
    json_text(r.properties, '$.pay_amount'),
    json_text(r.properties, '$.order_amount'),
    json_text(r.properties, '$.total_amount')
  ) as total,
  from_json(
    coalesce(json_list(json_extract(r.properties, '$.products')), json_list(r.properties)),
    '[{"sku_id":"VARCHAR","product_id":"VARCHAR","commodity_id":"VARCHAR","goods_id":"VARCHAR","product_name":"VARCHAR","commodity_name":"VARCHAR","goods_name":"VARCHAR","brand":"VARCHAR","product_brand":"VARCHAR","product_classify":"VARCHAR","product_category":"VARCHAR","first_category":"VARCHAR","first_commodity":"VARCHAR","product_price":"VARCHAR","present_price":"VARCHAR","price":"VARCHAR","unit_price":"VARCHAR","product_quantity":"VARCHAR","commodity_quantity":"VARCHAR","product_number":"VARCHAR","quantity":"VARCHAR"}]'
  ) as products,
  coalesce(json_text(r.properties, '$.email'), json_text(r.properties, '$."$email"')) as email,
  coalesce(
    json_text(r.properties, '$.phone'),
    json_text(r.properties, '$.mobile'),
    json_text(r.properties, '$.phone_number'),
    json_text(r.identities, '$."$identity_mobile"')
  ) as phone
from (
  select
    * replace (lower(kind) as kind, case when json_valid(properties) then properties end as properties),
    coalesce(
      login_id,
      json_text(identities, '$."$identity_login_id"'),
      case when lower(kind) = 'track_signup' or json_text(properties, '$."$is_login_id"') = 'true' then anonymous_id end
    ) as account_id
  from source
) r
left join sensors_people account on account.written = r.account_id
left join sensors_people own on own.written = r.anonymous_id
left join sensors_people device on device.written = coalesce(r.device_id, r.original_id);

-- sensors_products: one row per record and product, and one per record without products
select
  line,
  place,
  coalesce(
    nullif(trim(p.sku_id), ''), nullif(trim(p.product_id), ''), nullif(trim(p.commodity_id), ''), nullif(trim(p.goods_id), '')
  ) as item_id,
  coalesce(nullif(trim(p.product_id), ''), nullif(trim(p.commodity_id), ''), nullif(trim(p.goods_id), '')) as product_id,
  coalesce(nullif(trim(p.product_name), ''), nullif(trim(p.commodity_name), ''), nullif(trim(p.goods_name), '')) as name,
  coalesce(nullif(trim(p.brand), ''), nullif(trim(p.product_brand), '')) as brand,
  coalesce(
    nullif(trim(p.product_classify), ''), nullif(trim(p.product_category), ''), nullif(trim(p.first_category), ''), nullif(trim(p.first_commodity), '')
  ) as category,
  coalesce(
    nullif(trim(p.present_price), ''), nullif(trim(p.product_price), ''), nullif(trim(p.unit_price), ''), nullif(trim(p.price), '')
  ) as price,
  coalesce(
    nullif(trim(p.product_quantity), ''), nullif(trim(p.commodity_quantity), ''), nullif(trim(p.product_number), ''), nullif(trim(p.quantity), '')
  ) as quantity
from (
  select
    line,
    unnest(case when len(products) > 0 then products else [null] end) as p,
    unnest(range(1, greatest(coalesce(len(products), 1), 1) + 1)) as place
  from sensors_records
  where kind = 'track' or refused_event is not null
);

-- sensors_lines: one row per order and product, of the submission where that names any, else of the payment
select *
from (
  select
    r.line,
    r.order_id,
    r.moment,
    p.place,
    p.item_id,
    p.quantity,
    p.price,
    rank() over (partition by r.order_id order by r.known desc) as source_rank, -- submit before pay
    -- a record sent twice is one
    row_number() over (partition by r.order_id, r.known, coalesce(r.event_id, cast(r.line as varchar)), p.place order by r.line) as copy
  from sensors_records r
  inner join sensors_products p on p.line = r.line
  where r.known in ('submit', 'pay') and r.order_id is not null and p.item_id is not null and p.price is not null
)
where source_rank = 1 and copy = 1;

-- sensors_orders: one row per order, from the first record that tells of it
select
  min(line) as line,
  order_id,
  arg_min(customer_id, moment) as customer_id,
  min(moment) as ordered_at,
  arg_min(currency, moment) as currency,
  arg_max(total, [case when known = 'pay' then 1 else 0 end, -epoch_ms(moment)]) filter (where detail = 0) as total,
  arg_max(properties, [case when known = 'submit' then 1 else 0 end, -epoch_ms(moment)]) filter (where detail = 0) as properties,
  max(cancelled_at) as cancelled_at,
  greatest(max(moment), max(cancelled_at)) as updated_at
from (
  select r.*, case when lower(r.event) like '%detail' then 1 else 0 end as detail, x.cancelled_at
  from sensors_records r
  left join (
    select order_id, min(moment) as cancelled_at from sensors_records where known = 'cancel' group by order_id
  ) x on x.order_id = r.order_id
  where r.known in ('submit', 'pay') and r.order_id is not null and r.moment is not null
)
group by order_id;

-- people: one row per record and thing written that identifies whose it is
select customer_id, seen_at, kind, written
from (
  select
    r.customer_id,
    r.moment as seen_at,
    unnest([
      {'kind': 'email', 'written': r.email},
      {'kind': 'phone', 'written': r.phone},
      {'kind': case when contains(r.account_id, '@') then 'email' else 'phone' end, 'written': case when r.account_id <> r.customer_id then r.account_id end},
      {'kind': 'name', 'written': case when starts_with(r.kind, 'profile_') then coalesce(json_text(r.properties, '$.name'), json_text(r.properties, '$."$name"')) end},
      {'kind': 'address', 'written': case when starts_with(r.kind, 'profile_') then json_text(r.properties, '$.address') end}
    ], recursive := true)
  from sensors_records r
  where r.customer_id is not null
)
where written is not null;

-- customers: one row per signed-in user
select min(line) as line, customer_id
from sensors_records
where customer_id is not null
group by customer_id;

-- identities: one row per user and device, address or number seen with them
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'device' as kind, anonymous_id as value, moment from sensors_records
  union all
  select line, customer_id, 'email' as kind, pseudonym('email', email) as value, moment from sensors_records
  union all
  select line, customer_id, 'phone' as kind, pseudonym('phone', phone) as value, moment from sensors_records
)
where customer_id is not null and value is not null
group by customer_id, kind, value;

-- items: one row per item; of each column what the newest record says that says anything
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
    r.currency,
    r.moment,
    row_number() over (partition by p.item_id order by r.moment nulls first, p.line desc, p.place desc) as rank
  from sensors_products p
  inner join sensors_records r on r.line = p.line
  where p.item_id is not null
)
group by item_id;

-- events: one row per tracked event and product, and one per event without; a record that cannot be understood is here to be refused
select
  r.line,
  case when p.place = 1 then r.event_id else md5(r.event_id || chr(31) || p.place) end as event_id,
  r.customer_id,
  r.anonymous_id,
  r.session_id,
  p.item_id,
  case r.known
    when 'view' then 'view'
    when 'cart' then 'cart'
    when 'search' then 'search'
    when 'pay' then 'purchase'
    else coalesce(r.event, case when r.kind <> 'track' then r.kind end)
  end as event,
  r.refused_event,
  r.moment as occurred_at,
  r.refused_occurred_at,
  case when r.known in ('submit', 'pay', 'cancel', 'refund') then r.order_id end as order_id,
  p.quantity,
  p.price,
  r.currency,
  r.campaign_id,
  case
    when r.known = 'search'
      then coalesce(
        json_text(r.properties, '$.keyword'), json_text(r.properties, '$.key_word'), json_text(r.properties, '$.search_word')
      )
  end as query
from sensors_records r
left join sensors_products p on p.line = r.line
where r.kind in ('track', 'track_signup') or r.refused_event is not null or r.moment is null
order by r.line, p.place;

-- orders: one row per order
select
  line,
  order_id,
  customer_id,
  ordered_at,
  currency,
  cancelled_at is not null as cancelled,
  cancelled_at,
  money(coalesce(json_text(properties, '$.discount_amount'), json_text(properties, '$.discount')), currency) as discount_cents,
  money(
    coalesce(json_text(properties, '$.transportation_costs'), json_text(properties, '$.shipping'), json_text(properties, '$.freight')),
    currency
  ) as shipping_cents,
  money(total, currency) as total_cents,
  updated_at
from sensors_orders;

-- order_lines: one row per product of an order; a product without a quantity is one piece
select line, order_id, item_id, coalesce(quantity, '1') as quantity, price as unit_price
from sensors_lines
where order_id in (select order_id from sensors_orders)
order by line, place;

-- refunds: one row per refund
select
  r.line,
  coalesce(json_text(r.properties, '$.refund_id'), r.event_id, r.order_id || ' refunded') as refund_id,
  r.order_id,
  money(r.total, coalesce(r.currency, o.currency)) as cents,
  coalesce(r.currency, o.currency) as currency,
  r.moment as refunded_at,
  coalesce(json_text(r.properties, '$.refund_reason'), json_text(r.properties, '$.reason')) as reason
from sensors_records r
left join sensors_orders o on o.order_id = r.order_id
where r.known = 'refund';
