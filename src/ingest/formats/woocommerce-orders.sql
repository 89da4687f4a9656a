-- woo_orders: one row per source row, an order each
select
  line,
  order_id,
  coalesce(email, phone, account) as customer_id,
  email,
  phone,
  account,
  pseudonym('name', concat_ws(' ', billing_first, billing_last)) as name,
  ordered_at,
  utc_time(ordered_at) as moment,
  greatest(utc_time(ordered_at), utc_time(paid_at)) as updated_at,
  coalesce(shipping_country, billing_country) as country,
  coalesce(billing_country, shipping_country) as home,
  currency,
  status = 'cancelled' as cancelled,
  case
    when status in ('pending', 'failed', 'draft', 'checkout-draft', 'auto-draft', 'trash')
      then 'not paid, so no sale yet (' || status || ')'
    when status is null then 'missing'
  end as refused_cancelled,
  shipping_cents,
  tax_cents,
  discount_cents,
  total_cents,
  coalesce(
    cast(list_sum(list_transform(amounts, lambda one: try_cast(one as decimal(18, 4)))) as varchar),
    case when status = 'refunded' then total_cents end
  ) as refunded
from (
  select
    * exclude (lines) replace (
      pseudonym('email', case when contains(email, '@') then email else account_email end) as email,
      pseudonym('phone', phone) as phone,
      nullif(account, '0') as account -- 0 is a guest
    ),
    regexp_replace(lower(cancelled), '^wc-', '') as status,
    regexp_extract_all(refund_items, '(?:^|;|\|\|)amount:(-?[0-9.]+)\|reason:', 1) as amounts
  from source
);

-- woo_lines: one row per order and line of it
select
  line,
  order_id,
  place,
  case when parts is null then 'line_item_' || place || ' is not as name:…|product_id:…|quantity:…' end as refused_order_id,
  coalesce(
    parts.sku,
    'id:' || parts.product_id,
    'name:' || case when length(parts.name) <= 200 then parts.name else md5(parts.name) end,
    case when parts is null then 'none' end -- so that it is refused for what it is
  ) as item_id,
  parts.name,
  parts.quantity,
  parts.total,
  coalesce(
    try_cast(round(try_cast(parts.sub_total as decimal(18, 4)) / nullif(try_cast(parts.quantity as bigint), 0), 4) as decimal(18, 4)),
    try_cast(parts.sub_total as decimal(18, 4))
  ) as unit_price,
  moment,
  currency
from (
  select
    * exclude (written),
    case
      when regexp_matches(written, '(?s)^name:.*\|product_id:.*\|quantity:')
        then {
          'name': nullif(trim(regexp_extract(written, '(?s)^name:(.*?)\|product_id:', 1)), ''),
          'product_id': nullif(regexp_extract(written, '\|product_id:([0-9]+)\|', 1), ''),
          'sku': nullif(trim(regexp_extract(written, '\|sku:([^|]*)', 1)), ''),
          'quantity': nullif(regexp_extract(written, '\|quantity:([^|]*)', 1), ''),
          'total': nullif(regexp_extract(written, '\|total:([^|]*)', 1), ''),
          'sub_total': nullif(regexp_extract(written, '\|sub_total:([^|]*)', 1), '')
        }
    end as parts
  from (
    select o.line, o.order_id, o.moment, o.currency, try_cast(found.key[11:] as integer) as place, found.written
    from (
      select
        line,
        unnest(list_transform(
          list_filter(json_keys(lines), lambda key: regexp_full_match(key, 'line_item_\d+')),
          lambda key: {'key': key, 'written': json_extract_string(lines, key)}
        )) as found
      from source
    ) l
    inner join woo_orders o on o.line = l.line
  )
  where coalesce(written, '') <> ''
);

-- people: one row per order and thing written that identifies who ordered
select
  o.customer_id,
  o.moment as seen_at,
  unnest([
    {'kind': 'email', 'written': case when contains(s.email, '@') then s.email else s.account_email end},
    {'kind': 'phone', 'written': s.phone},
    {'kind': 'name', 'written': nullif(concat_ws(' ', s.billing_first, s.billing_last), '')},
    {
      'kind': 'address',
      'written': one_line([s.billing_street, s.billing_more, s.billing_zip, s.billing_city, s.billing_state, s.billing_country])
    }
  ], recursive := true)
from woo_orders o
inner join source s on s.line = o.line;

-- customers: one row per customer, as in their newest order
select line, customer_id, home as country, updated_at
from (
  select *, row_number() over (partition by customer_id order by moment desc, order_id desc) as place
  from woo_orders
  where customer_id is not null
)
where place = 1;

-- identities: one row per customer and what they are known by
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'email' as kind, email as value, moment from woo_orders
  union all
  select line, customer_id, 'phone' as kind, phone as value, moment from woo_orders
  union all
  select line, customer_id, 'account' as kind, account as value, moment from woo_orders
  union all
  select line, customer_id, 'name' as kind, name as value, moment from woo_orders
)
where customer_id is not null and value is not null
group by customer_id, kind, value;

-- items: one row per item, as in its newest line; its price there is without tax, so none is given
select line, item_id, name, moment as updated_at
from (
  select *, row_number() over (partition by item_id order by moment desc, order_id desc, place) as rank
  from woo_lines
)
where rank = 1;

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
from woo_orders;

-- order_lines: one row per order and line of it
select
  line,
  order_id,
  refused_order_id,
  item_id,
  quantity,
  unit_price,
  coalesce(
    cast(try_cast(
      cast(unit_price as decimal(18, 4)) * try_cast(quantity as decimal(10, 0)) - try_cast(total as decimal(18, 4)) as decimal(18, 4)
    ) as varchar),
    total
  ) as discount
from woo_lines
order by line, place;

-- refunds: one row per order of which money was paid back, all of it together
select line, order_id || ' refunded' as refund_id, order_id, money(refunded, currency) as cents, currency
from woo_orders
where coalesce(try_cast(refunded as decimal(18, 4)), 0) <> 0;
