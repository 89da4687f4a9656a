-- one row per picture of an item: its file, what the item is and how often it was ordered; the main picture of an item first
with ordered as (
  select item_id, count(distinct order_id) as orders
  from sales
  where item_id is not null
  group by item_id
)

select
  p.path as file,
  i.category as label,
  p.item_id,
  i.name,
  cast(coalesce(p.position, 0) as double) as position,
  cast(coalesce(o.orders, 0) as double) as orders
from item_pictures p
left join clean_items i on i.item_id = p.item_id
left join ordered o on o.item_id = p.item_id
order by p.item_id, position, p.path
