import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { looking, requireMember, requireVerified } from '../employers'
import { agreementPdf, askCode, changeTerms, drawUp, sign } from './agreements'
import { arrivedAgain, baseToday, correctDay, scanAtStation, scanForBase, tellAbsence } from './attendance'
import { applyForBase, basePage, decideBase, ownBase, reviewBase } from './bases'
import { answerWish, candidatePage } from './candidates'
import type { ByPerson, InternshipDeps } from './deps'
import {
  cancelInternship,
  certificatePdf,
  certify,
  checkCertificate,
  interrupt,
  revokeCertificate,
  tellKept,
} from './ending'
import { confirmInStead, confirmMonth, decideMonth } from './months'
import { monthPage } from './office'
import { basePlaces, closePlace, offerPlace, ownPlace, publicPlace, publicPlaces, shownPlace } from './places'
import { internshipById } from './repository'
import { allotRound, openRound, openRounds, orderWishes, rankWishes, roundList } from './rounds'
import {
  baseInternship,
  internshipPage,
  lookAt,
  ownInternship,
  shownInternship,
  waitingForSeal,
} from './show'
import { holdInternship, needOther, onRecord, type By } from './steps'
import type { InternshipRow } from './tables'
import { makeWish, wishPage, wishStanding, withdrawWish } from './wishes'

const again = async (work: ByPerson, id: string, role: 'intern' | 'base' | 'office') =>
  shownInternship(work, (await internshipById(work.db, id)) as InternshipRow, role)

const publicHandlers = (deps: InternshipDeps): Handlers => ({
  'GET /internship-places': ({ db, now }, { query }) => publicPlaces({ db, now, deps }, query ?? {}),
  'GET /internship-places/:place': ({ db, now }, { params }) => publicPlace({ db, now, deps }, params.place),
  'GET /internship-certificates/:checkCode': ({ db, now }, { params }) =>
    checkCertificate({ db, now, deps }, params.checkCode),
  'GET /open-internship-rounds': ({ db, now }) => openRounds({ db, now, deps }),
})

const wishHandlers = (deps: InternshipDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /me/internship-standing/:place': (call, { params }) => wishStanding(by(call), params.place),
    'POST /me/internship-wishes': (call, { body }) => makeWish(by(call), body),
    'GET /me/internship-wishes': (call, { query }) => wishPage(by(call), query ?? {}),
    'PUT /me/internship-wish-ranking': (call, { body }) => orderWishes(by(call), body.wishIds),
    'DELETE /me/internship-wishes/:wish': (call, { params }) => withdrawWish(by(call), params.wish),
  }
}

const heldOwn = async (work: ByPerson, id: string): Promise<{ row: InternshipRow; by: By }> => {
  const row = await holdInternship(work.db, id)
  if (row.person_id !== work.actor.personId) throw problem('not-found')
  return { row, by: { role: 'intern', personId: work.actor.personId } }
}

const internHandlers = (deps: InternshipDeps): Handlers => {
  const by = workOf(deps)
  /** Work outside a transaction, for what asks the signature provider or the storage first. */
  const outside = (caller: { actor: { personId: string }; now: Date }) => by({ db: deps.db, ...caller })
  return {
    'GET /me/internships': (call, { query }) =>
      internshipPage(by(call), { person_id: call.actor.personId }, 'intern', query ?? {}),
    'GET /me/internships/:internship': async (call, { params, query }) =>
      shownInternship(by(call), await ownInternship(by(call), params.internship), 'intern', query?.month),
    'PUT /me/internships/:internship/agreement': {
      ask: async ({ params }, caller) => {
        const finish = await drawUp(outside(caller), params.internship)
        return async (call) => {
          await finish(call.db)
          return again(by(call), params.internship, 'intern')
        }
      },
    },
    'GET /me/internships/:internship/agreement': async (call, { params }) =>
      agreementPdf(by(call), await ownInternship(by(call), params.internship)),
    'POST /me/internships/:internship/signature-codes': {
      ask: async ({ params, body }, caller) => {
        const work = outside(caller)
        const row = await ownInternship(work, params.internship)
        const sent = await askCode(work, row, { party: 'intern', sha256: body.sha256 })
        return () => Promise.resolve(sent)
      },
    },
    'POST /me/internships/:internship/signature': {
      ask: async ({ params, body }, caller) => {
        const work = outside(caller)
        const row = await ownInternship(work, params.internship)
        const finish = await sign(work, row, { party: 'intern', ...body })
        return async (call) => shownInternship(by(call), await finish(call.db), 'intern')
      },
    },
    'DELETE /me/internships/:internship': async (call, { params }) => {
      const { row, by: who } = await heldOwn(by(call), params.internship)
      return shownInternship(by(call), await cancelInternship(by(call), row, who, '本人谢绝'), 'intern')
    },
    'PUT /me/internships/:internship/days/:day': async (call, { params, body }) => {
      const row = await tellAbsence(by(call), params.internship, { day: params.day, reason: body.reason })
      return shownInternship(by(call), row, 'intern', params.day.slice(0, 7))
    },
    'POST /me/internships/:internship/interruption': async (call, { params, body }) => {
      const { row, by: who } = await heldOwn(by(call), params.internship)
      return shownInternship(by(call), await interrupt(by(call), row, { ...body, by: who }), 'intern')
    },
    'PUT /me/internships/:internship/kept': async (call, { params, body }) => {
      const { row, by: who } = await heldOwn(by(call), params.internship)
      await tellKept(by(call), row, { kept: body.kept, by: who })
      return again(by(call), row.id, 'intern')
    },
    'PUT /me/internships/:internship/certificate': async (call, { params }) =>
      shownInternship(by(call), await certify(by(call), params.internship), 'intern'),
    'GET /me/internships/:internship/certificate': (call, { params }) =>
      certificatePdf(by(call), params.internship),
  }
}

