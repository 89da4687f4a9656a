-- one row per rule by which ids came to a customer: how many joins of customers, anonymous ids, or orders
select rule, cast(count(*) as double) as joins from customer_joins group by rule
union all
select rule, cast(count(*) as double) as joins from visitor_owners group by rule
union all
select 'order' as rule, cast(count(*) as double) as joins from guest_orders having count(*) > 0
