-- A stay reminds of each first day once, and counts for a document, whatever becomes of the registration.

alter table stay
  add column reminded_for date,   -- the first day of which the reminder was sent
  add column document_index text; -- until the year is over: keyed digest of the document it counts for
create index stay_document on stay (document_index) where document_index is not null;
