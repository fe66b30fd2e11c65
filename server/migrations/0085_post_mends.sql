-- Which text of a post somebody applied for: a text that is replaced while people wait stays readable to them.
alter table job_application add column post_revision integer not null default 0;
update job_application set post_revision = post.revision from post where post.id = post_id;
create table post_version (
  post_id uuid not null references post (id),
  revision integer not null,         -- the last revision that had this text
  body jsonb not null,
  replaced_at timestamptz(3) not null,
  primary key (post_id, revision)
);

-- Where an application stood when its post was taken down: if the appeal is upheld it stands there again.
alter table job_application add column ended_from text
  check (ended_from is null or state = 'closed-with-post');
create index job_application_ended on job_application (post_id, id) where ended_from is not null;

-- Who is in the middle at an employer: all of them end when it ends, whatever became of its posts.
create index job_application_going on job_application (employer_id, id)
  where state in ('sent', 'seen', 'shortlisted', 'interview', 'offered');
insert into outbox (id, kind, payload, created_at, available_at)
  select gen_random_uuid(), 'post.employer-ended', jsonb_build_object('employerId', employer.id), now(), now()
  from employer
  where employer.state = 'closed' and exists (
    select from job_application job
    where job.employer_id = employer.id
      and job.state in ('sent', 'seen', 'shortlisted', 'interview', 'offered'));
