-- To which public post an invitation is, where it is to one.
alter table pool_invitation add column post_id uuid;
