-- one row per week up to the last day with a sale: what was sold
with sold_orders as (
  select order_id, max(customer_id) as customer_id, max(day) as day, sum(cents) as cents
  from sales
  group by order_id
),
last_day as (
  select max(day) as day from sold_orders
),
first_orders as (
  select customer_id, min(day) as first_day
  from sold_orders
  where customer_id is not null
  group by customer_id
),
numbered as (
  select s.customer_id, s.cents, s.day, f.first_day, floor(days_between(s.day, l.day) / 7) as weeks_ago
  from sold_orders s
  cross join last_day l
  left join first_orders f on f.customer_id = s.customer_id
)
select
  cast(weeks_ago as integer) as weeks_ago,
  cast(sum(cents) as double) as cents,
  cast(count(*) as double) as orders,
  cast(sum(cents) as double) / cast(count(*) as double) as basket,
  cast(count(distinct case when first_day < day then customer_id end) as double)
    / nullif(cast(count(distinct customer_id) as double), 0) as returning_share
from numbered
group by weeks_ago
order by weeks_ago desc
