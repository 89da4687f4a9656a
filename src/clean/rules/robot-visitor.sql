-- one row per visitor who behaves like a program
with busy as (
  select 'customer_id' as column_name, customer_id as visitor, count(*) as events
  from events
  where customer_id is not null
  group by customer_id
  having count(*) >= 100
  union all
  select 'anonymous_id', anonymous_id, count(*)
  from events
  where customer_id is null and anonymous_id is not null
  group by anonymous_id
  having count(*) >= 100
),

visitors as (
  select
    b.column_name,
    b.visitor,
    b.events,
    sum(case when e.event in ('purchase', 'cart') then 1 else 0 end) as wanted,
    sum(case when e.event = 'purchase' then 1 else 0 end) as bought
  from events e
  join busy b
    on b.visitor = coalesce(e.customer_id, e.anonymous_id)
    and b.column_name = case when e.customer_id is null then 'anonymous_id' else 'customer_id' end
  group by b.column_name, b.visitor, b.events
),

buyers as (
  select customer_id, count(*) as orders
  from orders
  where customer_id in (select visitor from visitors where column_name = 'customer_id')
  group by customer_id
),

suspects as (
  select v.column_name, v.visitor, v.events, v.wanted + coalesce(b.orders, 0) as wanted
  from visitors v
  left join buyers b on v.column_name = 'customer_id' and b.customer_id = v.visitor
  where (v.bought + coalesce(b.orders, 0)) * 200 < v.events
),

seen as (
  select s.column_name, s.visitor, s.wanted, e.item_id, e.occurred_at, e.arrival
  from events e
  join suspects s
    on s.visitor = coalesce(e.customer_id, e.anonymous_id)
    and s.column_name = case when e.customer_id is null then 'anonymous_id' else 'customer_id' end
  where e.event not in ('purchase', 'cart')
),

minutes as (
  select column_name, visitor, date_trunc('minute', occurred_at) as minute, count(*) as views
  from seen
  group by column_name, visitor, date_trunc('minute', occurred_at)
),

rates as (
  select column_name, visitor, max(views) as most, sum(case when views >= 40 then 1 else 0 end) as fast_minutes
  from minutes
  group by column_name, visitor
),

hours as (
  select column_name, visitor, cast(date_trunc('hour', minute) as date) as day, date_trunc('hour', minute) as hour, sum(views) as views
  from minutes
  group by column_name, visitor, cast(date_trunc('hour', minute) as date), date_trunc('hour', minute)
),

days as (
  select column_name, visitor, day, count(*) as hours, sum(views) as views
  from hours
  group by column_name, visitor, day
),

lives as (
  select
    column_name,
    visitor,
    sum(views) as views,
    count(*) as active_days,
    sum(case when hours >= 20 then 1 else 0 end) as sleepless_days
  from days
  group by column_name, visitor
),

-- the catalogue in two orders: as text, and as numbers of any length are counted
places as (
  select
    item_id,
    row_number() over (order by item_id) as by_text,
    row_number() over (order by length(item_id), item_id) as by_length
  from (select distinct item_id from events where item_id is not null and exists (select 1 from suspects)) known
),

steps as (
  select
    s.column_name,
    s.visitor,
    p.by_text - lag(p.by_text) over (partition by s.column_name, s.visitor order by s.occurred_at, s.arrival) as text_step,
    p.by_length - lag(p.by_length) over (partition by s.column_name, s.visitor order by s.occurred_at, s.arrival) as length_step
  from seen s
  join places p on p.item_id = s.item_id
),

walks as (
  select
    column_name,
    visitor,
    count(text_step) as steps,
    greatest(
      sum(case when text_step = 1 then 1 else 0 end),
      sum(case when text_step = -1 then 1 else 0 end),
      sum(case when length_step = 1 then 1 else 0 end),
      sum(case when length_step = -1 then 1 else 0 end)
    ) as in_order
  from steps
  group by column_name, visitor
),

judged as (
  select
    s.column_name,
    s.visitor,
    s.events,
    case
      when r.fast_minutes >= 3 then 'rate'
      when w.steps >= 80 and w.in_order * 100 >= w.steps * 75 then 'sequence'
      when s.wanted = 0 and l.views >= 200 and l.sleepless_days >= 2 then 'clock'
      when s.wanted = 0 and l.views >= 1000 and l.views >= l.active_days * 100 then 'nothing'
    end as reason,
    r.most,
    w.in_order,
    w.steps,
    l.sleepless_days,
    l.views
  from suspects s
  join rates r on r.column_name = s.column_name and r.visitor = s.visitor
  join lives l on l.column_name = s.column_name and l.visitor = s.visitor
  left join walks w on w.column_name = s.column_name and w.visitor = s.visitor
)

select
  reason,
  column_name,
  visitor as row_id,
  events as found_rows,
  case reason
    when 'rate' then cast(most as double)
    when 'sequence' then round(100.0 * cast(in_order as double) / cast(steps as double))
    when 'clock' then cast(sleepless_days as double)
    else cast(views as double)
  end as evidence
from judged
where reason is not null
