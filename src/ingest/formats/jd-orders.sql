-- jd_lines: one row per source row, a line of an order each
select
  *,
  coalesce(sku, article, product_id) as known_as,
  regexp_matches(status, '取消|^[(（]删除[)）]') as cancelled,
  case
    when regexp_matches(status, '^([(（]锁定[)）])?(等待付款|待付款|未付款|等待付款确认)$')
      then 'not paid, so no sale yet (' || status || ')'
  end as refused_order_id
from (
  select
    line,
    nullif(trim(order_id, guards), '') as order_id,
    nullif(trim(product_id, guards), '') as product_id,
    nullif(trim(item_id, guards), '') as sku,
    nullif(trim(article, guards), '') as article,
    name,
    nullif(trim(quantity, guards), '') as quantity,
    nullif(trim(unit_price, guards), '') as unit_price,
    nullif(trim(ordered_at, guards), '') as ordered_at,
    nullif(trim(paid_at, guards), '') as paid_at,
    nullif(trim(done_at, guards), '') as done_at,
    nullif(trim(total_cents, guards), '') as total_cents,
    nullif(trim(shipping_cents, guards), '') as shipping_cents,
    nullif(trim(cancelled, guards), '') as status
  from (select *, '="''¥￥ ' || chr(9) as guards from source)
);

-- jd_orders: one row per order, as its first row states it
select
  *,
  coalesce(account, phone) as customer_id,
  utc_time(ordered_at) as moment,
  greatest(utc_time(ordered_at), utc_time(paid_at), utc_time(done_at)) as updated_at
from (
  select
    l.*,
    case when not contains(s.account, '*') then pseudonym('account', trim(s.account, '="'' ' || chr(9))) end as account,
    case when not contains(s.phone, '*') then pseudonym('phone', s.phone) end as phone
  from jd_lines l
  inner join (select order_id, min(line) as line from jd_lines group by order_id) f on f.line = l.line
  inner join source s on s.line = l.line
);

-- people: one row per order and thing written that identifies who ordered; what JD masks is nobody's
select o.customer_id, o.moment as seen_at, w.kind, w.written
from jd_orders o
inner join (
  select
    line,
    unnest([
      {'kind': 'account', 'written': trim(account, guards)},
      {'kind': 'phone', 'written': trim(phone, guards)},
      {'kind': 'name', 'written': trim(receiver, guards)},
      {'kind': 'address', 'written': trim(address, guards)}
    ], recursive := true)
  from (select *, '="'' ' || chr(9) as guards from source)
) w on w.line = o.line
where not contains(w.written, '*');

-- customers: one row per buyer
select min(line) as line, customer_id, max(moment) as updated_at
from jd_orders
where customer_id is not null
group by customer_id;

-- identities: one row per buyer and what they are known by
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'account' as kind, account as value, moment from jd_orders
  union all
  select line, customer_id, 'phone' as kind, phone as value, moment from jd_orders
)
where value is not null
group by customer_id, kind, value;

-- items: one row per item, as in its newest line
select line, known_as as item_id, product_id, name, unit_price as price, 'CNY' as currency, utc_time(ordered_at) as updated_at
from (
  select *, row_number() over (partition by known_as order by utc_time(ordered_at) desc nulls last, order_id desc, line) as place
  from jd_lines
  where known_as is not null
)
where place = 1;

-- orders: one row per order
select
  line,
  order_id,
  customer_id,
  ordered_at,
  'CNY' as currency,
  coalesce(cancelled, false) as cancelled,
  'jd' as channel,
  money(shipping_cents, 'CNY') as shipping_cents,
  money(total_cents, 'CNY') as total_cents,
  updated_at
from jd_orders;

-- order_lines: one row per source row
select line, order_id, refused_order_id, known_as as item_id, quantity, unit_price
from jd_lines;
