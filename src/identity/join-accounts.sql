-- one row per customer who shares a value and account of theirs, by their numbers: one of the shop's list who is called by a number of its own is that account
select cast(n.number as double) as customer, cast(dense_rank() over (order by a.value) as double) as mark
from (
  select customer_id, value
  from identity_links
  where kind = 'account'
  union
  select s.customer_id, s.customer_id as value
  from identity_nodes s
  join customers c on c.customer_id = s.customer_id
  where not exists (
    select 1
    from identity_links l
    where l.customer_id = s.customer_id and (l.kind = 'account' or (l.kind in ('email', 'phone') and l.value = s.customer_id))
  )
) a
join identity_nodes n on n.customer_id = a.customer_id
order by n.number
