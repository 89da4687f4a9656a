-- json_ld_nodes: one row per product or group of products, wherever it stands in the line
select line, place, node, regexp_matches(cast(json_extract(node, '$."@type"') as varchar), '["/:]ProductGroup"') as is_group
from (
  select line, unnest(nodes) as node, unnest(range(1, len(nodes) + 1)) as place
  from (
    select
      line,
      list_concat(
        [cast(whole as json)],
        coalesce(json_extract(whole, '$."@graph"[*]'), []),
        coalesce(json_extract(json_list(json_extract(whole, '$.mainEntity')), '$[*]'), []),
        coalesce(json_extract(whole, '$.itemListElement[*].item'), []),
        coalesce(json_extract(whole, '$.mainEntity.itemListElement[*].item'), [])
      ) as nodes
    from source
  )
)
where regexp_matches(
  cast(json_extract(node, '$."@type"') as varchar),
  '["/:](Product|ProductGroup|ProductModel|IndividualProduct|SomeProducts)"'
);

-- json_ld_products: one row per product; of a group, per variant
select
  n.line,
  n.place,
  n.variant,
  coalesce(
    json_text(n.node, '$.productGroupID'),
    json_text(n.node, '$.inProductGroupWithID'),
    json_text(n.node, '$.isVariantOf.productGroupID'),
    json_text(n.parent, '$.productGroupID'),
    json_text(n.parent, '$.sku')
  ) as product_id,
  json_text(n.node, '$.sku') as sku,
  coalesce(
    json_text(n.node, '$.productID'),
    json_text(n.node, '$.mpn'),
    json_text(n.node, '$.gtin'),
    json_text(n.node, '$.gtin14'),
    json_text(n.node, '$.gtin13'),
    json_text(n.node, '$.gtin12'),
    json_text(n.node, '$.gtin8'),
    json_text(n.node, '$."@id"'),
    json_text(n.node, '$.url'),
    left(json_text(n.node, '$.name'), 200)
  ) as other_id,
  coalesce(json_text(n.node, '$.name'), json_text(n.parent, '$.name')) as name,
  coalesce(
    json_text(n.node, '$.brand.name'),
    json_text(n.node, '$.brand[0].name'),
    case when json_type(json_extract(n.node, '$.brand')) = 'VARCHAR' then json_text(n.node, '$.brand') end,
    json_text(n.parent, '$.brand.name')
  ) as brand,
  coalesce(
    case when json_type(json_extract(n.node, '$.category')) = 'VARCHAR' then json_text(n.node, '$.category') end,
    json_text(n.node, '$.category.name'),
    json_text(n.parent, '$.category')
  ) as category,
  json_extract(json_list(json_extract(n.node, '$.offers')), '$[*]') as offers,
  coalesce(json_extract(n.node, '$.image'), json_extract(n.parent, '$.image')) as image,
  json_extract(json_list(coalesce(json_extract(n.node, '$.review'), json_extract(n.node, '$.reviews'))), '$[*]') as reviews
from (
  select line, place, node, null as parent, 0 as variant
  from json_ld_nodes
  where not is_group or json_extract(node, '$.hasVariant') is null
  union all
  select line, place, unnest(variants) as node, node as parent, unnest(range(1, len(variants) + 1)) as variant
  from (
    select *, json_extract(json_list(json_extract(node, '$.hasVariant')), '$[*]') as variants
    from json_ld_nodes
    where is_group
  )
) n;

-- json_ld_items: one row per product and offer, and one per product without offers
select
  *,
  coalesce(length(item_id) between 1 and 256, false)
  and (price is null or coalesce(abs(try_cast(price as decimal(18, 4))) < 1e12, false))
  and regexp_full_match(coalesce(currency, 'EUR'), '[A-Z]{3}') as understood,
  row_number() over (order by line, place, variant, offer_place) as rank
