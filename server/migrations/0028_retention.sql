-- Ways to what is old enough to go, and to what is set aside, without reading what stays.
create index outbox_done on outbox (done_at) where done_at is not null;
create index application_timer_fired on application_timer (fired_at) where fired_at is not null;
create index delivery_over on delivery (at) where state in ('sent', 'refused', 'uncertain');
create index account_recovery_claimed on account_recovery (decided_at) where claim is not null;
