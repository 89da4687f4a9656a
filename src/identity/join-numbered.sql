-- one row per customer who is called by the number of another's account
select known.customer_id, 'account' as kind, known.customer_id as value
from (
  select customer_id from customers where customer_id in (select value from identity_usable where kind = 'account' and value <> customer_id)
  union
  select customer_id from orders where customer_id in (select value from identity_usable where kind = 'account' and value <> customer_id)
  union
  select customer_id from events where customer_id in (select value from identity_usable where kind = 'account' and value <> customer_id)
) known
where not exists (select 1 from identity_usable u where u.customer_id = known.customer_id and u.kind = 'account' and u.value = known.customer_id)
