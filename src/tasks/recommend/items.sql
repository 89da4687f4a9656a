-- one row per item of the catalogue
select
  item_id,
  name,
  category,
  brand,
  cast(price as double) as price,
  cast(cost as double) as cost,
  cast(case when in_stock then 1 when not in_stock then 0 end as double) as in_stock
from clean_items
order by item_id
