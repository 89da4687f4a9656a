-- one row per customer id that the books or the tracker give an order for which the two name different ones
with differing as (
  select distinct o.order_id, o.customer_id as buyer, e.customer_id as visitor
  from orders o
  join events e on e.order_id = o.order_id
  where o.customer_id <> e.customer_id
    and 'order' not in (select rule from identity_off)
    and o.customer_id not in (select customer_id from identity_links where kind = 'nobody')
    and e.customer_id not in (select customer_id from identity_links where kind = 'nobody')
)

select buyer as customer_id, 'order' as kind, order_id as value from differing
union
select visitor as customer_id, 'order' as kind, order_id as value from differing
