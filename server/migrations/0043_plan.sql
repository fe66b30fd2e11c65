-- Whether a station's answer came by its day; null: not answered, or answered before this was kept.
alter table application add column answered_in_time boolean;

-- What the plan publishes is counted from these alone.
create index application_answered on application (answered_in_time) where answered_in_time is not null;
create index application_step_decided on application_step (at desc, application_id) where event in ('approve', 'reject');
create index profile_graduates on profile (registered_at, graduates_on, present_region) include (school, major, degree);
