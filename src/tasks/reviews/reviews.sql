-- one row per review, oldest first: what was written, how it was rated, whether what it is about was sent back; positive: four stars or more, negative: two or fewer, of five
with scaled as (
  select case when max(rating) > 5 then 2 else 1 end as points_a_star
  from reviews
),

sent_back as (
  select distinct order_id, item_id
  from refunds
  where item_id is not null
)

select
  r.review_id,
  r.item_id,
  r.customer_id,
  r.title,
  r.text,
  cast(r.rating as double) / s.points_a_star as rating,
  case
    when cast(r.rating as double) / s.points_a_star >= 4 then cast(1 as double)
    when cast(r.rating as double) / s.points_a_star <= 2 then cast(0 as double)
  end as positive,
  r.written_at,
  case when b.order_id is null then cast(0 as double) else cast(1 as double) end as sent_back
from reviews r
cross join scaled s
left join sent_back b on b.order_id = r.order_id and b.item_id = r.item_id
order by r.written_at, r.review_id
