-- Application numbers come from a sequence. The row a program and day that was counted up before was held until its transaction
-- ended, so that everybody who submitted waited for each other. A sequence waits for nobody; a submission that failed leaves a gap.
create sequence application_running_number;
-- Above every number given so far, whatever its day.
select setval('application_running_number', coalesce((select max(last) from application_number), 0) + 1, false);
drop table application_number;
