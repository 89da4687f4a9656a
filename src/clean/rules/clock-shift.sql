-- one row per week (from Monday, in the events' own clock) whose purchases are whole half hours off their orders
with pairs as (
  select
    week_of(e.occurred_at) as week,
    seconds_between(o.ordered_at, e.occurred_at) as off_seconds
  from events e
  join orders o on o.order_id = e.order_id and coalesce(o.origin, 'shop') = 'shop'
  where e.event = 'purchase' and abs(seconds_between(o.ordered_at, e.occurred_at)) <= 52200
),

weeks as (
  select week, middle_of(off_seconds) as off_seconds, count(*) as purchases
  from pairs
  group by week
  having count(*) >= 5
),

rounded as (
  select week, round(cast(off_seconds as double) / 1800) * 1800 as shift_seconds, purchases
  from weeks
),

agreed as (
  select r.week, r.shift_seconds, r.purchases, sum(case when abs(p.off_seconds - r.shift_seconds) <= 300 then 1 else 0 end) as agreeing
  from rounded r
  join pairs p on p.week = r.week
  where r.shift_seconds <> 0
  group by r.week, r.shift_seconds, r.purchases
)

select
  case when a.shift_seconds > 0 then 'ahead' else 'behind' end as reason,
  a.week as row_id,
  (select count(*) from events e where week_of(e.occurred_at) = a.week) as found_rows,
  a.purchases as other,
  cast(a.shift_seconds as integer) as fill_value,
  abs(a.shift_seconds) / 60 as evidence
from agreed a
where a.agreeing * 10 >= a.purchases * 8
