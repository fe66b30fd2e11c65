-- A draft for a post that is over goes after a month, as its owner is told; in the meantime it is in their list.
alter table job_application_draft add column forget_at timestamptz(3);
create index job_application_draft_forget on job_application_draft (forget_at) where forget_at is not null;
create index job_application_draft_person on job_application_draft (person_id, saved_at desc, post_id desc);
drop index job_application_draft_post;
create index job_application_draft_post on job_application_draft (post_id, person_id);
update job_application_draft set forget_at = post.closed_at + interval '30 days'
  from post where post.id = post_id and post.state = 'closed';

-- Whose post is late: the first of a post is found without reading the others.
drop index job_application_waiting_post;
create index job_application_waiting_post on job_application (post_id, answer_by, id) where state in ('sent', 'seen');
