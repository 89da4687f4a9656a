-- one row per known customer with a sale before $as_of: what they come back for; $customer '' means everyone
with bought as (
  select customer_id, item_id, order_id, sum(quantity) as pieces
  from sales
  where customer_id is not null
    and day < cast($as_of as date)
    and ($customer = '' or customer_id = $customer)
  group by customer_id, item_id, order_id
),

item_counts as (
  select customer_id, item_id, count(*) as orders, sum(pieces) as pieces
  from bought
  group by customer_id, item_id
),

-- in most of their orders, then most pieces, then the smaller id
ranked_items as (
  select
    customer_id,
    item_id,
    orders,
    row_number() over (partition by customer_id order by orders desc, pieces desc, item_id) as place,
    count(*) over (partition by customer_id) as different_items
  from item_counts
),

category_counts as (
  select b.customer_id, i.category, count(distinct b.order_id) as orders, sum(b.pieces) as pieces
  from bought b
  join clean_items i on i.item_id = b.item_id
  where i.category is not null
  group by b.customer_id, i.category
),

ranked_categories as (
  select
    customer_id,
    category,
    row_number() over (partition by customer_id order by orders desc, pieces desc, category) as place
  from category_counts
)

select
  f.customer_id,
  f.item_id as favourite_item,
  i.name as favourite_name,
  cast(f.orders as double) as favourite_orders,
  c.category as favourite_category,
  cast(f.different_items as double) as different_items
from ranked_items f
left join clean_items i on i.item_id = f.item_id
left join ranked_categories c on c.customer_id = f.customer_id and c.place = 1
where f.place = 1
order by f.customer_id
