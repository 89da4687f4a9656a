-- one row per identity that joins nobody or not everyone it was seen with, the most shared first, at most $most
select kind, value, reason, cast(customers as double) as customers, cast(names as double) as names
from (
  select *, row_number() over (order by customers desc, kind, value) as place
  from shared_identities
) listed
where place <= $most
order by place
