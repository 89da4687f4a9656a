-- one row per value that several customers were seen with, numbered: the most trusted first
select
  kind,
  value,
  row_number() over (order by case kind when 'account' then 0 when 'email' then 1 when 'order' then 2 when 'phone' then 3 else 4 end, value) - 1 as number
from (
  select kind, value
  from identity_usable
  group by kind, value
  having count(*) > 1
) shared
