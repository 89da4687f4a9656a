-- one row per review whose stars are outside 1 to 5, where hardly any are above 5
select 'range' as reason, review_id as row_id, rating as old_value, rating as evidence
from reviews
where (rating < 1 or rating > 5)
  and (select cast(sum(case when rating > 5 then 1 else 0 end) as double) / cast(count(rating) as double) from reviews) <= 0.2
