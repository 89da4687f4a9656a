-- one row per rule and kind of id that it gave to a customer: another customer id, an anonymous id, an order
select rule, 'customers' as given, cast(count(*) as double) as joins from customer_joins group by rule
union all
select rule, 'visitors' as given, cast(count(*) as double) as joins from visitor_owners group by rule
union all
select 'order' as rule, 'orders' as given, cast(count(*) as double) as joins from guest_orders
