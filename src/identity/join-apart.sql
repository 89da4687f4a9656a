-- one row per pair of customers who are to stay two, by their numbers
select cast(a.number as double) as one, cast(b.number as double) as other
from identity_apart p
join identity_nodes a on a.customer_id = p.one
join identity_nodes b on b.customer_id = p.other
order by a.number, b.number
