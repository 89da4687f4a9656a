-- shopify_products: one row per product, from its first row, the one with a title
select
  s.line,
  s.product_id,
  s.name,
  s.brand,
  coalesce(s.category, s.standard_category) as category,
  lower(s.status) as status
from source s
inner join (
  select product_id, min(line) as line
  from source
  where name is not null and product_id is not null
  group by product_id
) f on f.line = s.line;

-- shopify_variants: one row per source row that states a variant, or whose product is not there
select
  s.line,
  s.product_id,
  case
    when s.product_id is null then 'missing'
    when p.product_id is null then 'the first row of its product is missing or was refused'
  end as refused_product_id,
  coalesce(
    s.item_id,
    'name:' || case when length(n.name) <= 200 then n.name else md5(n.name) end,
    case when p.product_id is null then 'none' end -- so that it is refused for its product
  ) as item_id,
  n.name,
  p.brand,
  p.category,
  s.price,
  s.cost,
  case
    when p.status in ('draft', 'archived') then false
    when lower(s.policy) in ('continue', 'true') then true
    when s.tracker is null and s.policy is not null then true
    else try_cast(s.stock as double) > 0
  end as in_stock,
  s.own_path
from source s
left join shopify_products p on p.product_id = s.product_id
cross join lateral (
  select
    p.name || case
      when s.option1 is null or s.option1 = 'Default Title' then ''
      else ' - ' || concat_ws(' / ', s.option1, s.option2, s.option3)
    end as name
) n
where p.product_id is null or p.line = s.line or coalesce(s.item_id, s.price, s.option1) is not null;

-- items: one row per variant; Shopify's prices are in the shop's currency
select line, refused_product_id, item_id, product_id, name, category, brand, price, cost, in_stock
from shopify_variants;

-- item_pictures: one row per variant and picture that shows it
select
  line,
  item_id,
  row_number() over (partition by item_id order by own desc, place nulls last, line, path) - 1 as position,
  path
from (
  select item_id, path, bool_or(own) as own, min(place) as place, min(line) as line
  from (
    select line, item_id, own_path as path, true as own, cast(null as double) as place
    from shopify_variants
    where own_path is not null
    union all
    select s.line, v.item_id, s.path, false as own, try_cast(s.position as double) as place
    from source s
    inner join shopify_variants v on v.product_id = s.product_id
    where s.path is not null
      and not exists (
        select 1
        from shopify_variants other
        where other.product_id = s.product_id and other.own_path = s.path and other.own_path is distinct from v.own_path
      )
  )
  where item_id is not null
  group by item_id, path
);
