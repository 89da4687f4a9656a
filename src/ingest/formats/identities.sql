-- identities: one row per source row, its address, number or name told by a pseudonym. {nobody} is what stands for no one
select
  line,
  customer_id,
  kind,
  case when value is not null then coalesce(known_as, '-') end as value, -- refused for what it is, not as missing
  case when value is not null and known_as is null then 'identifies nobody' end as refused_value,
  first_seen_at
from (
  select
    *,
    case
      when kind in ('email', 'phone', 'name') then pseudonymous(kind, value)
      when not regexp_full_match(value, '{nobody}') then value
    end as known_as
  from source
)
