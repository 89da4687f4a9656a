-- one row per order without a customer whose visit tells whose it is
with nameless as (
  select o.order_id
  from orders o
  left join joined_customers n on n.source_id = o.customer_id
  where (o.customer_id is null or (n.source_id is not null and n.customer_id is null))
    and 'order' not in (select rule from identity_off)
),

told as (
  select o.order_id, coalesce(j.customer_id, case when j.source_id is null then e.customer_id end, v.customer_id) as customer_id
  from events e
  join nameless o on o.order_id = e.order_id
  left join joined_customers j on j.source_id = e.customer_id
  left join visitor_owners v on v.anonymous_id = e.anonymous_id
)

select order_id, min(customer_id) as customer_id
from told
where customer_id is not null
group by order_id
having min(customer_id) = max(customer_id)
