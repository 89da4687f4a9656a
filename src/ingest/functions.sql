-- Functions the formats' queries may use, besides those of the warehouse. {local} is how the shop's zone reads a time,
-- {offset} how a time with an offset is read.

-- a moment written as text, in UTC: ISO 8601 with or without an offset; without one it is in the shop's time zone.
-- an hour that its clock skips is read as if the clock had gone on; of an hour it shows twice, the second is meant
create or replace temp macro utc_time(written) as
  case
    when length(written) < 8 then null
    when ends_with(written, 'Z') then try_cast(written as timestamp)
    when regexp_matches(written, ':\d\d[0-9.]* ?[+-]\d\d(:?\d\d)?$') then {offset}
    else {local}
  end;

-- a spreadsheet's month/day/year hour:minute as ISO; anything else as it stands
create or replace temp macro uci_time(written) as
  case
    when contains(written, '/') then coalesce(cast(try_strptime(written, ['%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S']) as varchar), written)
    else written
  end;
