-- Functions the formats' queries may use, besides those of the warehouse. {utc} is how the shop's zone reads a time.

-- a moment written as text, in UTC: ISO 8601 with or without an offset; without one it is in the shop's time zone
create or replace temp macro utc_time(written) as
  case
    when length(written) < 8 then null
    when regexp_matches(written, '[+-]\d{4}$') then {offset_time}
    else {utc}
  end;

-- a spreadsheet's month/day/year hour:minute as ISO; anything else as it stands
create or replace temp macro uci_time(written) as
  case
    when contains(written, '/') then coalesce(cast(try_strptime(written, ['%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S']) as varchar), written)
    else written
  end;
