-- The version of the city configuration a referral was made under: its reward holds, whatever is published later.
alter table referral add column city_version integer;
update referral set city_version = (select max(version) from city_config where city_config.published_at <= referral.asked_at);
