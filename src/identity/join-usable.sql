-- one row per customer and account, address or number that may make them one with another
select l.customer_id, l.kind, l.value
from identity_links l
where l.kind in ('account', 'email', 'phone')
  and l.kind not in (select rule from identity_off)
  and not exists (select 1 from identity_blocked b where b.kind = l.kind and b.value = l.value)
