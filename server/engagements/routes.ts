import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { requireMember, requireVerified } from '../employers'
import { agreementPdf, askCode, attest, drawUp, keepSigned } from './agreements'
import {
  askHomeCode,
  consentPdf,
  endHome,
  makeLink,
  readConsent,
  refuseHome,
  sendLink,
  signHome,
} from './consent'
import type { ByPerson, EngagementDeps, EngagementWork } from './deps'
import { endOrCancel } from './ending'
import { answerAsOffice, answerHours, recordHours, takeHoursBack } from './hours'
import { engagementFigures, overdueBefore } from './office'
import { accept, changeTerms, makeCode, propose } from './proposing'
import { engagementById } from './repository'
import { review } from './review'
import { employerEngagement, engagementPage, lookAt, looked, ownEngagement, shownEngagement } from './show'
import { holdEngagement } from './steps'
import type { EngagementRow } from './tables'
import { ownWeek } from './week'

const heldOwn = async (work: ByPerson, id: string): Promise<EngagementRow> => {
  const row = await holdEngagement(work.db, id)
  if (row.person_id !== work.actor.personId) throw problem('not-found')
  return row
}
const expert = ({ actor }: ByPerson) => ({ role: 'expert', personId: actor.personId }) as const
const employer = ({ actor }: ByPerson) => ({ role: 'employer', personId: actor.personId }) as const

type Outside = { actor: { personId: string }; now: Date }

const ownHandlers = (deps: EngagementDeps): Handlers => {
  const by = workOf(deps)
  return {
    'POST /me/engagement-codes': (call) => makeCode(by(call)),
    'GET /me/engagements': (call, { query }) =>
      engagementPage(by(call), { person_id: call.actor.personId }, 'expert', query ?? {}),
    'GET /me/engagement-week': (call, { query }) => ownWeek(by(call), query?.day),
    'GET /me/engagements/:engagement': async (call, { params, query }) =>
      shownEngagement(by(call), await ownEngagement(by(call), params.engagement), 'expert', query?.month),
    'PUT /me/engagements/:engagement/acceptance': async (call, { params, body }) => {
      const row = await accept(by(call), await heldOwn(by(call), params.engagement), body)
      return shownEngagement(by(call), row, 'expert')
    },
    'POST /me/engagements/:engagement/hours': async (call, { params, body }) =>
      recordHours(by(call), await heldOwn(by(call), params.engagement), body),
    'DELETE /me/engagements/:engagement/hours/:hours': async (call, { params }) =>
      takeHoursBack(by(call), await heldOwn(by(call), params.engagement), params.hours),
    'PUT /me/engagements/:engagement/review': async (call, { params, body }) => {
      const work = by(call)
      const row = await review(work, await heldOwn(work, params.engagement), { party: 'expert', ...body })
      return shownEngagement(work, row, 'expert')
    },
    'POST /me/engagements/:engagement/ending': async (call, { params, body }) => {
      const work = by(call)
      const row = await heldOwn(work, params.engagement)
      return shownEngagement(work, await endOrCancel(work, row, { ...body, by: expert(work) }), 'expert')
    },
    'POST /me/engagements/:engagement/consent-links': async (call, { params }) => {
      const work = by(call)
      const row = await heldOwn(work, params.engagement)
      const link = await makeLink(work, row)
      call.afterCommit(async () => {
        if (!(await sendLink(work, row, link)))
          throw problem('sms-not-sent', { detail: '给现单位的短信没有发出。请稍后再试，或联系人才办' })
      })
      return shownEngagement(work, row, 'expert')
    },
  }
}

