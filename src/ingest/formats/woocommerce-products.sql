-- woo_things: one row per source row: products that are bought as they are, variations, and what holds variations
select
  line,
  product_id,
  coalesce(item_id, 'id:' || product_id) as item_id,
  regexp_matches(lower(type), '\b(variable|grouped)\b') as holds_others,
  parent,
  name,
  -- several are separated by commas; a comma within one has a backslash before it
  replace(trim(regexp_extract(category, '^(?:[^,\\]|\\.)*')), '\,', ',') as category,
  replace(trim(regexp_extract(brand, '^(?:[^,\\]|\\.)*')), '\,', ',') as brand,
  regexp_replace(price, '^([0-9]+),([0-9]+)$', '\1.\2') as price,
  case
    when published is null then null
    when published <> '1' then 'false'
    when lower(in_stock) = 'backorder' then 'true'
    else in_stock
  end as in_stock,
  list_transform(regexp_split_to_array(images, '\s*,\s+'), lambda one: replace(one, '\,', ',')) as images
from source;

-- woo_items: one row per item, with what holds it
select
  t.line,
  t.item_id,
  coalesce(p.product_id, regexp_replace(t.parent, '^id:', ''), t.product_id) as product_id,
  t.name,
  coalesce(nullif(t.category, ''), nullif(p.category, '')) as category,
  coalesce(nullif(t.brand, ''), nullif(p.brand, '')) as brand,
  t.price,
  t.in_stock,
  list_concat(t.images, p.images) as images
from woo_things t
left join (
  select key, min(product_id) as product_id, min_by(category, line) as category, min_by(brand, line) as brand, min_by(images, line) as images
  from (select *, unnest([item_id, 'id:' || product_id]) as key from woo_things where holds_others)
  group by key
) p on p.key = t.parent
where not t.holds_others;

-- items: one row per item
select line, item_id, product_id, name, category, brand, price, in_stock
from woo_items;

-- item_pictures: one row per item and picture
select line, item_id, min(place) - 1 as position, path
from (select line, item_id, unnest(images) as path, unnest(range(1, len(images) + 1)) as place from woo_items)
where path <> ''
group by line, item_id, path;
