-- one row: customer ids that are not the only one of their customer, those customers, ids that stand for nobody, and identities that join nobody or not everyone
select
  cast(coalesce(sum(case when customer_id is not null then 1 else 0 end), 0) + count(distinct customer_id) as double) as ids,
  cast(count(distinct customer_id) as double) as customers,
  cast(coalesce(sum(case when customer_id is null then 1 else 0 end), 0) as double) as nobody,
  cast((select count(*) from shared_identities) as double) as shared
from joined_customers
