-- shopify_people: one row per source row, told by the pseudonyms by which the orders export knows people
select
  line,
  coalesce(email, phone, address_phone, account) as customer_id,
  case
    when coalesce(email, phone, address_phone, account) is null then 'no number, e-mail address or phone number'
  end as refused_customer_id,
  email,
  phone,
  address_phone,
  account,
  name,
  country,
  accepts_marketing
from (
  select
    line,
    pseudonym('email', email) as email,
    pseudonym('phone', phone) as phone,
    pseudonym('phone', address_phone) as address_phone,
    nullif(trim(customer_id, ''' '), '') as account, -- an apostrophe keeps spreadsheets from rounding it
    pseudonym('name', concat_ws(' ', first_name, last_name)) as name,
    coalesce(country_code, country) as country,
    accepts_marketing
  from source
);

-- people: one row per customer and thing written that identifies them
select
  p.customer_id,
  cast(null as timestamp) as seen_at,
  unnest([
    {'kind': 'email', 'written': s.email},
    {'kind': 'phone', 'written': s.phone},
    {'kind': 'phone', 'written': s.address_phone},
    {'kind': 'name', 'written': nullif(concat_ws(' ', s.first_name, s.last_name), '')},
    {'kind': 'address', 'written': one_line([s.street, s.more_street, s.zip, s.city, s.province, s.country_code])}
  ], recursive := true)
from shopify_people p
inner join source s on s.line = p.line;

-- customers: one row per source row
select line, customer_id, refused_customer_id, country, accepts_marketing
from shopify_people;

-- identities: one row per customer and what they are known by
select min(line) as line, customer_id, kind, value
from (
  select line, customer_id, 'email' as kind, email as value from shopify_people
  union all
  select line, customer_id, 'phone' as kind, phone as value from shopify_people
  union all
  select line, customer_id, 'phone' as kind, address_phone as value from shopify_people
  union all
  select line, customer_id, 'account' as kind, account as value from shopify_people
  union all
  select line, customer_id, 'name' as kind, name as value from shopify_people
)
where customer_id is not null and value is not null
group by customer_id, kind, value;
