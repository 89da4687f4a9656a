-- one row per customer and device that a loaded event names together. {staged} holds the events
select customer_id, 'device' as kind, anonymous_id as value, 'device' as rule, first_seen_at
from (
  select customer_id, anonymous_id, min(occurred_at) as first_seen_at
  from {staged}
  where customer_id is not null and anonymous_id is not null
  group by customer_id, anonymous_id
) pairs
where not holds(customer_id, '^({nobody})$') and not holds(anonymous_id, '^({nobody})$')
