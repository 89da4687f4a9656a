-- klaviyo_sent: one row per row of the export; variations of a campaign are rows of their own
select
  line,
  coalesce(campaign_id, left(name, 200) || ' ' || started_at) as campaign_id,
  name,
  case when starts_with(lower(coalesce(channel, 'email')), 'e') then 'mail' else lower(channel) end as channel,
  started_at,
  case
    when
      utc_time(started_at) >= timestamp '1970-01-01'
      and utc_time(started_at) < timestamp '2200-01-01'
      and length(coalesce(campaign_id, '')) <= 256
      then utc_time(started_at)
  end as moment,
  report_count(impressions) as impressions,
  report_count(clicks) as clicks
from source;

-- campaigns: one row per campaign
select
  min(line) as line,
  campaign_id,
  arg_min(name, line) as name,
  arg_min(channel, line) as channel,
  arg_min(started_at, moment) as started_at
from klaviyo_sent
where moment is not null
group by campaign_id;

-- spend: one row per mail campaign on the day it was sent; a row that is not understood stands alone, to be refused
select
  min(line) as line,
  channel,
  campaign_id,
  cast(shop_day(min(moment)) as varchar) as day,
  '0' as cents,
  cast(sum(cast(impressions as bigint)) as varchar) as impressions,
  cast(sum(cast(clicks as bigint)) as varchar) as clicks,
  cast(null as varchar) as refused_day
from klaviyo_sent
where
  channel = 'mail'
  and moment is not null
  and (impressions is null or regexp_full_match(impressions, '\d{1,15}'))
  and (clicks is null or regexp_full_match(clicks, '\d{1,15}'))
group by channel, campaign_id
union all
select
  line,
  channel,
  campaign_id,
  cast(shop_day(moment) as varchar) as day,
  '0' as cents,
  impressions,
  clicks,
  case when moment is null then 'its Send Time is not a date and time such as 2024-01-31 09:30:00' end as refused_day
from klaviyo_sent
where
  moment is null
  or not (impressions is null or regexp_full_match(impressions, '\d{1,15}'))
  or not (clicks is null or regexp_full_match(clicks, '\d{1,15}'));
