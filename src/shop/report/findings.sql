-- one row per cleaning rule and reason: how often it was found, and how many of those have a value to put in the place
select
  rule,
  reason,
  cast(count(*) as double) as findings,
  cast(sum(found_rows) as double) as found,
  cast(count(fill_value) as double) as fillable,
  cast(count(cap_value) as double) as cappable
from cleanings
group by rule, reason
order by rule, findings desc, reason
