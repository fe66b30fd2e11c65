-- Who asks for an account back is registered themselves: approving makes one account of two registrations.
alter table account_recovery add column joins_registered boolean not null default false;
