-- A wish that was chosen and whose internship has ended or never began is over: its base reads it no more.
alter table internship_wish drop constraint internship_wish_state_check;
alter table internship_wish add constraint internship_wish_state_check
  check (state in ('applied', 'chosen', 'not-chosen', 'withdrawn', 'over'));

-- What ended before its first day never began: it holds no month.
update internship set state = 'cancelled'
  where state = 'interrupted' and first_day > (ended_at at time zone 'Asia/Shanghai')::date;
update internship_wish set state = 'over' where state = 'chosen' and exists (
  select 1 from internship
  where internship.wish_id = internship_wish.id and internship.state in ('finished', 'interrupted', 'cancelled'));

-- A base whose employer is suspended takes nobody until it is verified again.
alter table internship_base add column paused boolean not null default false;
update internship_base set paused = true
  where employer_id in (select id from employer where state = 'suspended');

-- Of the days attended those on leave; and why the office confirmed in the base's stead, empty where the base did.
alter table internship_month add column leave_days integer not null default 0;
alter table internship_month add column stead_why text not null default '';

-- Which internships of an employer are open, before it leaves.
create index internship_employer_state on internship (employer_id, state);
