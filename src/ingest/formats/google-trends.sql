-- trends_points: one row per period and search, as written
select
  line,
  series,
  case when read_day between date '1970-01-01' and date '2199-12-31' then read_day end as first_day,
  day,
  case when regexp_full_match(written, '< ?1') then '0.5' else written end as interest
from (
  select
    line,
    point.key as series,
    point.value as written,
    day,
    coalesce(
      try_cast(regexp_extract(day, '^(\d{4}-\d{2}-\d{2})([T ].*)?$', 1) as date),
      try_cast(regexp_extract(day, '^(\d{4}-\d{2})$', 1) || '-01' as date)
    ) as read_day
  from (select line, day, unnest(map_entries(cast(cast(others as json) as map(varchar, varchar)))) as point from source)
)
where series <> 'isPartial' and nullif(trim(written), '') is not null;

-- signals: one row per search and day; a row that is not understood stands alone, to be refused
select
  min(line) as line,
  'google trends: ' || left(series, 200) as series,
  cast(first_day as varchar) as day,
  cast(avg(cast(interest as double)) as varchar) as value,
  cast(null as varchar) as refused_day
from trends_points
where first_day is not null and isfinite(try_cast(interest as double))
group by series, first_day
union all
select
  line,
  'google trends: ' || left(series, 200) as series,
  coalesce(cast(first_day as varchar), day) as day,
  interest as value,
  case when first_day is null then 'not a day such as 2024-01-31 or a month such as 2024-01' end as refused_day
from trends_points
where first_day is null or not coalesce(isfinite(try_cast(interest as double)), false);
