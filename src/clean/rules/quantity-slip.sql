-- one row per sold line whose quantity is ten or a hundred times what was meant
with factors as (
  select 10 as factor
  union all
  select 100
),

-- lines of orders whose total is stated
totalled as (
  select
    l.order_id,
    l.line_number,
    l.quantity,
    l.unit_price,
    l.discount,
    coalesce(o.currency, shop_currency()) as currency,
    o.total_cents,
    coalesce(o.shipping_cents, 0) as shipping_cents,
    coalesce(o.discount_cents, 0) as discount_cents,
    coalesce(o.tax_cents, 0) as tax_cents
  from order_lines l
  join orders o on o.order_id = l.order_id
  where o.total_cents is not null
    and not coalesce(o.cancelled, o.cancelled_at is not null, false)
    and l.quantity > 0
    and l.unit_price > 0
),

candidates as (
  select
    t.order_id,
    t.line_number,
    t.quantity,
    f.factor,
    line_cents(t.quantity, t.unit_price, t.discount, t.currency)
      - line_cents(cast(t.quantity / f.factor as bigint), t.unit_price, t.discount, t.currency) as excess
  from totalled t
  join factors f on t.quantity >= f.factor and t.quantity % f.factor = 0
),

-- what all lines of those orders come to
goods as (
  select
    order_id,
    total_cents,
    shipping_cents,
    discount_cents,
    tax_cents,
    sum(line_cents(quantity, unit_price, discount, currency)) as cents,
    count(*) as lines
  from totalled
  where order_id in (select order_id from candidates)
  group by order_id, total_cents, shipping_cents, discount_cents, tax_cents
),

-- a total may or may not contain delivery, discount and tax
extras as (
  select
    g.order_id,
    g.cents,
    g.lines,
    g.total_cents - s.one * g.shipping_cents + d.one * g.discount_cents - t.one * g.tax_cents as stated
  from goods g
  cross join (select 0 as one union all select 1) s
  cross join (select 0 as one union all select 1) d
  cross join (select 0 as one union all select 1) t
),

proved as (
  select c.order_id, c.line_number, c.factor, max(c.quantity) as quantity
  from candidates c
  join extras e on e.order_id = c.order_id
  group by c.order_id, c.line_number, c.factor
  having min(abs(e.cents - e.stated) - e.lines) > 0
    and min(abs(e.cents - c.excess - e.stated) - e.lines) <= 0
),

-- where no total is stated: the largest line of each order, but for those that are put right
others as (
  select l.order_id, l.line_number, l.item_id, l.quantity
  from order_lines l
  left join proved p on p.order_id = l.order_id and p.line_number = l.line_number
  where l.quantity > 0 and l.unit_price > 0 and p.order_id is null
),

largest as (
  select order_id, max(quantity) as quantity, count(*) as lines
  from others
  group by order_id
),

bought as (
  select o.customer_id, o.order_id, g.quantity, g.lines, o.total_cents is null as is_open
  from largest g
  join orders o on o.order_id = g.order_id
  where o.customer_id is not null and not coalesce(o.cancelled, o.cancelled_at is not null, false)
),

-- customers with one order whose largest line could be a slip, since none of the others comes near it
buyers as (
  select b.customer_id, m.most, max(case when b.quantity = m.most then b.order_id end) as order_id
  from bought b
  join (select customer_id, max(quantity) as most, sum(lines) as lines from bought group by customer_id) m
    on m.customer_id = b.customer_id
  where m.most % 10 = 0 and m.lines > 5
  group by b.customer_id, m.most
  having sum(case when b.quantity * 5 > m.most then 1 else 0 end) = 1
    and sum(case when b.quantity = m.most and b.is_open then 1 else 0 end) = 1
),

-- what else they ever bought of one thing
seconds as (
  select b.customer_id, b.order_id, b.most, max(case when s.quantity < b.most then s.quantity end) as second
  from others s
  join bought o on o.order_id = s.order_id
  join buyers b on b.customer_id = o.customer_id
  group by b.customer_id, b.order_id, b.most
  having sum(case when s.quantity = b.most then 1 else 0 end) = 1
    and max(case when s.quantity < b.most then s.quantity end) * 5 <= b.most
),

large as (
  select s.order_id, s.line_number, s.item_id, s.quantity, b.second, f.factor
  from others s
  join seconds b on b.order_id = s.order_id and b.most = s.quantity
  join factors f on s.quantity >= f.factor and s.quantity % f.factor = 0
),

-- more than others buy of the item; what they buy, put right
alone as (
  select
    l.order_id,
    l.line_number,
    l.factor,
    l.quantity,
    l.second,
    sum(case when s.quantity * l.factor between l.quantity / 2 and l.quantity * 2 then 1 else 0 end) as alike
  from others s
  join large l on l.item_id = s.item_id
  group by l.order_id, l.line_number, l.factor, l.quantity, l.second
  having count(*) >= 20
    and (
      sum(case when s.quantity * 3 >= l.quantity * 2 then 1 else 0 end) = 1
      or sum(case when s.quantity * 3 >= l.quantity * 2 then 1 else 0 end) * 500 <= count(*)
    )
    and sum(case when s.quantity * l.factor * 2 >= l.quantity then 1 else 0 end) * 50 >= count(*)
    and sum(case when s.quantity * l.factor > l.quantity * 5 then 1 else 0 end) * 2 < count(*)
),

slips as (
  select order_id, line_number, factor, quantity, 'total' as reason, cast(null as bigint) as second, 0 as alike
  from proved
  union all
  select order_id, line_number, factor, quantity, 'alone', second, alike
  from alone
),

-- the factor that makes it most usual, else the smallest
first_slips as (
  select *, row_number() over (partition by order_id, line_number order by alike desc, factor) as place
  from slips
)

select
  reason,
  order_id as row_id,
  line_number,
  quantity as old_value,
  cast(quantity / factor as bigint) as fill_value,
  greatest(coalesce(second, 1), cast(quantity / factor as bigint)) as cap_value,
  coalesce(second, cast(quantity / factor as bigint)) as evidence
from first_slips
where place = 1
