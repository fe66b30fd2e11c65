import type { Fixture } from '../fixtures'
import type { Visitor } from '../harness'
import { answerAs, applyFor, draftOf, everything, lookAs, openPost, postText } from './world'

/** A post, somebody who applied for it with a file and was answered, their draft for another, and a search they saved. */
export const objects: Fixture = {
  after: ['employers', 'evidence'],
  make: async ({ harness, holder, ids }) => {
    const employer = { id: ids.employer ?? '', name: '', creditCode: '', owner: holder, recruiter: holder }
    const post = await openPost(harness, employer)
    const other = await openPost(harness, employer, { title: '电气工程师' })
    await draftOf(employer, { title: '还没有写完的岗位' })
    // Nobody applies to their own employer: a colleague has the holder's place until the answer is given.
    const colleague = await harness.registerPerson()
    const give = (from: Visitor, to: Visitor) =>
      harness.db
        .updateTable('employer_member')
        .set({ person_id: to.personId })
        .where('employer_id', '=', employer.id)
        .where('person_id', '=', from.personId)
        .execute()
    await give(holder, colleague)
    const { id } = await applyFor(holder, post.id, {
      note: '我在校办工厂做过产线',
      files: [ids.evidence ?? ''],
    })
    const seen = await lookAs(colleague, employer, id)
    await answerAs(colleague, employer, seen, { event: 'shortlist', reason: '想和你聊聊校办工厂' })
    await holder.call('PUT /me/job-application-drafts/:post', {
      params: { post: other.id },
      body: { ...everything, note: '这一份还没有想好怎么写' },
    })
    const saved = await holder.call('POST /me/saved-searches', {
      body: { filter: { q: '周末机器人' }, alerts: true },
    })
    await give(colleague, holder)
    return {
      ids: { post: post.id, jobApplication: id, savedSearch: saved.id },
      owners: { jobApplication: holder.token, savedSearch: holder.token },
      vocabulary: ['post'],
      bodies: {
        'PUT /me/job-application-drafts/:post': everything,
        'PUT /me/saved-searches/:savedSearch': { alerts: false },
        // Not withdrawn: the employer's own calls come later and are to find it.
        'POST /me/job-applications/:jobApplication/steps': { event: 'accept' },
        'PUT /me/job-applications/:jobApplication/contact': { given: false },
        'POST /employers/:employer/posts': postText(),
        'PUT /employers/:employer/posts/:post': { revision: 0, text: postText() },
        'POST /employers/:employer/posts/:post/publication': { revision: 0 },
        'POST /employers/:employer/posts/:post/closing': { cause: 'filled', reason: '已经招到合适的人' },
        'POST /employers/:employer/posts/:post/appeal': { text: '我们认为岗位没有违反规定。' },
        'POST /employers/:employer/posts/:post/answers': {
          event: 'reject',
          reason: '岗位已经招满',
          candidates: [{ id, revision: 0 }],
        },
        'POST /employers/:employer/job-applications/:jobApplication/steps': {
          event: 'shortlist',
          revision: 0,
        },
        'POST /post-checks/:post/decision': { decision: 'open' },
        'POST /post-checks/:post/take-down': { reason: '经核实不符合规定' },
        'POST /post-checks/:post/appeal-decision': { decision: 'refused', reason: '经复核维持原决定' },
      },
      exported: {
        jobApplications: ['我在校办工厂做过产线', '想和你聊聊校办工厂'],
        jobApplicationDrafts: ['这一份还没有想好怎么写'],
        savedSearches: ['周末机器人'],
      },
    }
  },
}
