-- one row for the shop: what the profile cannot tell of, because no sale or no customer is known
select
  cast((
    select count(*)
    from clean_customers c
    where not exists (select 1 from clean_orders o where o.customer_id = c.customer_id)
      and (c.created_at is null or shop_day(c.created_at) < cast($as_of as date))
  ) as double) as prospects,
  cast(coalesce(sum(case when customer_id is null then cents end), 0) as double) as unknown_cents,
  cast(coalesce(sum(cents), 0) as double) as cents
from sales
where day < cast($as_of as date)
