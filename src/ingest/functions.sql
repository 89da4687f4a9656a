-- Functions the formats' queries may use, besides those of the warehouse. {local} is how the shop's zone reads a time,
-- {offset} how a time with an offset is read, {time} the pattern of a time of day.

-- a moment written as text, in UTC: ISO 8601 with or without an offset; without one it is in the shop's time zone.
-- an hour that its clock skips is read as if the clock had gone on; of an hour it shows twice, the second is meant
create or replace temp macro utc_time(written) as
  case
    when length(written) < 8 then null
    when ends_with(written, 'Z') then coalesce(try_cast(written as timestamp), try_cast(left(written, -1) as timestamp)) -- no seconds, no Z
    when regexp_matches(written, ':\d\d[0-9.]* ?[+-]\d\d(:?\d\d)?$') then {offset}
    else {local}
  end;

-- a spreadsheet's month/day/year hour:minute as ISO; anything else as it stands
create or replace temp macro uci_time(written) as
  case
    when contains(written, '/') then coalesce(cast(try_strptime(written, ['%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S']) as varchar), written)
    else written
  end;

-- a customer number without the decimals that a spreadsheet gave it
create or replace temp macro uci_customer(written) as nullif(regexp_replace(written, '\.0+$', ''), '');

-- an amount in major units as text, in whole minor units as text; what is no amount stays as it is, to be refused
create or replace temp macro money(written, currency) as
  case
    when try_cast(written as decimal(18, 4)) is null then written
    else cast(minor_units(try_cast(written as decimal(18, 4)), coalesce(currency, shop_currency())) as varchar)
  end;

-- the parts of an address that are there, in one line; none where none is
create or replace temp macro one_line(parts) as
  nullif(array_to_string(list_filter(parts, lambda part: part is not null), ', '), '');

-- text at a place in a JSON object; none where it is no JSON, or the place holds nothing
create or replace temp macro json_text(object, path) as
  case when json_valid(object) then nullif(trim(json_extract_string(object, path)), '') end;

-- a list of JSON objects as it stands, one object as a list of one, anything else as none
create or replace temp macro json_list(written) as
  case
    when not json_valid(written) then null
    when json_type(written) = 'ARRAY' then written
    when json_type(written) = 'OBJECT' then '[' || written || ']'
  end;

-- text of a GA4 field; what it writes where it has none is none
create or replace temp macro ga4_word(written) as
  case when written not in ('', '(not set)', '(none)', '(direct)', '(organic)', '(referral)', '(other)') then written end;

create or replace temp macro ga4_text(object, path) as
  case when json_valid(object) then nullif(trim(json_extract_string(object, path)), '') end;

-- a repeated field as a JSON list: BigQuery writes it to Parquet as {"list": [{"element": …}]}
create or replace temp macro ga4_list(written) as
  case
    when not json_valid(written) then null
    when json_type(written) = 'ARRAY' then written
    when json_exists(written, '$.list') then cast(to_json(list_transform(
      json_extract(written, '$.list[*]'),
      lambda one: coalesce(json_extract(one, '$.element'), json_extract(one, '$.item'))
    )) as varchar)
  end;

create or replace temp macro ga4_is_list(written) as ga4_list(written) is not null;

create or replace temp macro ga4_items(written) as
  from_json(ga4_list(written), '[{"item_id":"VARCHAR","item_name":"VARCHAR","item_brand":"VARCHAR","item_category":"VARCHAR","price":"VARCHAR","quantity":"VARCHAR","item_revenue":"VARCHAR"}]');

create or replace temp macro ga4_parameters(written) as
  from_json(ga4_list(written), '[{"key":"VARCHAR","value":{"string_value":"VARCHAR","int_value":"VARCHAR","float_value":"VARCHAR","double_value":"VARCHAR"}}]');

-- the value of one event parameter, whichever of its four forms it came in
create or replace temp macro ga4_parameter(parameters, name) as
  list_transform(
    list_filter(parameters, lambda one: one.key = name),
    lambda one: coalesce(one.value.string_value, one.value.int_value, one.value.double_value, one.value.float_value)
  )[1];

-- a number of an advertising report in English: thousands apart by commas, two dashes where there is none
create or replace temp macro report_number(written) as
  case
    when written in ('--', '-', '—') then null
    when regexp_full_match(written, '-?\d{1,3}(,\d{3})+(\.\d+)?') then replace(written, ',', '')
    else written
  end;

-- the same as a whole number; one written with a zero after the point is one
create or replace temp macro report_count(written) as regexp_replace(report_number(written), '\.0+$', '');

-- Functions of mappings. A macro writes its argument out wherever it stands; what is long is bound once, by a lambda.

-- text freed of what guards it against a spreadsheet: ="…", an apostrophe before a number, tabs
create or replace temp macro unguarded(written) as
  case
    when regexp_matches(written, '^(="|''|\t)|\t$')
      then nullif(trim(regexp_replace(regexp_replace(written, '^="([^"]*)"$', '\1'), '^''([-+0-9])|^\t+|\t+$', '\1')), '')
    else written
  end;