/** An internship of one's verified employer, held. */
const heldAt = async (work: ByPerson, { employer, internship }: { employer: string; internship: string }) => {
  requireVerified((await requireMember(work.db, work.actor, employer)).employer)
  const row = await holdInternship(work.db, internship)
  if (row.employer_id !== employer) throw problem('not-found')
  needOther(row, work.actor)
  return { row, by: { role: 'base', personId: work.actor.personId } as By }
}

const placeHandlers = (deps: InternshipDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /employers/:employer/internship-base': (call, { params }) => ownBase(by(call), params.employer),
    'PUT /employers/:employer/internship-base': (call, { params, body }) =>
      applyForBase(by(call), params.employer, body),
    'GET /employers/:employer/internship-places': (call, { params, query }) =>
      basePlaces(by(call), params.employer, query ?? {}),
    'POST /employers/:employer/internship-places': (call, { params, body }) =>
      offerPlace(by(call), params.employer, body),
    'PUT /employers/:employer/internship-places/:place/closed': async (call, { params, body }) => {
      const work = by(call)
      requireVerified((await requireMember(call.db, call.actor, params.employer)).employer)
      await ownPlace(work, params.employer, params.place)
      return shownPlace(work, await closePlace(work, params.place, body.why, call.actor.personId))
    },
    'GET /employers/:employer/internship-places/:place/wishes': ({ now, actor }, { params, query }) =>
      looking(deps.db, (db) =>
        candidatePage(
          by({ db, now, actor }),
          { employerId: params.employer, placeId: params.place },
          query ?? {},
        ),
      ),
    'PUT /employers/:employer/internship-wishes/:wish/answer': (call, { params, body }) =>
      answerWish(by(call), { employerId: params.employer, wishId: params.wish }, body),
    'PUT /employers/:employer/internship-places/:place/ranking': (call, { params, body }) =>
      rankWishes(by(call), { employerId: params.employer, placeId: params.place }, body.wishIds),
  }
}

const baseHandlers = (deps: InternshipDeps): Handlers => {
  const by = workOf(deps)
  const outside = (caller: { actor: { personId: string }; now: Date }) => by({ db: deps.db, ...caller })
  return {
    'GET /employers/:employer/internships': async (call, { params, query }) => {
      requireVerified((await requireMember(call.db, call.actor, params.employer)).employer)
      return internshipPage(by(call), { employer_id: params.employer }, 'base', query ?? {})
    },
    'GET /employers/:employer/internships/:internship': async (call, { params, query }) =>
      lookAt(
        by(call),
        await baseInternship(by(call), params.employer, params.internship),
        'base',
        query?.month,
      ),
    'PUT /employers/:employer/internships/:internship/terms': async (call, { params, body }) => {
      const { row, by: who } = await heldAt(by(call), params)
      await changeTerms(by(call), row, { ...body, by: who })
      return again(by(call), row.id, 'base')
    },
    'GET /employers/:employer/internships/:internship/agreement': async (call, { params }) =>
      agreementPdf(by(call), await baseInternship(by(call), params.employer, params.internship)),
    'POST /employers/:employer/internships/:internship/signature-codes': {
      ask: async ({ params, body }, caller) => {
        const work = outside(caller)
        const row = await baseInternship(work, params.employer, params.internship)
        const sent = await askCode(work, row, { party: 'base', sha256: body.sha256 })
        return () => Promise.resolve(sent)
      },
    },
    'POST /employers/:employer/internships/:internship/signature': {
      ask: async ({ params, body }, caller) => {
        const work = outside(caller)
        const row = await baseInternship(work, params.employer, params.internship)
        const finish = await sign(work, row, { party: 'base', ...body })
        return async (call) => {
          await heldAt(by(call), params) // who left the base meanwhile does not sign for it
          return shownInternship(by(call), await finish(call.db), 'base')
        }
      },
    },
    'GET /employers/:employer/internship-attendance': (call, { params }) =>
      baseToday(by(call), params.employer),
    'POST /employers/:employer/internship-attendance': {
      run: (call, { params, body }) => scanForBase(by(call), params.employer, body),
      keep: ({ internshipId, day }) => `${internshipId} ${day}`,
      again: (call, _request, kept) => arrivedAgain(by(call), kept),
    },
    'PUT /employers/:employer/internships/:internship/days/:day': async (call, { params, body }) => {
      const { row, by: who } = await heldAt(by(call), params)
      await correctDay(by(call), row, { day: params.day, kind: body.kind, why: body.why, by: who })
      return shownInternship(by(call), row, 'base', params.day.slice(0, 7))
    },
    'PUT /employers/:employer/internships/:internship/months/:internshipMonth': async (
      call,
      { params, body },
    ) => {
      const { row, by: who } = await heldAt(by(call), params)
      await confirmMonth(by(call), row, { month: params.internshipMonth, amountFen: body.amountFen, by: who })
      return again(by(call), row.id, 'base')
    },
    'POST /employers/:employer/internships/:internship/interruption': async (call, { params, body }) => {
      const { row, by: who } = await heldAt(by(call), params)
      return shownInternship(by(call), await interrupt(by(call), row, { ...body, by: who }), 'base')
    },
    'PUT /employers/:employer/internships/:internship/kept': async (call, { params, body }) => {
      const { row, by: who } = await heldAt(by(call), params)
      await tellKept(by(call), row, { kept: body.kept, by: who })
      return again(by(call), row.id, 'base')
    },
    'POST /stations/:station/internship-attendance': {
      run: (call, { params, body }) => scanAtStation(by(call), params.station, body),
      keep: ({ internshipId, day }) => `${internshipId} ${day}`,
      again: (call, _request, kept) => arrivedAgain(by(call), kept),
    },
  }
}

