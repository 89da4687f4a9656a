-- one row per account that has never ordered
select c.customer_id, c.country
from clean_customers c
where not exists (select 1 from clean_orders o where o.customer_id = c.customer_id)
  and (c.created_at is null or shop_day(c.created_at) < cast($as_of as date))
  and ($customer = '' or c.customer_id = $customer)
order by c.customer_id
