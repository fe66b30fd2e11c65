-- Codes that lapsed and still name their holder, by when they lapsed.
create index credential_named_lapsed on credential (least(revoked_at, expires_at)) where masked_name is not null;
