-- Functions of the warehouse: on every engine under the same name. {time_zone} and {currency} are the shop's.

-- decimal places of a currency's minor unit, by ISO 4217; two where no currency is named
create or replace temp macro minor_digits(currency) as
  case
    when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    when currency in ('CLF', 'UYW') then 4
    else 2
  end;

create or replace temp macro minor_factor(currency) as
  case minor_digits(currency)
    when 0 then cast(1 as decimal(5, 0))
    when 2 then cast(100 as decimal(5, 0))
    when 3 then cast(1000 as decimal(5, 0))
    else cast(10000 as decimal(5, 0))
  end;

-- whole minor units of an exact amount in major units, half up (away from zero)
create or replace temp macro minor_units(amount, currency) as
  cast(round(cast(amount as decimal(30, 4)) * minor_factor(currency)) as bigint);

-- what one order line comes to, in whole minor units. Nearly every line is small enough for eighteen digits, which take a
-- tenth of the time of thirty-eight
create or replace temp macro line_cents(quantity, unit_price, discount, currency) as
  case
    when abs(cast(quantity as double) * cast(unit_price as double)) + coalesce(abs(cast(discount as double)), 0) < 1e9 then cast(round(
      (cast(quantity as decimal(13, 0)) * unit_price - coalesce(discount, cast(0 as decimal(18, 4)))) * minor_factor(currency)
    ) as bigint)
    else cast(round(
      (cast(quantity as decimal(19, 0)) * unit_price - coalesce(discount, cast(0 as decimal(18, 4)))) * minor_factor(currency)
    ) as bigint)
  end;

-- ISO 4217 code of the shop, null when neither its owner nor its data named one
create or replace temp macro shop_currency() as cast({currency} as varchar);

-- what the shop's owner wants done with the findings of a cleaning rule: flag, fill, cap, drop or off
create or replace temp macro cleaning_action(rule) as {cleaning_action};

-- whether ids that are one customer's are read as one; otherwise as they were loaded
create or replace temp macro customers_are_joined() as {customers_are_joined};

-- the calendar day of the shop on which a moment (UTC) falls
create or replace temp macro shop_day(moment) as {shop_day};

-- the first day of the month of a day
create or replace temp macro month_of(calendar_day) as cast(date_trunc('month', calendar_day) as date);

-- the Monday of the week of a moment, as text
create or replace temp macro week_of(moment) as cast(cast(date_trunc('week', moment) as date) as varchar);

-- whole days, and whole calendar months, from one day to another
create or replace temp macro days_between(earlier, later) as date_diff('day', earlier, later);
create or replace temp macro months_between(earlier, later) as date_diff('month', earlier, later);

-- the middle one of the values of a group; how many seconds from one moment to another; whether a text holds a pattern
create or replace temp macro middle_of(value) as median(value);
create or replace temp macro seconds_between(earlier, later) as date_diff('second', earlier, later);
create or replace temp macro holds(text, pattern) as regexp_matches(text, pattern);
