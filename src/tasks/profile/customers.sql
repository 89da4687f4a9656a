-- one row per known customer with a sale before $as_of, in the order of their ids; $customer '' means everyone
with customer_orders as (
  select
    customer_id,
    order_id,
    min(day) as first_day,
    max(day) as last_day,
    max(occurred_at) as last_at,
    sum(cents) as cents
  from sales
  where customer_id is not null
    and day < cast($as_of as date)
    and ($customer = '' or customer_id = $customer)
  group by customer_id, order_id
),

totals as (
  select
    customer_id,
    count(*) as orders,
    sum(cents) as cents,
    min(first_day) as first_day,
    max(last_day) as last_day,
    max(last_at) as last_at
  from customer_orders
  group by customer_id
),

-- two orders at the same moment: the one with the greater id is the later one
latest as (
  select c.customer_id, max(c.order_id) as order_id
  from customer_orders c
  join totals t on t.customer_id = c.customer_id and t.last_at = c.last_at
  group by c.customer_id
)

select
  t.customer_id,
  cast(days_between(t.last_day, cast($as_of as date)) as double) as recency_days,
  cast(t.orders as double) as frequency,
  cast(t.cents as double) as monetary_cents,
  cast(t.first_day as varchar) as first_day,
  cast(t.last_day as varchar) as last_day,
  case
    when t.orders > 1 then cast(days_between(t.first_day, t.last_day) as double) / cast(t.orders - 1 as double)
  end as days_between_orders,
  o.country
from totals t
join latest l on l.customer_id = t.customer_id
join clean_orders o on o.order_id = l.order_id
order by t.customer_id
