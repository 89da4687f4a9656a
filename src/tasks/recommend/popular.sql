-- one row per item bought (where nothing was ever sold: looked at) in the last 28 days: by how many orders or visitors then, and in the 28 days before; of one country or of all (''), of one category or of all ('')
with bought as (
  select
    item_id,
    order_id as who,
    country,
    day
  from sales
  where item_id is not null
),

looked as (
  select
    item_id,
    coalesce(customer_id, anonymous_id, event_id) as who,
    cast(null as varchar) as country,
    shop_day(occurred_at) as day
  from clean_events
  where item_id is not null
    and not exists (select 1 from bought)
),

recent as (
  select
    d.item_id,
    d.who,
    d.day
  from (select * from bought union all select * from looked) d
  left join clean_items i on i.item_id = d.item_id
  where d.day >= cast($as_of as date) - interval '56' day
    and ($country = '' or d.country = $country)
    and ($category = '' or i.category = $category)
)

select
  item_id,
  count(distinct case when day >= cast($as_of as date) - interval '28' day then who end) as buyers,
  count(distinct case when day < cast($as_of as date) - interval '28' day then who end) as buyers_before
from recent
group by item_id
having count(distinct case when day >= cast($as_of as date) - interval '28' day then who end) > 0
order by buyers desc, item_id
limit 1000
