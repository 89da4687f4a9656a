-- orders: one row per invoice; a number that starts with C is a cancellation. An invoice of two times was placed at the first.
select
  min(line) as line,
  order_id,
  min(regexp_replace(customer_id, '\.0+$', '')) as customer_id, -- spreadsheets made it a decimal
  min(uci_time(occurred_at)) as ordered_at,
  min(country) as country,
  starts_with(upper(order_id), 'C') as cancelled
from source
group by order_id;

-- order_lines: one row per source line, with its own time
select line, order_id, item_id, quantity, unit_price, uci_time(occurred_at) as occurred_at
from source;

-- items: one row per stock code, named as in its newest line that has a description
select line, item_id, name, updated_at
from (
  select
    line,
    item_id,
    name,
    uci_time(occurred_at) as updated_at,
    row_number() over (partition by item_id order by name is null, utc_time(uci_time(occurred_at)) desc, name) as place
  from source
)
where place = 1;

-- customers: one row per customer number
select line, customer_id
from (
  select min(line) as line, regexp_replace(customer_id, '\.0+$', '') as customer_id
  from source
  group by regexp_replace(customer_id, '\.0+$', '')
)
where customer_id is not null;
