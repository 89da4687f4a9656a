-- Functions the formats' queries may use, besides those of the warehouse. {local} is how the shop's zone reads a time,
-- {offset} how a time with an offset is read.

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
