-- one row per join made: which two customers, by which identity, since when both were seen with it, and by which load
select
  left(md5(case when a.customer_id < b.customer_id then a.customer_id || chr(31) || b.customer_id else b.customer_id || chr(31) || a.customer_id end), 12)
    as join_id,
  b.customer_id,
  a.customer_id as other_id,
  v.kind as rule,
  v.value,
  case when la.first_seen_at < lb.first_seen_at then lb.first_seen_at else coalesce(la.first_seen_at, lb.first_seen_at) end as seen_at,
  greatest(la.load_id, lb.load_id) as load_id
from identity_made m
join identity_nodes a on a.number = m.one
join identity_nodes b on b.number = m.other
join identity_values v on v.number = m.value
left join identity_links la on la.customer_id = a.customer_id and la.kind = v.kind and la.value = v.value
left join identity_links lb on lb.customer_id = b.customer_id and lb.kind = v.kind and lb.value = v.value
