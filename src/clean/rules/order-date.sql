-- one row per order placed after it was loaded, or before there was a web
with bounds as (
  select max(loaded_at) + interval '2' day as latest, timestamp '1991-01-01 00:00:00' as earliest
  from loads
)

select
  case when o.ordered_at > b.latest then 'future' else 'past' end as reason,
  o.order_id as row_id,
  o.ordered_at as old_value,
  abs(days_between(
    cast(o.ordered_at as date), cast(case when o.ordered_at > b.latest then b.latest else b.earliest end as date)
  )) as evidence
from orders o
cross join bounds b
where o.ordered_at > b.latest or o.ordered_at < b.earliest
