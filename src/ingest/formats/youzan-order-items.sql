-- youzan_items: one row per source row, a line of an order each
select
  *,
  case
    when status in ('待付款', '等待付款', '等待买家付款', '待支付') then 'not paid, so no sale yet (' || status || ')'
  end as refused_order_id,
  coalesce(item_id, product_code, 'name:' || case when length(full_name) <= 200 then full_name else md5(full_name) end) as known_as
from (
  select
    line,
    nullif(trim(order_id, guards), '') as order_id,
    nullif(trim(status, guards), '') as status,
    name,
    name || case when trim(variant, guards) not in ('', '-') then ' ' || variant else '' end as full_name,
    case when trim(item_id, guards) not in ('', '-') then trim(item_id, guards) end as item_id,
    case when trim(product_code, guards) not in ('', '-') then trim(product_code, guards) end as product_code,
    category,
    nullif(trim(unit_price, guards), '') as unit_price,
    nullif(trim(quantity, guards), '') as quantity,
    case when trim(due, guards) not in ('', '-') then trim(due, guards) end as due,
    case when trim(cents, guards) not in ('', '-') then trim(cents, guards) end as cents
  from (select * replace (coalesce(variant, '') as variant), '="''¥￥ ' || chr(9) as guards from source)
);

-- items: one row per item, as in the last of its lines: the report has no time of them
select line, known_as as item_id, full_name as name, category, unit_price as price, 'CNY' as currency
from (
  select *, row_number() over (partition by known_as order by order_id desc, line desc) as place
  from youzan_items
)
where place = 1;

-- order_lines: one row per source row
select
  line,
  order_id,
  refused_order_id,
  known_as as item_id,
  quantity,
  unit_price,
  case
    when due is not null
      then coalesce(
        cast(try_cast(
          try_cast(unit_price as decimal(18, 4)) * try_cast(quantity as decimal(10, 0)) - try_cast(due as decimal(18, 4)) as decimal(18, 4)
        ) as varchar),
        due
      )
  end as discount
from youzan_items;

-- refunds: one row per order of which money was paid back, all of it together
select
  min(line) as line,
  order_id || ' refunded' as refund_id,
  order_id,
  money(cast(sum(try_cast(cents as decimal(18, 4))) as varchar), 'CNY') as cents,
  'CNY' as currency
from youzan_items
where try_cast(cents as decimal(18, 4)) <> 0
group by order_id;
