-- one row per device or cookie seen with a customer: whose it is, if of one alone
with seen as (
  select value, customer_id, rule, first_seen_at, load_id
  from identity_links
  where kind = 'device'
  union all
  select e.anonymous_id as value, o.customer_id, 'order' as rule, e.occurred_at as first_seen_at, cast(null as bigint) as load_id
  from events e
  join orders o on o.order_id = e.order_id
  where e.customer_id is null
    and e.anonymous_id is not null
    and o.customer_id is not null
    and o.customer_id not in (select customer_id from identity_links where kind = 'nobody')
)

select
  s.value,
  'device' as kind,
  min(coalesce(j.customer_id, s.customer_id)) as customer_id,
  count(distinct coalesce(j.customer_id, s.customer_id)) as customers,
  min(s.rule) as rule,
  min(s.first_seen_at) as seen_at,
  min(s.load_id) as load_id
from seen s
left join joined_customers j on j.source_id = s.customer_id
where s.rule not in (select rule from identity_off)
  and s.value not in ({nobodies})
  and not exists (select 1 from identity_blocked b where b.kind = 'device' and b.value = s.value)
group by s.value
