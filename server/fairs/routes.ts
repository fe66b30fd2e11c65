import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import type { Actor, Handlers } from '../core/route'
import { workOf } from '../core/work'
import { looking } from '../employers'
import { askForBooth, cancelOwnBooth, changeBooth, employerFairs, readBooth } from './booths'
import { callNext, stepTalk } from './calling'
import type { FairDeps, FairRoomDeps, FairWork, OfficeWork, PersonWork } from './deps'
import { boothDesk, talksPage } from './desk'
import {
  cancelBooth,
  cancelFair,
  changeFair,
  decideBooth,
  inviteEmployer,
  makeFair,
  officePage,
  publishFair,
  readOfficeFair,
} from './office'
import { boothById, comingPage, latestPage } from './repository'
import { fairCards, publicBooth, publicFair } from './show'
import { arrive, arrivedAgain, doorPage } from './door'
import {
  giveTicketBack,
  ownTickets,
  placeLeft,
  placeTaken,
  publishedFair,
  readTicket,
  signUp,
} from './tickets'

const fairsPage = async (
  work: FairWork,
  { after, limit = 20, when = 'coming' }: PageRequest & { when?: 'coming' | 'past' | undefined },
) => {
  const place = placeOf(after)
  const isPast = when === 'past'
  const page = pageOf(
    isPast
      ? await latestPage(work.db, work.now, place, limit)
      : await comingPage(work.db, work.now, place, limit),
    limit,
    (row) => cursorOf(isPast ? row.opens_at : row.closes_at, row.id),
    (row) => row,
  )
  return { items: await fairCards(work, page.items), next: page.next }
}

const readBoothOfFair = async (
  work: FairWork,
  { fair: fairId, fairBooth }: { fair: string; fairBooth: string },
  personId: string | null,
) => {
  const fair = await publishedFair(work, fairId)
  const booth = await boothById(work.db, fairBooth)
  if (booth?.fair_id !== fairId || (booth.state !== 'admitted' && booth.state !== 'cancelled'))
    throw problem('not-found')
  return publicBooth(work, { fair, booth }, personId)
}

/** For everybody, for who comes, and at the door. */
const visitorHandlers = (deps: FairDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /fairs': ({ db, now }, { query }) => fairsPage({ db, now, deps }, query),
    'GET /fairs/:fair': async ({ db, now, actor }, { params }) => {
      const work = { db, now, deps }
      return publicFair(work, await publishedFair(work, params.fair), actor?.personId ?? null)
    },
    'GET /fairs/:fair/booths/:fairBooth': ({ db, now, actor }, { params }) =>
      readBoothOfFair({ db, now, deps }, params, actor?.personId ?? null),
    'GET /me/fair-tickets': (call, { query }) => ownTickets(by(call), query),
    'POST /me/fair-tickets': (call, { body }) => signUp(by(call), body),
    'GET /me/fair-tickets/:fairTicket': (call, { params }) => readTicket(by(call), params.fairTicket),
    'DELETE /me/fair-tickets/:fairTicket': (call, { params }) => giveTicketBack(by(call), params.fairTicket),
    'POST /me/fair-tickets/:fairTicket/places': (call, { params, body }) =>
      placeTaken(by(call), params.fairTicket, body),
    'DELETE /me/fair-tickets/:fairTicket/places/:fairPlace': (call, { params }) =>
      placeLeft(by(call), params.fairTicket, params.fairPlace),
    'GET /stations/:station/fairs': (call, { params, query }) => doorPage(by(call), params.station, query),
    'POST /stations/:station/fair-arrivals': {
      run: (call, { params, body }) => arrive(by(call), params.station, body),
      keep: ({ ticketId }) => ticketId,
      again: (call, _request, kept) => arrivedAgain(by(call), kept),
    },
  }
}

/** For the people of an employer. */
const employerHandlers = (deps: FairRoomDeps): Handlers => {
  const by = workOf<FairDeps>(deps)
  const of = (params: { employer: string; fairBooth: string }) => ({
    employerId: params.employer,
    boothId: params.fairBooth,
  })
  const desk = (call: { db: FairWork['db']; now: Date; actor: Actor }, params: Parameters<typeof of>[0]) =>
    boothDesk(by(call), params.employer, params.fairBooth)
  return {
    'GET /employers/:employer/fair-booths': (call, { params, query }) =>
      employerFairs(by(call), params.employer, query),
    'POST /employers/:employer/fair-booths': (call, { params, body }) =>
      askForBooth(by(call), params.employer, body.fair),
    'GET /employers/:employer/fair-booths/:fairBooth': (call, { params }) =>
      readBooth(by(call), params.employer, params.fairBooth),
    'PUT /employers/:employer/fair-booths/:fairBooth': (call, { params, body }) =>
      changeBooth(by(call), of(params), body),
    'POST /employers/:employer/fair-booths/:fairBooth/cancellation': (call, { params, body }) =>
      cancelOwnBooth(by(call), of(params), body.reason),
    'GET /employers/:employer/fair-booths/:fairBooth/desk': (call, { params }) => desk(call, params),
    'POST /employers/:employer/fair-booths/:fairBooth/calls': {
      run: async (call, { params, body }) => {
        await callNext(by(call), of(params), body.place)
        return desk(call, params)
      },
      again: (call, { params }) => desk(call, params),
    },
    'POST /employers/:employer/fair-booths/:fairBooth/places/:fairPlace/steps': {
      run: async (call, { params, body }) => {
        await stepTalk(by(call), { ...of(params), placeId: params.fairPlace }, body)
        return desk(call, params)
      },
      again: (call, { params }) => desk(call, params),
    },
    // What is shown and that it was shown are one act; a GET has no transaction of its own.
    'GET /employers/:employer/fair-booths/:fairBooth/talks': (call, { params, query }) =>
      looking(deps.db, (tx) =>
        talksPage(by({ db: tx, now: call.now, actor: call.actor }), of(params), query),
      ),
  }
}

/** For the office. */
const officeHandlers = (deps: FairDeps): Handlers => {
  const by = (call: { db: PersonWork['db']; now: Date; actor: Actor }): OfficeWork => ({
    db: call.db,
    now: call.now,
    deps,
    actor: {
      personId: call.actor.personId,
      role: call.actor.roles.includes('lead') ? 'lead' : 'reviewer',
    },
  })
  return {
    'GET /office/fairs': (call, { query }) => officePage(by(call), query),
    'POST /office/fairs': (call, { body }) => makeFair(by(call), body),
    'GET /office/fairs/:fair': (call, { params }) => readOfficeFair(by(call), params.fair),
    'PUT /office/fairs/:fair': (call, { params, body }) => changeFair(by(call), params.fair, body),
    'POST /office/fairs/:fair/publication': (call, { params, body }) =>
      publishFair(by(call), params.fair, body.revision),
    'POST /office/fairs/:fair/cancellation': (call, { params, body }) =>
      cancelFair(by(call), params.fair, body.reason),
    'POST /office/fairs/:fair/booths': (call, { params, body }) =>
      inviteEmployer(by(call), params.fair, body.employer),
    'POST /office/fairs/:fair/booths/:fairBooth/decision': (call, { params, body }) =>
      decideBooth(by(call), params, body),
    'POST /office/fairs/:fair/booths/:fairBooth/cancellation': (call, { params, body }) =>
      cancelBooth(by(call), params, body.reason),
  }
}

/** Everything about fairs. */
export const fairHandlers = (deps: FairRoomDeps): Handlers => ({
  ...visitorHandlers(deps),
  ...employerHandlers(deps),
  ...officeHandlers(deps),
})
