-- one row per order that says of itself that it is a test
with named as (
  select
    order_id,
    holds(lower(order_id), '(^|[^a-z])(test|testing|dummy|sandbox)([^a-z]|$)|测试') as order_says,
    holds(lower(customer_id), '(^|[^a-z])(test|tester|testing|dummy|sandbox)([^a-z]|$)|测试') as customer_says,
    holds(lower(channel), '(^|[^a-z])(test|testing|dummy|sandbox|staging)([^a-z]|$)|测试') as channel_says
  from orders
)

select
  case when n.order_says then 'order' when n.customer_says then 'customer' else 'channel' end as reason,
  n.order_id as row_id,
  (select count(*) from order_lines l where l.order_id = n.order_id) as evidence
from named n
where n.order_says or n.customer_says or n.channel_says
