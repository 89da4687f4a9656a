-- one row: known customers with a sale after $since, and those among them whose first it was
select
  cast(count(*) as double) as customers,
  cast(count(case when first_day > cast($since as date) then 1 end) as double) as new_customers
from (
  select customer_id, min(day) as first_day, max(day) as last_day
  from sales
  where customer_id is not null
  group by customer_id
) known
where last_day > cast($since as date)
