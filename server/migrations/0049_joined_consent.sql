-- Answers that came with an account that was joined to this one: the bare id of the account that gave them.
-- They are proof as before, but what was left there was not left here.
alter table consent add column joined_from uuid;
