-- one row per day on which something was sold or paid back
select
  cast(day as varchar) as day,
  cast(count(distinct order_id) as double) as orders,
  cast(sum(cents) as double) as cents
from (
  select day, order_id, cents from sales
  union all
  select day, null as order_id, -cents as cents from paid_back where day is not null and cents is not null
) moved
group by day
order by day
