-- youzan_orders: one row per source row, an order each
select
  line,
  order_id,
  coalesce(phone, receiver_phone) as customer_id,
  phone,
  receiver_phone,
  ordered_at,
  utc_time(ordered_at) as moment,
  greatest(utc_time(ordered_at), utc_time(paid_at), utc_time(done_at)) as updated_at,
  status in ('交易关闭', '订单关闭', '已关闭', '已取消') as cancelled,
  case
    when status is null then 'missing'
    when status in ('待付款', '等待付款', '等待买家付款', '待支付') then 'not paid, so no sale yet (' || status || ')'
  end as refused_cancelled,
  shipping_cents,
  discount_cents,
  total_cents,
  cents
from (
  select
    line,
    nullif(trim(order_id, guards), '') as order_id,
    case when not contains(phone, '*') then pseudonym('phone', phone) end as phone,
    case when not contains(receiver_phone, '*') then pseudonym('phone', receiver_phone) end as receiver_phone,
    nullif(trim(ordered_at, guards), '') as ordered_at,
    nullif(trim(paid_at, guards), '') as paid_at,
    nullif(trim(done_at, guards), '') as done_at,
    nullif(trim(cancelled, guards), '') as status,
    case when trim(shipping_cents, guards) not in ('', '-') then trim(shipping_cents, guards) end as shipping_cents,
    case when trim(discount_cents, guards) not in ('', '-') then trim(discount_cents, guards) end as discount_cents,
    case when trim(total_cents, guards) not in ('', '-') then trim(total_cents, guards) end as total_cents,
    case when trim(cents, guards) not in ('', '-') then trim(cents, guards) end as cents
  from (select *, '="''¥￥ ' || chr(9) as guards from source)
);

-- people: one row per order and thing written that identifies who ordered; a receiver's number and name are theirs only
-- where no other number is the buyer's
select o.customer_id, o.moment as seen_at, w.kind, w.written
from youzan_orders o
inner join (
  select
    line,
    unnest([
      {'kind': 'phone', 'written': coalesce(phone, receiver_phone)},
      {'kind': 'name', 'written': coalesce(buyer, case when phone is null or phone = receiver_phone then receiver end)},
      {'kind': 'address', 'written': one_line([province, city, district, street])}
    ], recursive := true)
  from source
) w on w.line = o.line
where not contains(w.written, '*');

-- customers: one row per buyer
select min(line) as line, customer_id, max(moment) as updated_at
from youzan_orders
where customer_id is not null
group by customer_id;

-- identities: one row per buyer and number of theirs; a receiver's may be another person's
select min(line) as line, customer_id, 'phone' as kind, customer_id as value, min(moment) as first_seen_at
from youzan_orders
where customer_id is not null
group by customer_id;

-- orders: one row per order
select
  line,
  order_id,
  customer_id,
  ordered_at,
  'CNY' as currency,
  cancelled,
  refused_cancelled,
  'youzan' as channel,
  money(discount_cents, 'CNY') as discount_cents,
  money(shipping_cents, 'CNY') as shipping_cents,
  money(total_cents, 'CNY') as total_cents,
  updated_at
from youzan_orders;

-- refunds: one row per order of which money was paid back, all of it together
select line, order_id || ' refunded' as refund_id, order_id, money(cents, 'CNY') as cents, 'CNY' as currency
from youzan_orders
where coalesce(try_cast(cents as decimal(18, 4)), 1) <> 0 and cents is not null;