const ownPaperHandlers = (deps: EngagementDeps): Handlers => {
  const by = workOf(deps)
  /** Work outside a transaction, for what asks the signature provider or the storage first. */
  const outside = (caller: Outside) => by({ db: deps.db, ...caller })
  return {
    'PUT /me/engagements/:engagement/agreement': {
      ask: async ({ params }, caller) => {
        const finish = await drawUp(outside(caller), params.engagement)
        return async (call) => shownEngagement(by(call), await finish(call.db), 'expert')
      },
    },
    'GET /me/engagements/:engagement/agreement': async (call, { params }) =>
      agreementPdf(by(call), await ownEngagement(by(call), params.engagement)),
    'POST /me/engagements/:engagement/signature-codes': {
      ask: async ({ params, body }, caller) => {
        const work = outside(caller)
        const row = await ownEngagement(work, params.engagement)
        const finish = await askCode(work, row, { party: 'expert', ...body })
        return finish
      },
    },
    'POST /me/engagements/:engagement/signature': {
      ask: async ({ params, body }, caller) => {
        const row = await ownEngagement(outside(caller), params.engagement)
        const proof = await attest(outside(caller), row, { party: 'expert', ...body })
        return async (call) => {
          const work = by(call)
          const signed = { party: 'expert', sha256: body.sha256, proof, by: expert(work) } as const
          return shownEngagement(work, await keepSigned(work, row.id, signed), 'expert')
        }
      },
    },
  }
}

/** An engagement of one's verified employer, held. */
const heldAt = async (
  work: ByPerson,
  params: { employer: string; engagement: string },
): Promise<EngagementRow> => {
  requireVerified((await requireMember(work.db, work.actor, params.employer)).employer)
  const row = await holdEngagement(work.db, params.engagement)
  if (row.employer_id !== params.employer) throw problem('not-found')
  return row
}

const employerHandlers = (deps: EngagementDeps): Handlers => {
  const by = workOf(deps)
  return {
    'POST /employers/:employer/engagements': {
      run: async (call, { params, body }) => {
        const work = by(call)
        requireVerified((await requireMember(call.db, call.actor, params.employer)).employer)
        return shownEngagement(work, await propose(work, params.employer, body), 'employer')
      },
      keep: ({ id }) => id,
      again: async (call, { params }, id) =>
        lookAt(by(call), await employerEngagement(by(call), params.employer, id), 'employer'),
    },
    'GET /employers/:employer/engagements': async (call, { params, query }) => {
      await requireMember(call.db, call.actor, params.employer)
      return engagementPage(by(call), { employer_id: params.employer }, 'employer', query ?? {})
    },
    'GET /employers/:employer/engagements/:engagement': async (call, { params, query }) =>
      lookAt(
        by(call),
        await employerEngagement(by(call), params.employer, params.engagement),
        'employer',
        query?.month,
      ),
    'PUT /employers/:employer/engagements/:engagement/terms': async (call, { params, body }) => {
      const row = await changeTerms(by(call), await heldAt(by(call), params), body)
      return shownEngagement(by(call), row, 'employer')
    },
    'PUT /employers/:employer/engagements/:engagement/hours/:hours': async (call, { params, body }) =>
      answerHours(by(call), await heldAt(by(call), params), { id: params.hours, ...body }),
    'PUT /employers/:employer/engagements/:engagement/review': async (call, { params, body }) => {
      const work = by(call)
      const row = await review(work, await heldAt(work, params), { party: 'employer', ...body })
      return shownEngagement(work, row, 'employer')
    },
    'POST /employers/:employer/engagements/:engagement/ending': async (call, { params, body }) => {
      // A suspended employer may still end what it has.
      const work = by(call)
      await employerEngagement(work, params.employer, params.engagement)
      const row = await holdEngagement(call.db, params.engagement)
      return shownEngagement(work, await endOrCancel(work, row, { ...body, by: employer(work) }), 'employer')
    },
  }
}

