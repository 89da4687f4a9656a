-- one row per customer and identity that a loaded file states. {staged} holds its rows
select customer_id, kind, value, kind as rule, first_seen_at
from {staged}
where not holds(customer_id, '^({nobody})$') and not holds(value, '^({nobody})$')
