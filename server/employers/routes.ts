import { problem } from '../core/problem'
import type { Actor, Handlers } from '../core/route'
import { workOf } from '../core/work'
import { decide, officeLicence, officePage, publicProfile, readFile } from './deciding'
import type { EmployerRoomDeps, MemberWork, OfficeWork } from './deps'
import { invitationAgain, inviteMember, invitationsPage, joinByCode, takeInvitationBack } from './invitations'
import { looking } from './looks'
import { requireMember } from './members'
import { ownList } from './own-list'
import { appointOwner, changeRight, peopleOf, removeMember } from './people'
import { beginEmployer, leavePlatform, saveDetails, submitEmployer, throwAway } from './registering'
import {
  askToJoin,
  decideAsOffice,
  decideAsOwner,
  disputeRequest,
  requestsFor,
  withdrawRequest,
} from './requests'
import { returneesFor } from './returnees'
import { licenceOf, shownEmployer, shownFile } from './show'
import { employerById } from './repository'

const officer = ({ personId, roles }: Actor): OfficeWork['actor'] => ({
  personId,
  role: roles.includes('lead') ? 'lead' : 'reviewer',
})

/** An employer for one of its people. */
const read = async (work: MemberWork, id: string) => {
  const { right, employer } = await requireMember(work.db, work.actor, id)
  return shownEmployer(work, employer, right)
}
const ownLicence = async (work: MemberWork, id: string) => {
  const { employer } = await requireMember(work.db, work.actor, id)
  const licence = await licenceOf(work, employer)
  if (!licence) throw problem('not-found')
  return work.deps.licences.content(work.db, [id], licence)
}
const again = async (work: OfficeWork, id: string) => {
  const row = await employerById(work.db, id)
  if (!row) throw problem('not-found')
  return shownFile(work, row)
}

/** Of employers and their people. */
const memberHandlers = (deps: EmployerRoomDeps): Handlers => {
  const by = workOf(deps)
  return {
    'POST /employers': (call, { body }) => beginEmployer(by(call), body),
    'GET /me/employers': (call) => ownList(by(call)),
    'POST /me/employers': (call, { body }) => joinByCode(by(call), body),
    'POST /me/employer-requests': (call, { body }) => askToJoin(by(call), body),
    'POST /me/employer-requests/:askedRequest/dispute': (call, { params, body }) =>
      disputeRequest(by(call), params.askedRequest, body.words),
    'DELETE /me/employer-requests/:askedRequest': (call, { params }) =>
      withdrawRequest(by(call), params.askedRequest),
    'GET /employers/:employer/profile': ({ db }, { params }) => publicProfile(db, params.employer),
    'GET /employers/:employer': (call, { params }) => read(by(call), params.employer),
    'PUT /employers/:employer/details': {
      run: (call, { params, body }) => saveDetails(by(call), params.employer, body),
      again: (call, { params }) => read(by(call), params.employer),
    },
    'POST /employers/:employer/submission': {
      run: (call, { params, body }) => submitEmployer(by(call), params.employer, body.version),
      again: (call, { params }) => read(by(call), params.employer),
    },
    'DELETE /employers/:employer': (call, { params }) => throwAway(by(call), params.employer),
    'POST /employers/:employer/closing': {
      run: (call, { params, body }) => leavePlatform(by(call), params.employer, body),
      again: (call, { params }) => read(by(call), params.employer),
    },
    'GET /employers/:employer/licence': (call, { params }) => ownLicence(by(call), params.employer),
    'GET /employers/:employer/people': async (call, { params }) => ({
      items: await peopleOf(by(call), params.employer),
    }),
    'PUT /employers/:employer/people/:member': async (call, { params, body }) => ({
      items: await changeRight(by(call), params.employer, params.member, body.right),
    }),
    'DELETE /employers/:employer/people/:member': (call, { params }) =>
      removeMember(by(call), params.employer, params.member),
    'POST /employers/:employer/invitations': {
      run: (call, { params, body }) => inviteMember(by(call), params.employer, body),
      keep: ({ code }) => code,
      again: (call, { params }, kept) => invitationAgain(by(call), params.employer, kept),
    },
    'GET /employers/:employer/invitations': (call, { params, query }) =>
      invitationsPage(by(call), params.employer, query),
    'DELETE /employers/:employer/invitations/:employerInvitation': (call, { params }) =>
      takeInvitationBack(by(call), params.employer, params.employerInvitation),
    'GET /employers/:employer/returnees': (call, { params, query }) =>
      looking(deps.db, (tx) =>
        returneesFor(by({ db: tx, now: call.now, actor: call.actor }), params.employer, query),
      ),
    'GET /employers/:employer/requests': async (call, { params }) => ({
      items: await requestsFor(by(call), params.employer),
    }),
    'PUT /employers/:employer/requests/:joinRequest/decision': (call, { params, body }) =>
      decideAsOwner(by(call), { employerId: params.employer, id: params.joinRequest }, body),
  }
}

/** Of the office. */
const officeHandlers = (deps: EmployerRoomDeps): Handlers => {
  const by = workOf(deps)
  const asOffice = (call: { db: OfficeWork['db']; now: Date; actor: Actor }): OfficeWork =>
    by({ ...call, actor: officer(call.actor) })
  const onRecord = <T>(
    call: { now: Date; actor: Actor },
    run: (work: OfficeWork) => Promise<T>,
  ): Promise<T> => looking(deps.db, (tx) => run(by({ db: tx, now: call.now, actor: officer(call.actor) })))
  return {
    'GET /office/employers': (call, { query }) => officePage(asOffice(call), query),
    'GET /office/employers/:employer': (call, { params }) =>
      onRecord(call, (work) => readFile(work, params.employer)),
    'GET /office/employers/:employer/licence': (call, { params }) =>
      onRecord(call, (work) => officeLicence(work, params.employer)),
    'POST /office/employers/:employer/decisions': {
      run: (call, { params, body }) => decide(asOffice(call), params.employer, body),
      again: (call, { params }) => again(asOffice(call), params.employer),
    },
    'PUT /office/employers/:employer/requests/:joinRequest/decision': (call, { params, body }) =>
      decideAsOffice(asOffice(call), { employerId: params.employer, id: params.joinRequest }, body),
    'PUT /office/employers/:employer/people/:member': {
      run: (call, { params, body }) =>
        appointOwner(asOffice(call), params.employer, params.member, body.reason),
      again: (call, { params }) => again(asOffice(call), params.employer),
    },
  }
}

/** All handlers of the room. */
export const employerHandlers = (deps: EmployerRoomDeps): Handlers => ({
  ...memberHandlers(deps),
  ...officeHandlers(deps),
})
