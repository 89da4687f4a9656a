-- one row per value that did not join everyone it was seen with, and why
select v.kind, v.value, m.reason, count(distinct u.customer_id) as customers, count(distinct l.value) as names
from identity_refused m
join identity_values v on v.number = m.value
join identity_usable u on u.kind = v.kind and u.value = v.value
left join identity_links l on l.customer_id = u.customer_id and l.kind = 'name'
where v.kind <> 'device'
group by v.kind, v.value, m.reason
union all
select kind, value, 'customers' as reason, customers, cast(null as bigint) as names
from identity_devices
where customers > 1
