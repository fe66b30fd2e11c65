-- Whom an invitation is for is a name: sealed like every other, and kept until it is used up or over. What stood
-- here in the clear is forgotten; an invitation that is open still shows role, station and day.
alter table staff_invitation drop column note;
alter table staff_invitation add column note bytea; -- encrypted
create index staff_invitation_noted on staff_invitation (expires_at) where note is not null;
