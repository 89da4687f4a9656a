-- google_ads_rows: one row per row of the report that is no total
select
  line,
  coalesce(report_number(campaign_id), name) as campaign_id,
  name,
  report_number(day) as day,
  report_number(cents) as amount,
  upper(report_number(currency)) as currency,
  report_count(impressions) as impressions,
  report_count(clicks) as clicks,
  report_number(started_at) as started_at,
  coalesce(try_cast(report_number(day) as date) between date '1970-01-01' and date '2199-12-31', false)
  and coalesce(abs(try_cast(report_number(cents) as decimal(18, 4))) < 1e12, false)
  and length(coalesce(report_number(campaign_id), name, '')) <= 256
  and regexp_full_match(upper(coalesce(report_number(currency), 'EUR')), '[A-Z]{3}')
  and (report_number(impressions) is null or regexp_full_match(report_count(impressions), '\d{1,15}'))
  and (report_number(clicks) is null or regexp_full_match(report_count(clicks), '\d{1,15}')) as understood
from source
where not (
  starts_with(coalesce(day, ''), 'Total') or starts_with(coalesce(status, ''), 'Total')
  or (report_number(day) is null and (report_number(name) is null or starts_with(name, 'Total')))
);

-- campaigns: one row per campaign
select
  min(line) as line,
  campaign_id,
  arg_max(name, day) as name,
  'google ads' as channel,
  cast(min(utc_time(started_at)) as varchar) as started_at
from google_ads_rows
where campaign_id is not null and understood
group by campaign_id;

-- spend: one row per campaign and day; a row that is not understood stands alone, to be refused
select
  min(line) as line,
  'google ads' as channel,
  campaign_id,
  cast(cast(day as date) as varchar) as day,
  money(cast(sum(cast(amount as decimal(18, 4))) as varchar), currency) as cents,
  currency,
  cast(sum(cast(impressions as bigint)) as varchar) as impressions,
  cast(sum(cast(clicks as bigint)) as varchar) as clicks
from google_ads_rows
where understood
group by campaign_id, currency, cast(day as date)
union all
select line, 'google ads' as channel, campaign_id, day, money(amount, currency) as cents, currency, impressions, clicks
from google_ads_rows
where not understood;
