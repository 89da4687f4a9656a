-- one row per sold line whose quantity is ten or a hundred times what was meant
with sold as (
  select
    l.order_id,
    l.line_number,
    l.item_id,
    l.quantity,
    l.unit_price,
    l.discount,
    o.customer_id,
    coalesce(o.currency, shop_currency()) as currency,
    o.total_cents
  from order_lines l
  left join orders o on o.order_id = l.order_id
  where l.quantity > 0
    and l.unit_price > 0
    and not coalesce(o.cancelled, o.cancelled_at is not null, false)
),

factors as (
  select 10 as factor
  union all
  select 100
),

-- lines of orders whose total is stated
candidates as (
  select
    s.order_id,
    s.line_number,
    s.quantity,
    f.factor,
    line_cents(s.quantity, s.unit_price, s.discount, s.currency)
      - line_cents(cast(s.quantity / f.factor as bigint), s.unit_price, s.discount, s.currency) as excess
  from sold s
  join factors f on s.quantity >= f.factor and s.quantity % f.factor = 0
  where s.total_cents is not null
),

-- what all lines of those orders come to
goods as (
  select
    o.order_id,
    o.total_cents,
    o.shipping_cents,
    o.discount_cents,
    o.tax_cents,
    sum(line_cents(s.quantity, s.unit_price, s.discount, s.currency)) as cents,
    count(*) as lines
  from sold s
  join orders o on o.order_id = s.order_id
  where s.order_id in (select order_id from candidates)
  group by o.order_id, o.total_cents, o.shipping_cents, o.discount_cents, o.tax_cents
),

-- a total may or may not contain delivery, discount and tax
extras as (
  select
    g.order_id,
    g.cents,
    g.lines,
    g.total_cents
      - s.one * coalesce(g.shipping_cents, 0)
      + d.one * coalesce(g.discount_cents, 0)
      - t.one * coalesce(g.tax_cents, 0) as stated
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

-- what is left when those are put right
others as (
  select s.*
  from sold s
  where not exists (select 1 from proved p where p.order_id = s.order_id and p.line_number = s.line_number)
),

-- where no total is stated: customers whose largest line could be a slip
buyers as (
  select customer_id, max(quantity) as most, count(*) as lines
  from others
  where customer_id is not null
  group by customer_id
  having max(quantity) % 10 = 0 and count(*) > 5
),

-- and is alone: nothing else of theirs comes near it
single_buyers as (
  select
    b.customer_id,
    b.most,
    max(case when s.quantity < b.most then s.quantity end) as second
  from buyers b
  join others s on s.customer_id = b.customer_id
  group by b.customer_id, b.most
  having sum(case when s.quantity = b.most then 1 else 0 end) = 1
    and max(case when s.quantity < b.most then s.quantity end) * 5 <= b.most
),

large as (
  select s.order_id, s.line_number, s.item_id, s.quantity, b.second, f.factor
  from single_buyers b
  join others s on s.customer_id = b.customer_id and s.quantity = b.most
  join factors f on s.quantity >= f.factor and s.quantity % f.factor = 0
  where s.total_cents is null
),

alone as (
  select
    l.order_id,
    l.line_number,
    l.factor,
    l.quantity,
    l.second,
    sum(case when s.quantity * l.factor between l.quantity / 2 and l.quantity * 2 then 1 else 0 end) as alike
  from large l
  join others s on s.item_id = l.item_id
  group by l.order_id, l.line_number, l.factor, l.quantity, l.second
  having count(*) >= 20
    and (
      sum(case when s.quantity * 3 >= l.quantity * 2 then 1 else 0 end) = 1
      or sum(case when s.quantity * 3 >= l.quantity * 2 then 1 else 0 end) * 500 <= count(*)
    )
    -- put right, it is what others buy
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
