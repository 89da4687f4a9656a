-- one row per order without a country, where most orders have one
with missing as (
  select order_id, customer_id
  from orders
  where country is null
    and (select cast(count(country) as double) / cast(count(*) as double) from orders) > 0.5
),

theirs as (
  select customer_id, min(country) as country, count(*) as orders
  from orders
  where country is not null and customer_id in (select customer_id from missing)
  group by customer_id
  having min(country) = max(country)
)

select
  case when t.country is not null then 'orders' when c.country is not null then 'account' else 'unknown' end as reason,
  m.order_id as row_id,
  coalesce(t.country, c.country) as fill_value,
  t.orders as evidence
from missing m
left join theirs t on t.customer_id = m.customer_id
left join customers c on c.customer_id = m.customer_id
