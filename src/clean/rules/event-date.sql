-- one row per day (UTC) with events that were loaded before it came, or before there was a web
with bounds as (
  select max(loaded_at) + interval '2' day as latest, timestamp '1991-01-01 00:00:00' as earliest
  from loads
),

-- whole days, so that a day is either read or not
days as (
  select cast(e.occurred_at as date) as day, count(*) as events
  from events e
  cross join bounds b
  where e.occurred_at >= cast(cast(b.latest as date) as timestamp) + interval '1' day or e.occurred_at < b.earliest
  group by cast(e.occurred_at as date)
)

select
  case when d.day > cast(b.latest as date) then 'future' else 'past' end as reason,
  cast(d.day as varchar) as row_id,
  d.events as found_rows,
  abs(days_between(d.day, cast(case when d.day > cast(b.latest as date) then b.latest else b.earliest end as date))) as evidence
from days d
cross join bounds b
