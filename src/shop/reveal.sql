-- one row per customer: of one kind of data the pseudonym seen last, and the load that sealed it
select customer_id, value, cast(load_id as double) as load_id
from (
  select *, row_number() over (partition by customer_id order by seen_at desc nulls last, load_id desc, value) as place
  from (
    select
      case when n.source_id is null then o.customer_id else n.customer_id end as customer_id,
      o.value,
      o.load_id,
      o.seen_at
    from originals o
    left join customer_names n on n.source_id = o.customer_id
    where o.kind = $kind
  )
)
where place = 1 and customer_id is not null
