-- one row per thing a customer did with an item, oldest first: sale lines, or where there are none the strongest kind of event; of one customer, or of all ('')
with bought as (
  select
    customer_id,
    item_id,
    'purchase' as event,
    occurred_at,
    cast(0 as bigint) as arrival,
    order_id,
    line_id
  from sales
  where customer_id is not null
    and item_id is not null
),

done as (
  select
    customer_id,
    item_id,
    event,
    occurred_at,
    arrival,
    case event
      when 'purchase' then 1
      when 'cart' then 2
      when 'view' then 3
      else 4
    end as strength
  from clean_events
  where customer_id is not null
    and item_id is not null
    and not exists (select 1 from bought)
),

strongest as (
  select min(strength) as strength
  from done
),

interactions as (
  select customer_id, item_id, event, occurred_at, arrival, order_id, line_id
  from bought
  union all
  select
    d.customer_id,
    d.item_id,
    d.event,
    d.occurred_at,
    d.arrival,
    cast(null as varchar) as order_id,
    cast(null as integer) as line_id
  from done d
  inner join strongest s on s.strength = d.strength
)

select customer_id, item_id, event, occurred_at, order_id
from interactions
where $customer = ''
  or customer_id = $customer
order by occurred_at, arrival, order_id, line_id
