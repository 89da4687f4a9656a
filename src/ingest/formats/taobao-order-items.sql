-- taobao_items: one row per source row, a line of an order each
select
  *,
  case
    when status in ('等待买家付款', '付款确认中', '没有创建支付宝交易') then 'not paid, so no sale yet (' || status || ')'
  end as refused_order_id,
  coalesce(item_id, outer_id, 'name:' || case when length(full_name) <= 200 then full_name else md5(full_name) end) as known_as,
  bool_and(coalesce(status, '') = '交易关闭') over (partition by order_id) as all_closed
from (
  select
    line,
    nullif(trim(order_id, guards), '') as order_id,
    name,
    name || coalesce(' ' || variant, '') as full_name,
    nullif(trim(status, guards), '') as status,
    case when lower(trim(item_id, guards)) not in ('', 'null') then trim(item_id, guards) end as item_id,
    case when lower(trim(outer_id, guards)) not in ('', 'null') then trim(outer_id, guards) end as outer_id,
    nullif(trim(unit_price, guards), '') as unit_price,
    nullif(trim(quantity, guards), '') as quantity,
    nullif(trim(due, guards), '') as due,
    nullif(trim(cents, guards), '') as cents,
    nullif(trim(occurred_at, guards), '') as occurred_at
  from (select *, '="''¥￥ ' || chr(9) as guards from source)
);

-- items: one row per item, as in its newest line
select line, known_as as item_id, full_name as name, unit_price as price, 'CNY' as currency, utc_time(occurred_at) as updated_at
from (
  select *, row_number() over (partition by known_as order by utc_time(occurred_at) desc nulls last, order_id desc, line) as place
  from taobao_items
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
  end as discount,
  occurred_at
from taobao_items;

-- refunds: one row per order of which money was paid back, all of it together
select
  min(line) as line,
  order_id || ' refunded' as refund_id,
  order_id,
  money(cast(sum(back) as varchar), 'CNY') as cents,
  'CNY' as currency
from (
  select
    line,
    order_id,
    case
      when cents is not null then try_cast(cents as decimal(18, 4))
      when status = '交易关闭' and not all_closed
        then try_cast(unit_price as decimal(18, 4)) * try_cast(quantity as decimal(10, 0))
    end as back
  from taobao_items
)
where back <> 0
group by order_id;
