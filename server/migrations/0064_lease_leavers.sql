-- Names of who lived with a tenant go when the lease is over, and those of guests after their last day.
update lease_resident set name = null, removed_at = now()
where removed_at is null
  and lease_id in (select id from lease where state in ('settled', 'lapsed', 'cancelled'));

create index lease_resident_guest on lease_resident (to_day) where removed_at is null and kind = 'guest';

-- The desk's lists of who comes and who goes, page by page.
create index lease_arriving on lease (station_id, first_day, id) where state in ('signed', 'paid');
create index lease_leaving on lease (station_id, least(last_day, leave_on), id) where state in ('living', 'ending');
create index lease_repair_station on lease_repair (station_id, due_on, id)
  where state in ('reported', 'promised', 'under-way');
