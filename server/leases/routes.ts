import type { Lease, RenewalStanding, Repair } from '@jucai/contract/lease-shapes'
import { endUnfetched } from './unfetched'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import type { Handlers } from '../core/route'
import { workOf } from '../core/work'
import { onRecord } from './advance'
import { answerDamage, decideDamage } from './deposit'
import type { LeaseDeps, OfficeWork, TenantWork } from './deps'
import { deskLease, handOver, leaseOfDesk } from './desk'
import { deskPage, deskRepairs, oneAtDesk } from './desk-lists'
import { agree, inspect } from './inspecting'
import { giveNotice, takeNoticeBack } from './leaving'
import { chooseFirstDay, withdraw } from './offer'
import {
  assignFlat,
  cancelByOffice,
  leaseFigures,
  leasePage,
  lookAt,
  officeLease,
  repairPage,
} from './office'
import { newestPaper, paperName, readPaper, signedFile } from './papers'
import { deskPhoto, officePhoto, ownPhoto } from './photos'
import { renewalStanding } from './renewal'
import { answerRepair, report, shownRepair, shownRepairs, workOn } from './repairs'
import { leaseById, leasesOfPerson, repairById, repairsOf, type LeaseRow } from './repository'
import { removeResident, tellOf } from './residents'
import { leaseLines, shownLease } from './show'
import { askForCode, renewLease, signContract } from './signing'

const ownLease = async ({ db, actor }: TenantWork, id: string): Promise<LeaseRow> => {
  const row = await leaseById(db, id)
  if (row?.person_id !== actor.personId) throw problem('not-found')
  return row
}

const ownPage = async (work: TenantWork, { after, limit = 20 }: PageRequest) => {
  const rows = await leasesOfPerson(work.db, work.actor.personId, { after: placeOf(after), limit })
  const lines = new Map((await leaseLines(work, rows)).map((line) => [line.id, line]))
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.offered_at, row.id),
    (row) => lines.get(row.id) as NonNullable<ReturnType<typeof lines.get>>,
  )
}

const ownRepairs = async (work: TenantWork, leaseId: string, { after, limit = 20 }: PageRequest) => {
  await ownLease(work, leaseId)
  const rows = await repairsOf(work.db, leaseId, { after: placeOf(after), limit })
  const shown = new Map((await shownRepairs(work, rows, 'tenant')).map((one) => [one.id, one]))
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.reported_at, row.id),
    (row) => shown.get(row.id) as Repair,
  )
}

const ownRepair = async (work: TenantWork, leaseId: string, id: string): Promise<Repair> => {
  await ownLease(work, leaseId)
  const row = await repairById(work.db, id)
  if (row?.lease_id !== leaseId) throw problem('not-found')
  return shownRepair(work, row, 'tenant')
}

const standing = async (work: TenantWork, id: string, months?: number): Promise<RenewalStanding> =>
  renewalStanding(work, await ownLease(work, id), months)

const shown = async (work: TenantWork, row: LeaseRow): Promise<Lease> => shownLease(work, row)

/** For who lives there. */
const tenantHandlers = (deps: LeaseDeps): Handlers => {
  const by = workOf(deps)
  /** Work outside a transaction, for what asks the signature provider first. */
  const outside = (caller: { actor: { personId: string }; now: Date }) => by({ db: deps.db, ...caller })
  return {
    'GET /me/leases': (call, { query }) => ownPage(by(call), query),
    'GET /me/leases/:lease': async (call, { params }) =>
      shown(by(call), await ownLease(by(call), params.lease)),
    'PUT /me/leases/:lease/first-day': async (call, { params, body }) =>
      shown(by(call), await chooseFirstDay(by(call), params.lease, body.day)),
    'GET /me/leases/:lease/papers/:paper': async (call, { params, query }) =>
      readPaper(by(call), await ownLease(by(call), params.lease), params.paper, query?.months),
    'POST /me/leases/:lease/signature-codes': {
      ask: async ({ params, body }, caller) => {
        const finish = await askForCode(outside(caller), params.lease, body)
        return ({ db }) => finish(db)
      },
    },
    'POST /me/leases/:lease/signature': {
      ask: async ({ params, body }, caller) => {
        const finish = await signContract(outside(caller), params.lease, body)
        return ({ db }) => finish(db)
      },
    },
    'DELETE /me/leases/:lease': async (call, { params }) =>
      shown(by(call), await withdraw(by(call), params.lease)),
    'POST /me/leases/:lease/inspections/:inspection/agreement': (call, { params, body }) =>
      agree(by(call), params.lease, params.inspection, body),
    'GET /me/leases/:lease/photos/:photo': (call, { params }) =>
      ownPhoto(by(call), params.lease, params.photo),
    'POST /me/leases/:lease/residents': (call, { params, body }) => tellOf(by(call), params.lease, body),
    'DELETE /me/leases/:lease/residents/:resident': (call, { params }) =>
      removeResident(by(call), params.lease, params.resident),
    'GET /me/leases/:lease/renewal': (call, { params, query }) =>
      standing(by(call), params.lease, query?.months),
    'POST /me/leases/:lease/renewals': {
      ask: async ({ params, body }, caller) => {
        const finish = await renewLease(outside(caller), params.lease, body)
        return ({ db }) => finish(db)
      },
    },
    'POST /me/leases/:lease/notice': (call, { params, body }) =>
      giveNotice(by(call), params.lease, body.leaveOn),
    'DELETE /me/leases/:lease/notice': (call, { params }) => takeNoticeBack(by(call), params.lease),
    'POST /me/leases/:lease/damages/:damage/answer': (call, { params, body }) =>
      answerDamage(by(call), params.lease, params.damage, body),
    'POST /me/leases/:lease/repairs': (call, { params, body }) => report(by(call), params.lease, body),
    'GET /me/leases/:lease/repairs': (call, { params, query }) => ownRepairs(by(call), params.lease, query),
    'GET /me/leases/:lease/repairs/:repair': (call, { params }) =>
      ownRepair(by(call), params.lease, params.repair),
    'POST /me/leases/:lease/repairs/:repair/answer': (call, { params, body }) =>
      answerRepair(by(call), params.lease, params.repair, body),
  }
}

