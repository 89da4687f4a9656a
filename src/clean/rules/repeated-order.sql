-- one row per order that repeats the one before it of the same customer within ten minutes
with placed as (
  select
    order_id,
    ordered_at,
    coalesce(country, '') as country,
    coalesce(currency, '') as currency,
    coalesce(channel, '') as channel,
    lag(order_id) over (partition by customer_id order by ordered_at, order_id) as before_id,
    lag(ordered_at) over (partition by customer_id order by ordered_at, order_id) as before_at,
    lag(coalesce(country, '')) over (partition by customer_id order by ordered_at, order_id) as before_country,
    lag(coalesce(currency, '')) over (partition by customer_id order by ordered_at, order_id) as before_currency,
    lag(coalesce(channel, '')) over (partition by customer_id order by ordered_at, order_id) as before_channel
  from orders
  where customer_id is not null and not coalesce(cancelled, cancelled_at is not null, false)
),

pairs as (
  select order_id, before_id, seconds_between(before_at, ordered_at) as seconds
  from placed
  where before_id is not null
    and seconds_between(before_at, ordered_at) <= 600
    and country = before_country
    and currency = before_currency
    and channel = before_channel
),

contents as (
  select
    order_id,
    item_id,
    unit_price,
    coalesce(discount, cast(0 as decimal(18, 4))) as discount,
    sum(quantity) as quantity,
    count(*) as lines
  from order_lines
  where order_id in (select order_id from pairs union all select before_id from pairs)
  group by order_id, item_id, unit_price, coalesce(discount, cast(0 as decimal(18, 4)))
),

sizes as (
  select order_id, count(*) as things, min(quantity) as least
  from contents
  group by order_id
),

equal_things as (
  select p.order_id, count(*) as things
  from pairs p
  join contents a on a.order_id = p.order_id
  join contents b
    on b.order_id = p.before_id
    and b.item_id = a.item_id
    and b.unit_price = a.unit_price
    and b.discount = a.discount
    and b.quantity = a.quantity
    and b.lines = a.lines
  group by p.order_id
)

select 'twice' as reason, p.order_id as row_id, p.before_id as other, p.seconds as evidence
from pairs p
join sizes s on s.order_id = p.order_id and s.least > 0
join sizes b on b.order_id = p.before_id and b.things = s.things
join equal_things e on e.order_id = p.order_id and e.things = s.things
