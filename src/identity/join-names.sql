-- one row per customer who shares a value and name seen with them, by their numbers
select cast(n.number as double) as customer, cast(dense_rank() over (order by l.value) as double) as mark
from identity_links l
join identity_nodes n on n.customer_id = l.customer_id
where l.kind = 'name'
  and not exists (select 1 from identity_blocked b where b.kind = l.kind and b.value = l.value)
order by n.number
