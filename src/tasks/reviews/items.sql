-- one row per item of the catalogue: what it is called, and how often it was ordered and sent back
with ordered as (
  select item_id, count(distinct order_id) as orders
  from sales
  where item_id is not null
  group by item_id
),

sent_back as (
  select item_id, count(distinct order_id) as orders
  from refunds
  where item_id is not null
  group by item_id
)

select
  i.item_id,
  i.name,
  i.brand,
  i.category,
  cast(coalesce(o.orders, 0) as double) as orders,
  cast(coalesce(b.orders, 0) as double) as sent_back
from clean_items i
left join ordered o on o.item_id = i.item_id
left join sent_back b on b.item_id = i.item_id
order by i.item_id