from (
  select
    p.* exclude (offers),
    coalesce(case when len(p.offers) > 1 then json_text(o.offer, '$.sku') end, p.sku, json_text(o.offer, '$.sku'), p.other_id) as item_id,
    o.offer_place,
    coalesce(
      json_text(o.offer, '$.price'),
      json_text(o.offer, '$.priceSpecification.price'),
      json_text(o.offer, '$.priceSpecification[0].price'),
      json_text(o.offer, '$.lowPrice')
    ) as price,
    upper(coalesce(
      json_text(o.offer, '$.priceCurrency'),
      json_text(o.offer, '$.priceSpecification.priceCurrency'),
      json_text(o.offer, '$.priceSpecification[0].priceCurrency')
    )) as currency,
    regexp_extract(coalesce(json_text(o.offer, '$.availability'), json_text(o.offer, '$.offers[0].availability')), '(\w+)$', 1) as availability
  from json_ld_products p
  inner join (
    select
      line,
      place,
      variant,
      unnest(case when len(offers) > 0 then offers else [null] end) as offer,
      unnest(range(1, greatest(coalesce(len(offers), 1), 1) + 1)) as offer_place
    from json_ld_products
  ) o on o.line = p.line and o.place = p.place and o.variant = p.variant
);

-- items: one row per item, as the first of its offers and pages says; a line that is no JSON-LD is here to be refused
select
  min(line) as line,
  item_id,
  null as refused_item_id,
  arg_min(product_id, rank) as product_id,
  arg_min(name, rank) as name,
  arg_min(brand, rank) as brand,
  arg_min(category, rank) as category,
  arg_min(price, rank) as price,
  arg_min(currency, rank) as currency,
  bool_or(case
    when availability in ('InStock', 'InStoreOnly', 'LimitedAvailability', 'OnlineOnly') then true
    when availability in ('OutOfStock', 'SoldOut', 'Discontinued') then false
  end) as in_stock
from json_ld_items
where understood
group by item_id
union all by name
select line, item_id, price, currency, null as refused_item_id
from json_ld_items
where not understood
union all by name
select line, 'a line' as item_id, 'no "@context" and no "@type", expected JSON-LD' as refused_item_id
from source
where context is null and kind is null;

-- item_pictures: one row per item and picture
select min(line) as line, item_id, cast(min(position) as varchar) as position, path
from (
  select
    line,
    item_id,
    position,
    coalesce(
      json_text(picture, '$.url'),
      json_text(picture, '$.contentUrl'),
      case when json_type(picture) = 'VARCHAR' then nullif(trim(picture ->> '$'), '') end
    ) as path
  from (
    select line, item_id, unnest(pictures) as picture, unnest(range(0, len(pictures))) as position
    from (
      select
        line,
        item_id,
        case when json_type(image) = 'ARRAY' then json_extract(image, '$[*]') else [image] end as pictures
      from json_ld_items
      where image is not null and item_id is not null
    )
  )
)
where path is not null
group by item_id, path;

-- reviews: one row per review; the same review on several pages is one
select min(line) as line, review_id, item_id, any_value(rating) as rating, any_value(title) as title, any_value(text) as text, any_value(language) as language, any_value(written_at) as written_at
from (
  select
    *,
    coalesce(said_id, md5(concat_ws(chr(31), item_id, coalesce(cast(rating as varchar), ''), coalesce(title, ''), coalesce(text, ''), coalesce(written_at, ''), copy))) as review_id
  from (
    select
      *,
      row_number() over (partition by line, item_id, rating, title, text, written_at order by place, review_place) as copy
    from (
      select
        line,
        place,
        item_id,
        review_place,
        json_text(review, '$."@id"') as said_id,
        try_cast(json_text(review, '$.reviewRating.ratingValue') as double)
          / coalesce(nullif(try_cast(json_text(review, '$.reviewRating.bestRating') as double), 0), 5) * 5 as rating,
        coalesce(json_text(review, '$.name'), json_text(review, '$.headline')) as title,
        coalesce(json_text(review, '$.reviewBody'), json_text(review, '$.description')) as text,
        json_text(review, '$.inLanguage') as language,
        json_text(review, '$.datePublished') as written_at
      from (
        select line, place, item_id, unnest(reviews) as review, unnest(range(1, len(reviews) + 1)) as review_place
        from json_ld_items
        where offer_place = 1 and item_id is not null
      )
    )
    where coalesce(cast(rating as varchar), title, text) is not null
  )
)
group by review_id, item_id;
