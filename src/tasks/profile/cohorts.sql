-- one row per month of first order and months since: how many of those customers bought in that month
with active_months as (
  select customer_id, month_of(day) as active_month
  from sales
  where customer_id is not null and day < cast($as_of as date)
  group by customer_id, month_of(day)
),

first_months as (
  select customer_id, min(active_month) as cohort_month
  from active_months
  group by customer_id
)

select
  cast(f.cohort_month as varchar) as cohort_month,
  cast(months_between(f.cohort_month, a.active_month) as double) as months_since,
  cast(count(*) as double) as customers
from active_months a
join first_months f on f.customer_id = a.customer_id
group by f.cohort_month, months_between(f.cohort_month, a.active_month)
order by f.cohort_month, months_between(f.cohort_month, a.active_month)
