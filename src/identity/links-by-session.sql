-- one row per customer and device of one visit: somebody logged in during it. Of {staged} come the visits to look at
with visits as (
  select distinct session_id
  from {staged}
  where session_id is not null
),

-- devices that were in a visit while nobody was logged in
devices as (
  select e.session_id, e.anonymous_id, min(e.occurred_at) as seen_at
  from events e
  where e.customer_id is null
    and e.anonymous_id is not null
    and e.session_id in (select session_id from visits)
  group by e.session_id, e.anonymous_id
),

logins as (
  select e.session_id, e.customer_id, min(e.occurred_at) as seen_at
  from events e
  where e.customer_id is not null
    and e.session_id in (select session_id from devices)
  group by e.session_id, e.customer_id
),

-- a visit of more customers is a till or a word that stands for none: these are enough to show that the device is shared
few as (
  select session_id, customer_id, seen_at, row_number() over (partition by session_id order by customer_id) as place
  from logins
)

select customer_id, 'device' as kind, anonymous_id as value, 'session' as rule, min(first_seen_at) as first_seen_at
from (
  select f.customer_id, d.anonymous_id, case when f.seen_at < d.seen_at then d.seen_at else f.seen_at end as first_seen_at
  from devices d
  join few f on f.session_id = d.session_id and f.place <= 5
) together
where not holds(customer_id, '^({nobody})$') and not holds(anonymous_id, '^({nobody})$')
group by customer_id, anonymous_id
