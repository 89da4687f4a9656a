-- one row per sold line whose price is a power of ten of what its item usually costs
with prices as (
  select l.item_id, coalesce(o.currency, shop_currency(), '') as currency, l.unit_price, count(*) as lines
  from order_lines l
  left join orders o on o.order_id = l.order_id
  where l.quantity > 0
    and l.unit_price > 0
    and not coalesce(o.cancelled, o.cancelled_at is not null, false)
  group by l.item_id, coalesce(o.currency, shop_currency(), ''), l.unit_price
),

sold_items as (
  select item_id, currency, sum(lines) as lines
  from prices
  group by item_id, currency
),

-- what the catalogue says, if most of what is sold is sold near it
listed as (
  select i.item_id, coalesce(i.currency, shop_currency(), '') as currency, i.price
  from items i
  where i.price > 0
    and (
      select cast(sum(case when p.unit_price between c.price / 3 and c.price * 3 then p.lines else 0 end) as double)
        / cast(sum(p.lines) as double)
      from prices p
      join items c on c.item_id = p.item_id and c.price > 0
    ) > 0.8
),

often_sold_at as (
  select p.item_id, p.currency, p.unit_price, p.lines
  from prices p
  join sold_items s on s.item_id = p.item_id and s.currency = p.currency
  where p.lines >= 5 and p.lines * 10 >= s.lines
),

-- the list price stands in where no price is sold at often
usual as (
  select item_id, currency, unit_price, lines as evidence, 'slip' as reason
  from often_sold_at
  union all
  select l.item_id, l.currency, l.price, cast(l.price as double), 'list'
  from listed l
  where not exists (select 1 from often_sold_at o where o.item_id = l.item_id and o.currency = l.currency)
),

bounds as (
  select item_id, currency, min(unit_price) as least, max(unit_price) as most
  from usual
  group by item_id, currency
),

-- how much of what was sold of an item was sold near a usual price: a fee or a gift card has no price of its own
steady as (
  select p.item_id, p.currency
  from prices p
  join bounds b on b.item_id = p.item_id and b.currency = p.currency
  group by p.item_id, p.currency
  having sum(case when p.unit_price between b.least / 2 and b.most * 2 then p.lines else 0 end) * 10 >= sum(p.lines) * 8
    or sum(p.lines) < 5
),

-- seldom, and far from everything else the item was sold at
odd as (
  select p.item_id, p.currency, p.unit_price, b.least, b.most
  from prices p
  join sold_items s on s.item_id = p.item_id and s.currency = p.currency
  join steady t on t.item_id = p.item_id and t.currency = p.currency
  join bounds b on b.item_id = p.item_id and b.currency = p.currency
  where (p.unit_price < b.least / 5 or p.unit_price > b.most * 5)
    and (p.lines = 1 or p.lines * 20 <= s.lines)
    -- among others of its size it is a reduction
    and not exists (
      select 1
      from prices n
      where n.item_id = p.item_id
        and n.currency = p.currency
        and n.unit_price <> p.unit_price
        and n.unit_price between p.unit_price / 2 and p.unit_price * 2
      having sum(n.lines) > 1
    )
),

factors as (
  select cast(0.001 as decimal(9, 3)) as factor
  union all select cast(0.01 as decimal(9, 3))
  union all select cast(0.1 as decimal(9, 3))
  union all select cast(10 as decimal(9, 3))
  union all select cast(100 as decimal(9, 3))
  union all select cast(1000 as decimal(9, 3))
),

-- the usual price of most lines that explains it, to the rounding of a cent (or a yen)
slips as (
  select
    o.item_id,
    o.currency,
    o.unit_price,
    o.least,
    o.most,
    u.unit_price as usual_price,
    u.reason,
    u.evidence,
    row_number() over (
      partition by o.item_id, o.currency, o.unit_price order by u.reason desc, u.evidence desc, u.unit_price
    ) as place
  from odd o
  join usual u on u.item_id = o.item_id and u.currency = o.currency
  cross join factors f
  where abs(cast(o.unit_price as double) - cast(u.unit_price as double) * cast(f.factor as double))
      <= 0.51 / cast(minor_factor(o.currency) as double)
    and (f.factor >= 1 or cast(o.unit_price as double) * cast(minor_factor(o.currency) as double) >= 5)
)

select
  p.reason,
  l.order_id as row_id,
  l.line_number,
  l.unit_price as old_value,
  p.usual_price as fill_value,
  case when p.unit_price > p.most then p.most else p.least end as cap_value,
  p.evidence
from order_lines l
join (select * from slips where place = 1 limit 10000) p -- tells a planner that slipped prices are few
  on l.item_id = p.item_id and l.unit_price = p.unit_price
left join orders o on o.order_id = l.order_id
where p.currency = coalesce(o.currency, shop_currency(), '')
  and l.quantity > 0
  and not coalesce(o.cancelled, o.cancelled_at is not null, false)
