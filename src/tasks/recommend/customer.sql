-- one row for the customer: the country of their newest order, else of their account; none for a stranger
select country
from (
  select country, ordered_at as known_at, 1 as source
  from clean_orders
  where customer_id = $customer and country is not null
  union all
  select country, created_at as known_at, 2 as source
  from clean_customers
  where customer_id = $customer and country is not null
) known
order by source, known_at desc
limit 1
