-- one row: what the tasks read of the shop
select
  cast(count(distinct order_id) as double) as orders,
  cast(count(*) as double) as lines,
  cast(coalesce(sum(cents), 0) as double) as cents,
  cast((select count(*) from clean_events) as double) as events
from sales