/** For the desk of a project. */
const deskHandlers = (deps: LeaseDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /apartments/:apartment/desk-leases': (call, { params, query }) =>
      deskPage(by(call), params.apartment, query ?? {}),
    'GET /apartments/:apartment/desk-leases/:lease': (call, { params }) =>
      oneAtDesk(by(call), params.apartment, params.lease),
    'GET /apartments/:apartment/repairs': (call, { params, query }) =>
      deskRepairs(by(call), params.apartment, query ?? {}),
    'PUT /apartments/:apartment/leases/:lease/inspections/:inspection': (call, { params, body }) =>
      inspect(by(call), params.apartment, params.lease, params.inspection, body),
    'POST /apartments/:apartment/keys': {
      run: (call, { params, body }) => handOver(by(call), params.apartment, body),
      keep: ({ id }) => id,
      again: async (call, { params }, id) =>
        deskLease(by(call), await leaseOfDesk(by(call), params.apartment, id)),
    },
    'POST /apartments/:apartment/repairs/:repair/steps': (call, { params, body }) =>
      workOn(by(call), params.apartment, params.repair, body),
    'GET /apartments/:apartment/photos/:photo': (call, { params }) =>
      deskPhoto(by(call), params.apartment, params.photo),
  }
}

const signedPaper = async (work: OfficeWork, id: string, kind: 'contract' | 'renewal') => {
  const row = await leaseById(work.db, id)
  const paper = row && (await newestPaper(work.db, id, kind))
  if (!row || !paper) throw problem('not-found')
  await onRecord(work, row, { role: 'office', personId: work.actor.personId }, 'lease.paper-read', {
    what: '查看你签的合同',
    why: '公寓管理',
    paper: paper.id,
  })
  const data = (await signedFile(work.deps, paper)).toString('base64')
  return { fileName: paperName(kind, row), type: 'application/pdf' as const, data }
}

/** For the office. */
const officeHandlers = (deps: LeaseDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /leases': (call, { query }) => leasePage(by(call), query),
    'POST /leases': {
      run: async (call, { body }) => officeLease(by(call), await assignFlat(by(call), body)),
      keep: ({ id }) => id,
      again: async (call, _request, id) => lookAt(by(call), id),
    },
    'GET /lease-figures': (call) => leaseFigures(by(call)),
    'GET /leases/:lease': (call, { params }) => lookAt(by(call), params.lease),
    'GET /leases/:lease/papers/:paper': (call, { params }) =>
      signedPaper(by(call), params.lease, params.paper),
    'GET /leases/:lease/photos/:photo': (call, { params }) =>
      officePhoto(by(call), params.lease, params.photo),
    'POST /leases/:lease/cancellation': (call, { params, body }) =>
      cancelByOffice(by(call), params.lease, body.why),
    'POST /leases/:lease/unfetched-end': async (call, { params }) =>
      officeLease(by(call), await endUnfetched(by(call), params.lease)),
    'PUT /leases/:lease/damages/:damage/decision': async (call, { params, body }) =>
      officeLease(by(call), await decideDamage(by(call), params.lease, params.damage, body)),
    'GET /lease-repairs': (call, { query }) => repairPage(by(call), query),
  }
}

/** Everything about leases. */
export const leaseHandlers = (deps: LeaseDeps): Handlers => ({
  ...tenantHandlers(deps),
  ...deskHandlers(deps),
  ...officeHandlers(deps),
})
