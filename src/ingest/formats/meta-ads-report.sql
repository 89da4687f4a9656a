-- meta_ads_rows: one row per row of the report that is no summary
select
  *,
  refused_day is null
  and coalesce(try_cast(day as date) between date '1970-01-01' and date '2199-12-31', false)
  and coalesce(abs(try_cast(amount as decimal(18, 4))) < 1e12, false)
  and length(campaign_id) <= 256
  and regexp_full_match(coalesce(currency, 'EUR'), '[A-Z]{3}')
  and (impressions is null or regexp_full_match(impressions, '\d{1,15}'))
  and (clicks is null or regexp_full_match(clicks, '\d{1,15}')) as understood
from (
  select
    line,
    coalesce(campaign_id, name, ad_set, ad) as campaign_id,
    coalesce(name, ad_set, ad) as name,
    coalesce(day, starts) as day,
    case
      when day is null and starts is distinct from ends then 'several days in one row; export the report broken down by day'
    end as refused_day,
    -- an amount of nothing is an empty field
    coalesce(report_number(coalesce(cents, json_text(others, '$."' || spent || '"'))), '0') as amount,
    upper(coalesce(currency, nullif(regexp_extract(spent, '\(([A-Za-z]{3})\)$', 1), ''))) as currency,
    report_count(impressions) as impressions,
    report_count(clicks) as clicks
  from (
    select *, list_filter(json_keys(others), lambda header: regexp_matches(lower(header), '^amount spent( \([a-z]{3}\))?$'))[1] as spent
    from source
  )
  where coalesce(campaign_id, name, ad_set, ad) is not null
);

-- campaigns: one row per campaign
select min(line) as line, campaign_id, arg_max(name, day) as name, 'meta ads' as channel
from meta_ads_rows
where understood
group by campaign_id;

-- spend: one row per campaign and day; a row that is not understood stands alone, to be refused
select
  min(line) as line,
  'meta ads' as channel,
  campaign_id,
  cast(cast(day as date) as varchar) as day,
  cast(null as varchar) as refused_day,
  money(cast(sum(cast(amount as decimal(18, 4))) as varchar), currency) as cents,
  currency,
  cast(sum(cast(impressions as bigint)) as varchar) as impressions,
  cast(sum(cast(clicks as bigint)) as varchar) as clicks
from meta_ads_rows
where understood
group by campaign_id, currency, cast(day as date)
union all
select
  line, 'meta ads' as channel, campaign_id, day, refused_day, money(amount, currency) as cents, currency, impressions, clicks
from meta_ads_rows
where not understood;
