-- one row per order without a customer whose visit tells whose it is
select order_id, min(customer_id) as customer_id
from (
  select o.order_id, coalesce(j.customer_id, case when j.source_id is null then e.customer_id end, v.customer_id) as customer_id
  from orders o
  join events e on e.order_id = o.order_id
  left join joined_customers j on j.source_id = e.customer_id
  left join visitor_owners v on v.anonymous_id = e.anonymous_id
  where (o.customer_id is null or o.customer_id in (select source_id from joined_customers where customer_id is null))
    and 'order' not in (select rule from identity_off)
) told
where customer_id is not null
group by order_id
having min(customer_id) = max(customer_id)
