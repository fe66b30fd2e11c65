-- An application whose day cannot be computed yet, because nobody has entered the year it falls in: from which
-- day its `days_left` working days count. Null as soon as the day is known.
alter table application add column counts_from date;
create index application_undated on application (counts_from, days_left) where counts_from is not null;

-- When the office was told that the calendar of a year is missing, so that it is told once a week.
create table calendar_warning (
  year integer not null,
  week date not null,                -- its Monday
  primary key (year, week)
);
