-- one row per customer who shares a value, numbered: accounts by their age first, then who was seen first
with sharers as (
  select distinct u.customer_id
  from identity_usable u
  join identity_values v on v.kind = u.kind and v.value = u.value
),

moments as (
  select l.customer_id, l.first_seen_at as seen_at
  from identity_links l
  where l.customer_id in (select customer_id from sharers)
  union all
  select o.customer_id, o.ordered_at as seen_at
  from orders o
  where o.customer_id in (select customer_id from sharers)
),

first_moments as (
  select customer_id, min(seen_at) as seen_at
  from moments
  group by customer_id
)

select
  s.customer_id,
  row_number() over (order by c.created_at nulls last, m.seen_at nulls last, s.customer_id) - 1 as number
from sharers s
left join first_moments m on m.customer_id = s.customer_id
left join customers c on c.customer_id = s.customer_id
