-- taobao_orders: one row per source row, an order each
select
  line,
  order_id,
  coalesce(account, phone) as customer_id,
  account,
  phone,
  ordered_at,
  utc_time(ordered_at) as moment,
  greatest(utc_time(ordered_at), utc_time(paid_at), utc_time(received_at)) as updated_at,
  status in ('交易关闭', '交易自动关闭') as cancelled,
  case
    when status is null then 'missing'
    when status in ('等待买家付款', '付款确认中', '没有创建支付宝交易') then 'not paid, so no sale yet (' || status || ')'
  end as refused_cancelled,
  shipping_cents,
  coalesce(total_cents, paid) as total_cents,
  cents
from (
  select
    line,
    nullif(trim(order_id, guards), '') as order_id,
    case when not contains(account, '*') then pseudonym('account', trim(account, guards)) end as account,
    case when not contains(phone, '*') then pseudonym('phone', phone) end as phone,
    nullif(trim(ordered_at, guards), '') as ordered_at,
    nullif(trim(paid_at, guards), '') as paid_at,
    nullif(trim(received_at, guards), '') as received_at,
    nullif(trim(cancelled, guards), '') as status,
    nullif(trim(shipping_cents, guards), '') as shipping_cents,
    nullif(trim(total_cents, guards), '') as total_cents,
    nullif(trim(paid, guards), '') as paid,
    nullif(trim(cents, guards), '') as cents
  from (select *, '="''¥￥ ' || chr(9) as guards from source)
);

-- people: one row per order and thing written that identifies who ordered; what Taobao masks is nobody's
select o.customer_id, o.moment as seen_at, w.kind, w.written
from taobao_orders o
inner join (
  select
    line,
    unnest([
      {'kind': 'account', 'written': trim(account, guards)},
      {'kind': 'phone', 'written': trim(phone, guards)},
      {'kind': 'name', 'written': trim(receiver, guards)},
      {'kind': 'address', 'written': trim(address, guards)}
    ], recursive := true)
  from (select *, '="''¥￥ ' || chr(9) as guards from source)
) w on w.line = o.line
where not contains(w.written, '*');

-- customers: one row per buyer
select min(line) as line, customer_id, max(moment) as updated_at
from taobao_orders
where customer_id is not null
group by customer_id;

-- identities: one row per buyer and what they are known by
select min(line) as line, customer_id, kind, value, min(moment) as first_seen_at
from (
  select line, customer_id, 'account' as kind, account as value, moment from taobao_orders
  union all
  select line, customer_id, 'phone' as kind, phone as value, moment from taobao_orders
)
where value is not null
group by customer_id, kind, value;

-- orders: one row per order
select
  line,
  order_id,
  customer_id,
  ordered_at,
  'CNY' as currency,
  cancelled,
  refused_cancelled,
  'taobao' as channel,
  money(shipping_cents, 'CNY') as shipping_cents,
  money(total_cents, 'CNY') as total_cents,
  updated_at
from taobao_orders;

-- refunds: one row per order of which money was paid back, all of it together
select line, order_id || ' refunded' as refund_id, order_id, money(cents, 'CNY') as cents, 'CNY' as currency
from taobao_orders
where coalesce(try_cast(cents as decimal(18, 4)), 1) <> 0 and cents is not null;
