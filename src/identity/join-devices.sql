-- one row per customer and device that several were seen with
select distinct s.customer_id, 'device' as kind, s.value
from identity_seen s
where s.value in (select value from identity_seen group by value having min(customer_id) <> max(customer_id))
  and 'device' not in (select rule from identity_off)
