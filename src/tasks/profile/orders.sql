-- one row per order of a known customer with a sale before $as_of, in no order: a million of them are not sorted for nothing
select
  customer_id,
  cast(max(day) as timestamp) as ordered_at,
  cast(sum(cents) as double) as cents
from sales
where customer_id is not null and day < cast($as_of as date)
group by customer_id, order_id
