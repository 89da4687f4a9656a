-- one row per period of $days days: the one before the last, then the last
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
  select
    s.customer_id,
    s.cents,
    s.day,
    f.first_day,
    case when days_between(s.day, l.day) < $days then 1 else 0 end as place
  from sold_orders s
  cross join last_day l
  left join first_orders f on f.customer_id = s.customer_id
  where days_between(s.day, l.day) < 2 * $days
)
select
  p.place,
  cast(coalesce(sum(n.cents), 0) as double) as cents,
  cast(count(n.cents) as double) as orders,
  cast(count(distinct n.customer_id) as double) as customers,
  cast(count(distinct case when n.first_day < n.day then n.customer_id end) as double) as returning
from (select 0 as place union all select 1 as place) p
left join numbered n on n.place = p.place
group by p.place
order by p.place
