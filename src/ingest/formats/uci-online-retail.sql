-- uci_moments: one row per time as written, each read once
select occurred_at as written, utc_time(uci_time(occurred_at)) as moment
from (select distinct occurred_at from source);

-- customers: one row per customer number
select min(line) as line, uci_customer(customer_id) as customer_id
from (select customer_id, min(line) as line from source group by customer_id)
group by uci_customer(customer_id)
-- a "where" would be tested on every source row
having max(uci_customer(customer_id)) is not null;

-- items: one row per stock code, named as in its newest line that has a description
select line, item_id, name, updated_at
from (
  select
    line,
    item_id,
    name,
    updated_at,
    row_number() over (partition by item_id order by name is null, updated_at desc, name) as place
  from (
    select min(s.line) as line, s.item_id, s.name, max(m.moment) as updated_at
    from source s
    left join uci_moments m on m.written = s.occurred_at
    group by s.item_id, s.name
  )
)
where place = 1;

-- orders: one row per invoice; a number that starts with C is a cancellation. An invoice of two times was placed at the first.
select
  min(s.line) as line,
  s.order_id,
  uci_customer(min(s.customer_id)) as customer_id,
  min(m.moment) as ordered_at,
  min(s.country) as country,
  starts_with(upper(s.order_id), 'C') as cancelled
from source s
left join uci_moments m on m.written = s.occurred_at
group by s.order_id;

-- order_lines: one row per source line, with its own time
select line, order_id, item_id, quantity, unit_price, uci_time(occurred_at) as occurred_at
from source;
