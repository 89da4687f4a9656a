-- one row per join of customers, newest load first, at most $most; $customer '' means everyone's
select join_id, customer_id, other_id, joined_id, rule, value, cast(seen_at as varchar) as seen_at, file
from (
  select
    j.join_id,
    j.customer_id,
    j.other_id,
    coalesce(n.customer_id, j.other_id) as joined_id,
    j.rule,
    j.value,
    j.seen_at,
    l.file,
    row_number() over (order by j.load_id desc, j.join_id) as place
  from customer_joins j
  left join joined_customers n on n.source_id = j.other_id
  left join loads l on l.load_id = j.load_id
  where $customer = '' or coalesce(n.customer_id, j.other_id) = $customer
) listed
where place <= $most
order by place
