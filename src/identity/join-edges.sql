-- one row per shared value and customer, by their numbers, in the order of both
select v.kind, cast(v.number as double) as value, cast(n.number as double) as customer
from identity_values v
join identity_usable u on u.kind = v.kind and u.value = v.value
join identity_nodes n on n.customer_id = u.customer_id
order by v.number, n.number
