-- one row per order line of an item that is named a test
select 'item' as reason, l.order_id as row_id, l.line_number, l.item_id as old_value
from order_lines l
join (
  select item_id
  from items
  where holds(lower(item_id), '^(test|dummy|sandbox)[-_ ]?\d*$')
    or holds(lower(trim(name)), '^(this is a )?(test|dummy)[ -]?(product|item|article|artikel|order)?[ .!\d]*$')
    or holds(name, '^测试(商品|产品|链接|专用|订单)?')
  union
  select item_id
  from order_lines
  where holds(lower(item_id), '^(test|dummy|sandbox)[-_ ]?\d*$')
) t on t.item_id = l.item_id
