-- One engagement of a job application at a time.
create unique index engagement_of_application on engagement (job_application_id)
  where job_application_id is not null and state in ('proposed', 'to-sign', 'running');
