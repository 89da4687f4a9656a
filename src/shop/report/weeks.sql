-- one row per whole week before the day after the last one: what was sold
with last_day as (
  select max(day) as day from sales
),
first_orders as (
  select customer_id, min(day) as first_day
  from sales
  where customer_id is not null
  group by customer_id
),
numbered as (
  select s.order_id, s.customer_id, s.cents, f.first_day, s.day, days_between(s.day, l.day) / 7 as weeks_ago
  from sales s
  cross join last_day l
  left join first_orders f on f.customer_id = s.customer_id
)
select
  cast(floor(weeks_ago) as integer) as weeks_ago,
  cast(sum(cents) as double) as cents,
  cast(count(distinct order_id) as double) as orders,
  cast(sum(cents) as double) / cast(count(distinct order_id) as double) as basket,
  cast(count(distinct case when first_day < day then customer_id end) as double)
    / nullif(cast(count(distinct customer_id) as double), 0) as returning_share
from numbered
group by floor(weeks_ago)
order by weeks_ago desc