const known = async (db: Db, id: string): Promise<InternshipRow> => {
  const row = await internshipById(db, id)
  if (!row) throw problem('not-found')
  return row
}

const officeHandlers = (deps: InternshipDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /internship-bases': (call, { query }) => basePage(by(call), query ?? {}),
    'PUT /internship-bases/:base/decision': (call, { params, body }) =>
      decideBase(by(call), params.base, body),
    'POST /internship-bases/:base/reviews': (call, { params, body }) =>
      reviewBase(by(call), params.base, body),
    'GET /internship-rounds': (call) => roundList(by(call)),
    'POST /internship-rounds': (call, { body }) => openRound(by(call), body),
    'POST /internship-rounds/:internshipRound/allotment': (call, { params }) =>
      allotRound(by(call), params.internshipRound),
    'GET /internships': async (call, { query }) =>
      internshipPage(
        by(call),
        {},
        'office',
        query ?? {},
        query?.turn === true ? await waitingForSeal(by(call)) : undefined,
      ),
    'GET /internships/:internship': async (call, { params, query }) =>
      lookAt(by(call), await known(call.db, params.internship), 'office', query?.month),
    'GET /internships/:internship/agreement': async (call, { params }) => {
      const row = await known(call.db, params.internship)
      const who = { role: 'office', personId: call.actor.personId } as const
      await onRecord(by(call), row, who, 'internship.agreement-read', {
        what: '查看你的见习协议',
        why: '办理就业见习',
      })
      return agreementPdf(by(call), row)
    },
    'POST /internships/:internship/seal': {
      ask: async ({ params, body }, caller) => {
        const work = by({ db: deps.db, ...caller })
        const row = await known(deps.db, params.internship)
        const finish = await sign(work, row, { party: 'office', sha256: body.sha256, code: null })
        return async (call) => shownInternship(by(call), await finish(call.db), 'office')
      },
    },
    'GET /internship-months': (call, { query }) => monthPage(by(call), query ?? {}),
    'PUT /internships/:internship/months/:internshipMonth/confirmation': async (call, { params, body }) =>
      shownInternship(
        by(call),
        await confirmInStead(by(call), params.internship, { month: params.internshipMonth, ...body }),
        'office',
        params.internshipMonth,
      ),
    'PUT /internships/:internship/months/:internshipMonth/decision': async (call, { params, body }) =>
      shownInternship(
        by(call),
        await decideMonth(by(call), params.internship, { month: params.internshipMonth, ...body }),
        'office',
        params.internshipMonth,
      ),
    'POST /internships/:internship/interruption': async (call, { params, body }) => {
      const row = await holdInternship(call.db, params.internship)
      needOther(row, call.actor)
      const who = { role: 'office', personId: call.actor.personId } as const
      return shownInternship(by(call), await interrupt(by(call), row, { ...body, by: who }), 'office')
    },
    'PUT /internships/:internship/certificate-revocation': async (call, { params, body }) =>
      shownInternship(by(call), await revokeCertificate(by(call), params.internship, body.why), 'office'),
  }
}

/** Everything about internships. */
export const internshipHandlers = (deps: InternshipDeps): Handlers => ({
  ...publicHandlers(deps),
  ...wishHandlers(deps),
  ...internHandlers(deps),
  ...placeHandlers(deps),
  ...baseHandlers(deps),
  ...officeHandlers(deps),
})
