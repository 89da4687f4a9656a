-- one row per device or cookie seen with a customer: whose it is, if of one alone
select
  l.value,
  'device' as kind,
  min(coalesce(j.customer_id, l.customer_id)) as customer_id,
  count(distinct coalesce(j.customer_id, l.customer_id)) as customers,
  min(l.rule) as rule,
  min(l.first_seen_at) as seen_at,
  min(l.load_id) as load_id
from identity_links l
left join joined_customers j on j.source_id = l.customer_id
where l.kind = 'device'
  and l.rule not in (select rule from identity_off)
  and not exists (select 1 from identity_blocked b where b.kind = 'device' and b.value = l.value)
group by l.value
