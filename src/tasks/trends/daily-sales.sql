-- one row per day from the first sale to the day before $as_of; days without a sale are zero, not missing
with sold as (
  select
    day,
    cast(sum(cents) as double) as cents,
    cast(max(date_diff('minute', cast(day as timestamp), occurred_at)) as double) as last_minute
  from sales
  where day < cast($as_of as date)
  group by day
)

select
  'sales' as unique_id,
  cast(d.day as varchar) as ds,
  coalesce(s.cents, 0) as y,
  s.last_minute
from {{each_day((select min(day) from sold), cast($as_of as date) - interval '1' day)}} d
left join sold s on s.day = d.day
order by d.day
