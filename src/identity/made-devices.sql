-- one row per device or cookie seen with a customer: whose it is, if of one alone
select
  s.value,
  'device' as kind,
  min(coalesce(j.customer_id, s.customer_id)) as customer_id,
  count(distinct coalesce(j.customer_id, s.customer_id)) as customers,
  min(s.rule) as rule,
  min(s.first_seen_at) as seen_at,
  min(s.load_id) as load_id
from identity_seen s
left join joined_customers j on j.source_id = s.customer_id
group by s.value
