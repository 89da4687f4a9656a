-- one row per customer id that is called by another, or stands for no customer
select n.customer_id as source_id, r.customer_id
from identity_roots m
join identity_nodes n on n.number = m.customer
join identity_nodes r on r.number = m.root
where m.customer <> m.root
union all
select customer_id as source_id, cast(null as varchar) as customer_id
from identity_links
where kind = 'nobody'
