-- one row per item whose list price is a hundred or a thousand times (or that part of) what it is sold at
with sold as (
  select
    l.item_id,
    coalesce(o.currency, shop_currency(), '') as currency,
    cast(middle_of(l.unit_price) as double) as price,
    count(*) as lines
  from order_lines l
  join items i on i.item_id = l.item_id and i.price > 0
  left join orders o on o.order_id = l.order_id
  where l.quantity > 0 and l.unit_price > 0 and not coalesce(o.cancelled, o.cancelled_at is not null, false)
  group by l.item_id, coalesce(o.currency, shop_currency(), '')
  having count(*) >= 3
),

ratios as (
  select i.item_id, i.price, s.price as sold_price, s.lines, cast(i.price as double) / s.price as ratio
  from items i
  join sold s on s.item_id = i.item_id and s.currency = coalesce(i.currency, shop_currency(), '')
  where i.price > 0
),

factors as (
  select cast(0.001 as double) as factor
  union all select cast(0.01 as double)
  union all select cast(100 as double)
  union all select cast(1000 as double)
)

select
  'units' as reason,
  r.item_id as row_id,
  r.price as old_value,
  -- the digits a hundredth has lost stand in what it is sold at
  cast(case when f.factor > 1 then cast(r.price as double) / f.factor else r.sold_price end as decimal(18, 4)) as fill_value,
  r.lines as evidence
from ratios r
join factors f on r.ratio between f.factor * 0.8 and f.factor * 1.25
