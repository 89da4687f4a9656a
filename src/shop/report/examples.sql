-- one row per example of a finding, at most $examples for each cleaning rule: those that speak of most rows first
select rule, reason, column_name, row_id, line_number, old_value, fill_value, cap_value, evidence, other
from (
  select *, row_number() over (partition by rule order by found_rows desc, reason, row_id, line_number) as place
  from cleanings
) numbered
where place <= $examples
order by rule, place