-- a number as people write it, with its currency and its thousands apart, as plain text; none where it is no number
create or replace temp macro bare_number(written) as
  trim(regexp_replace(written, '[€$£¥￥₩₹元\x{A0}\x{202F} ]+$|^[€$£¥￥₩₹\x{A0}\x{202F} ]+|^[A-Z]{3}\b|\b[A-Z]{3}$', '', 'g'));

create or replace temp macro plain_number(bare, digits) as
  case when regexp_matches(bare, '[-−(]') then '-' else '' end || nullif(digits, '');

create or replace temp macro point_number(written) as
  list_transform([bare_number(written)], lambda bare: case
    when regexp_full_match(bare, '[(]?[-+−]?(\d{1,3}([,''’ \x{A0}\x{202F}]\d{3})+|\d+)?([.]\d*)?[-−]?[)]?')
      then plain_number(bare, regexp_replace(bare, '[^0-9.]', '', 'g'))
  end)[1];

-- the same with a comma before the decimals
create or replace temp macro comma_number(written) as
  list_transform([bare_number(written)], lambda bare: case
    when regexp_full_match(bare, '[(]?[-+−]?(\d{1,3}([.''’ \x{A0}\x{202F}]\d{3})+|\d+)?(,\d*)?[-−]?[)]?')
      then plain_number(bare, replace(regexp_replace(bare, '[^0-9,]', '', 'g'), ',', '.'))
  end)[1];

create or replace temp macro opposite_number(written) as
  list_transform([written], lambda number: case
    when try_cast(number as double) is null then number
    when starts_with(number, '-') then substr(number, 2)
    else '-' || number
  end)[1];

create or replace temp macro month_number(written) as
  coalesce(
    cast(nullif(list_position(['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'], lower(left(written, 3))), 0) as varchar),
    written
  );

-- the parts of a moment as ISO 8601; a year of two digits is one of this century up to 69
create or replace temp macro iso_moment(found) as
  list_transform([found], lambda parts: case when parts.day <> '' then
    case when length(parts.year) = 4 then parts.year when parts.year < '70' then '20' || parts.year else '19' || parts.year end
    || '-' || lpad(month_number(parts.month), 2, '0')
    || '-' || lpad(parts.day, 2, '0')
    || ' ' || lpad(case
      when parts.hour = '' then '0'
      when parts.half = '' then parts.hour
      else cast(cast(parts.hour as integer) % 12 + case when upper(parts.half) = 'P' then 12 else 0 end as varchar)
    end, 2, '0')
    || ':' || case when parts.minute = '' then '00' else parts.minute end
    || ':' || case when parts.second = '' then '00' else parts.second end
    || replace(parts.fraction, ',', '.')
    || parts.zone
  end)[1];

-- a moment whose day, month and year come in this order, with or without a time of day; anything else stays as it is
create or replace temp macro day_month_year(written) as
  list_transform([written], lambda text: coalesce(iso_moment(regexp_extract(text, '^(\d{1,2})[-./, 年月]+(\d{1,2}|[A-Za-z]{3,9})[-./, 年月]+(\d{4}|\d{2}){time}$', ['day', 'month', 'year', 'hour', 'minute', 'second', 'fraction', 'half', 'zone'])), text))[1];

create or replace temp macro month_day_year(written) as
  list_transform([written], lambda text: coalesce(iso_moment(regexp_extract(text, '^(\d{1,2}|[A-Za-z]{3,9})[-./, 年月]+(\d{1,2})[-./, 年月]+(\d{4}|\d{2}){time}$', ['month', 'day', 'year', 'hour', 'minute', 'second', 'fraction', 'half', 'zone'])), text))[1];

create or replace temp macro year_month_day(written) as
  list_transform([regexp_replace(written, '^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$', '\1-\2-\3 \4:\5:\6')],
    lambda text: coalesce(iso_moment(regexp_extract(regexp_replace(text, ' ::$', ''), '^(\d{4}|\d{2})[-./, 年月]+(\d{1,2}|[A-Za-z]{3,9})[-./, 年月]+(\d{1,2})日?{time}$', ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'half', 'zone'])), text))[1];

create or replace temp macro unix_seconds(written) as
  list_transform([written], lambda text: coalesce(cast(make_timestamp(try_cast(try_cast(text as double) * 1000000 as bigint)) as varchar) || 'Z', text))[1];

create or replace temp macro unix_milliseconds(written) as
  list_transform([written], lambda text: coalesce(cast(make_timestamp(try_cast(try_cast(text as double) * 1000 as bigint)) as varchar) || 'Z', text))[1];

-- a moment without an offset in a zone of its own
create or replace temp macro in_zone(written, zone) as
  list_transform([written], lambda text: case
    when regexp_matches(text, '(Z|:\d\d[0-9.]* ?[+-]\d\d(:?\d\d)?)$') then text
    else coalesce(cast(timezone('UTC', timezone(zone, try_cast(text as timestamp))) as varchar) || 'Z', text)
  end)[1];