const employerPaperHandlers = (deps: EngagementDeps): Handlers => {
  const by = workOf(deps)
  const outside = (caller: Outside) => by({ db: deps.db, ...caller })
  const verified = async (work: ByPerson, params: { employer: string; engagement: string }) => {
    const row = await employerEngagement(work, params.employer, params.engagement)
    requireVerified((await requireMember(work.db, work.actor, params.employer)).employer)
    return row
  }
  return {
    'GET /employers/:employer/engagements/:engagement/agreement': async (call, { params }) => {
      const row = await employerEngagement(by(call), params.employer, params.engagement)
      await looked(by(call), [row], 'employer', '协议')
      return agreementPdf(by(call), row)
    },
    'POST /employers/:employer/engagements/:engagement/signature-codes': {
      ask: async ({ params, body }, caller) => {
        const work = outside(caller)
        const finish = await askCode(work, await verified(work, params), { party: 'employer', ...body })
        return finish
      },
    },
    'POST /employers/:employer/engagements/:engagement/signature': {
      ask: async ({ params, body }, caller) => {
        const row = await verified(outside(caller), params)
        const proof = await attest(outside(caller), row, { party: 'employer', ...body })
        return async (call) => {
          const work = by(call)
          await heldAt(work, params) // who left the employer meanwhile does not sign for it
          const signed = { party: 'employer', sha256: body.sha256, proof, by: employer(work) } as const
          const held = await keepSigned(work, row.id, signed)
          const link = await makeLink(work, held)
          call.afterCommit(async () => void (await sendLink(work, held, link)))
          return shownEngagement(work, held, 'employer')
        }
      },
    },
  }
}

const homeHandlers = (deps: EngagementDeps): Handlers => {
  const work = ({ db, now }: { db: Db; now: Date }): EngagementWork => ({ db, now, deps })
  const outside = ({ now }: { now: Date }) => work({ db: deps.db, now })
  return {
    'GET /engagement-consents/:consent': (call, { params }) => readConsent(work(call), params.consent),
    'GET /engagement-consents/:consent/agreement': (call, { params }) =>
      consentPdf(work(call), params.consent),
    'POST /engagement-consents/:consent/signature-codes': {
      ask: async ({ params, body }, caller) => {
        const finish = await askHomeCode(outside(caller), params.consent, body.name)
        return ({ db }) => finish(db)
      },
    },
    'POST /engagement-consents/:consent/signature': {
      ask: async ({ params, body }, caller) => {
        const finish = await signHome(outside(caller), params.consent, body)
        return ({ db }) => finish(db)
      },
    },
    'POST /engagement-consents/:consent/refusal': (call, { params, body }) =>
      refuseHome(work(call), params.consent, body.why),
    'POST /engagement-consents/:consent/ending': {
      ask: async ({ params, body }, caller) => {
        const finish = await endHome(outside(caller), params.consent, body)
        return ({ db }) => finish(db)
      },
    },
  }
}

const officeHandlers = (deps: EngagementDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /engagements': async (call, { query }) => {
      const { state, overdue, ...page } = query ?? {}
      const unansweredSince = overdue === true ? await overdueBefore(by(call)) : undefined
      return engagementPage(by(call), { state, unansweredSince }, 'office', page)
    },
    'GET /engagements/:engagement': async (call, { params, query }) => {
      const row = await engagementById(call.db, params.engagement)
      if (!row) throw problem('not-found')
      return lookAt(by(call), row, 'office', query?.month)
    },
    'POST /engagements/:engagement/ending': async (call, { params, body }) => {
      const work = by(call)
      const row = await holdEngagement(call.db, params.engagement)
      const who = { role: 'office', personId: call.actor.personId } as const
      return shownEngagement(work, await endOrCancel(work, row, { ...body, by: who }), 'office')
    },
    'PUT /engagements/:engagement/hours/:hours': async (call, { params, body }) => {
      const work = by(call)
      return answerAsOffice(work, await holdEngagement(call.db, params.engagement), {
        id: params.hours,
        ...body,
      })
    },
    'GET /engagement-figures': (call) => engagementFigures(by(call)),
  }
}

/** All routes of shared and weekend experts. */
export const engagementHandlers = (deps: EngagementDeps): Handlers => ({
  ...ownHandlers(deps),
  ...ownPaperHandlers(deps),
  ...employerHandlers(deps),
  ...employerPaperHandlers(deps),
  ...homeHandlers(deps),
  ...officeHandlers(deps),
})
