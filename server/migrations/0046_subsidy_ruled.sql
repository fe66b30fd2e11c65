-- What the rules between benefits took from a subsidy when it was approved: [{clause, text, fromFen, toFen}], in the order
-- of the rules. It names benefits and clauses, nothing that somebody wrote.

alter table subsidy_grant add column ruled jsonb not null default '[]';
