-- one row per customer id that stands for no customer. {staged} holds rows of customers, orders or events
select distinct customer_id, 'nobody' as kind, customer_id as value, 'nobody' as rule, cast(null as timestamp) as first_seen_at
from {staged}
where customer_id in ({nobodies})
