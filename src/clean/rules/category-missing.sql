-- one row per item without a category, where most items have one
with missing as (
  select item_id, product_id
  from items
  where category is null
    and (select cast(count(category) as double) / cast(count(*) as double) from items) > 0.5
),

products as (
  select product_id, min(category) as category, count(*) as variants
  from items
  where category is not null and product_id is not null
  group by product_id
  having min(category) = max(category)
)

select
  case when p.category is not null then 'variants' else 'unknown' end as reason,
  m.item_id as row_id,
  p.category as fill_value,
  p.variants as evidence
from missing m
left join products p on p.product_id = m.product_id
