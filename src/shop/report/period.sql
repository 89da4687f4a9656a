-- one row: the first and the last day with data
select cast(min(day) as varchar) as first_day, cast(max(day) as varchar) as last_day
from (
  select min(day) as day from sales
  union all
  select max(day) as day from sales
  union all
  select shop_day(min(occurred_at)) as day from clean_events
  union all
  select shop_day(max(occurred_at)) as day from clean_events
) days
