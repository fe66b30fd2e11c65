import type { JobApplicationDraft, OwnPost, PostText } from '@jucai/contract/post-shapes'
import type { EmployerOfTest } from '../employers/world'
import type { Harness, Visitor } from '../harness'

/** A faultless post, closing on Monday 14 December 2026 at 18:00 here. */
export const postText = (over: Partial<PostText> = {}): PostText => ({
  kind: 'full-time',
  title: '机械工程师',
  chainKey: null,
  linkKey: null,
  shortageKey: null,
  region: '430121',
  place: '星沙街道 1 号（示例）',
  transport: '地铁 3 号线星沙站走路 8 分钟',
  headcount: 2,
  payLow: { fen: 800_000, unit: 'month' },
  payHigh: { fen: 1_200_000, unit: 'month' },
  requirements: { minDegree: 'bachelor', majors: ['08'] },
  duties: '负责产线设备的机械设计、安装调试和改进。',
  wants: '年龄不限，男女不限。',
  closesAt: '2026-12-14T10:00:00.000Z',
  answerDays: 10,
  ...over,
})

/** What somebody shows when they show everything. */
export const everything: JobApplicationDraft = {
  fields: ['name', 'degree', 'school', 'major', 'graduatesOn', 'presentRegion', 'experienceYears'],
  experienceYears: 1,
  shareContact: true,
  note: '毕业设计做的就是产线改造。',
  files: [],
}

/** Keeps a post as a draft. */
export const draftOf = (employer: EmployerOfTest, over: Partial<PostText> = {}): Promise<OwnPost> =>
  employer.recruiter.call('POST /employers/:employer/posts', {
    params: { employer: employer.id },
    body: postText(over),
  })
/** Publishes a draft. */
export const publish = (employer: EmployerOfTest, post: OwnPost): Promise<OwnPost> =>
  employer.recruiter.call('POST /employers/:employer/posts/:post/publication', {
    params: { employer: employer.id, post: post.id },
    body: { revision: post.revision },
  })
/** The post of an employer as it stands. */
export const ownPost = (employer: EmployerOfTest, post: string): Promise<OwnPost> =>
  employer.recruiter.call('GET /employers/:employer/posts/:post', {
    params: { employer: employer.id, post },
  })
/** A public post; the office lets it through where it is the first of its employer. */
export const openPost = async (
  harness: Harness,
  employer: EmployerOfTest,
  over: Partial<PostText> = {},
): Promise<OwnPost> => {
  const post = await publish(employer, await draftOf(employer, over))
  if (post.state === 'open') return post
  const lead = await harness.office('lead')
  return lead.call('POST /post-checks/:post/decision', {
    params: { post: post.id },
    body: { decision: 'open' },
  })
}
/** Sends a job application. */
export const applyFor = (person: Visitor, post: string, over: Partial<JobApplicationDraft> = {}) =>
  person.call('POST /me/job-applications', { body: { post, ...everything, ...over } })
/** Answers a candidate as one of the people of the employer. */
export const answerAs = (
  member: Visitor,
  employer: EmployerOfTest,
  candidate: { id: string; revision: number },
  answer: {
    event: 'shortlist' | 'interview' | 'offer' | 'reject'
    reason?: string
    interview?: { at: string; place: string }
  },
) =>
  member.call('POST /employers/:employer/job-applications/:jobApplication/steps', {
    params: { employer: employer.id, jobApplication: candidate.id },
    body: { revision: candidate.revision, ...answer },
  })
/** Opens a candidate. */
export const lookAs = (member: Visitor, employer: EmployerOfTest, id: string) =>
  member.call('GET /employers/:employer/job-applications/:jobApplication', {
    params: { employer: employer.id, jobApplication: id },
  })
/** Who applied. */
export const candidatesOf = (member: Visitor, employer: EmployerOfTest, post: string) =>
  member.call('GET /employers/:employer/posts/:post/candidates', {
    params: { employer: employer.id, post },
  })
/** The titles of somebody's messages, once all that happened is told. */
export const toldTo = async (harness: Harness, person: Visitor): Promise<string[]> => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}
