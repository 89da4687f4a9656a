-- one row per customer and device or cookie they were seen with: logged in, in one visit, or by an order placed from it
select value, customer_id, rule, first_seen_at, load_id
from identity_links l
where kind = 'device'
  and rule not in (select rule from identity_off)
  and not exists (select 1 from identity_blocked b where b.kind = 'device' and b.value = l.value)
union all
select e.anonymous_id as value, o.customer_id, 'order' as rule, min(e.occurred_at) as first_seen_at, cast(null as bigint) as load_id
from events e
join orders o on o.order_id = e.order_id
where e.customer_id is null
  and e.anonymous_id is not null
  and e.anonymous_id not in ({nobodies})
  and o.customer_id is not null
  and o.customer_id not in (select customer_id from identity_links where kind = 'nobody')
  and 'order' not in (select rule from identity_off)
  and not exists (select 1 from identity_blocked b where b.kind = 'device' and b.value = e.anonymous_id)
group by e.anonymous_id, o.customer_id
