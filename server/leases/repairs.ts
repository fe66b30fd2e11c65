import type { Repair } from '@jucai/contract/lease-shapes'
import {
  repairMoves,
  repairsAtOnce,
  repairWithinDays,
  type RepairAct,
  type RepairKind,
  type RepairState,
} from '@jucai/contract/lease-vocabulary'
import { addDays, type Day } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import { holdOwn, onRecord, settled } from './advance'
import { needDesk, type DeskWork, type LeaseWork, type TenantWork } from './deps'
import { flatName, leaseFlats } from './flat-facts'
import { repairNumber } from './numbers'
import {
  leaseById,
  repairById,
  repairForUpdate,
  repairStepsOf,
  type LeaseRow,
  type RepairRow,
} from './repository'
import { seal, unseal } from './sealed'

declare module '../core/outbox' {
  interface Events {
    'lease.repair': { repairId: string; act: RepairAct }
  }
}

type Look = Pick<LeaseWork, 'db' | 'now' | 'deps'>
const acts: Record<'tenant' | 'clerk', readonly Exclude<RepairAct, 'report'>[]> = {
  tenant: ['confirm', 'reopen'],
  clerk: ['promise', 'begin', 'finish'],
}

/** Repairs as they are told, to whom one may do what. */
export const shownRepairs = async (
  { db, deps }: Look,
  rows: readonly RepairRow[],
  role: 'tenant' | 'clerk' | 'office',
): Promise<Repair[]> => {
  const ids = rows.map(({ id }) => id)
  const steps = await repairStepsOf(db, ids)
  const photos = await deps.photos.of(db, ids)
  const leases = new Map<string, LeaseRow>()
  for (const id of new Set(rows.map((row) => row.lease_id))) {
    const lease = await leaseById(db, id)
    if (lease) leases.set(id, lease)
  }
  const flats = await leaseFlats(
    db,
    [...leases.values()].map((lease) => lease.flat_id),
  )
  return rows.map((row): Repair => {
    const flat = flats.get(leases.get(row.lease_id)?.flat_id ?? '')
    return {
      id: row.id,
      number: repairNumber(row.serial),
      leaseId: row.lease_id,
      flat: flat ? flatName(flat) : '',
      kind: row.kind,
      urgent: row.urgent,
      words: unseal(deps.vault, 'lease_repair.words', row.id, row.words),
      photos: photos.get(row.id) ?? [],
      state: row.state,
      dueOn: row.due_on,
      promisedOn: row.promised_on,
      reportedAt: row.reported_at.toISOString(),
      steps: steps
        .filter((step) => step.repair_id === row.id)
        .map((step) => ({
          act: step.act,
          at: step.at.toISOString(),
          note: unseal(deps.vault, 'lease_repair_step.note', `${row.id}:${step.at.toISOString()}`, step.note),
          promisedOn: step.promised_on,
        })),
      version: row.version,
      may: role === 'office' ? [] : acts[role].filter((act) => repairMoves[act][row.state] !== undefined),
    }
  })
}
/** One of them. */
export const shownRepair = async (work: Look, row: RepairRow, role: 'tenant' | 'clerk'): Promise<Repair> =>
  (await shownRepairs(work, [row], role))[0] as Repair

/** Repairs of a lease that are not closed. */
export const countOpenRepairs = async (db: Db, leaseId: string): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('lease_repair')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('lease_id', '=', leaseId)
        .where('state', '<>', 'closed')
        .executeTakeFirstOrThrow()
    ).count,
  )

const holdPhotos = async (
  { db, deps }: Look,
  {
    ids,
    byPerson,
    ofPerson,
    heldBy,
  }: { ids: readonly string[]; byPerson: string; ofPerson: string; heldBy: string },
): Promise<void> => {
  const bad = await deps.photos.hold(db, { ids, byPerson, ofPerson, heldBy })
  if (bad.length > 0) throw fieldProblem('/photos', '有照片没有传完，或已经用在别处，请重新拍')
}

const addStep = async (
  { db, now, deps }: Look,
  row: RepairRow,
  step: { act: RepairAct; by: string; note: string; promisedOn: Day | null },
): Promise<void> => {
  await db
    .insertInto('lease_repair_step')
    .values({
      repair_id: row.id,
      lease_id: row.lease_id,
      at: now,
      act: step.act,
      by_person: step.by,
      note:
        step.note === ''
          ? null
          : seal(deps.vault, 'lease_repair_step.note', `${row.id}:${now.toISOString()}`, step.note),
      promised_on: step.promisedOn,
    })
    .execute()
  await emit(db, now, 'lease.repair', { repairId: row.id, act: step.act })
}

/** By when somebody has to look. */
const lookBy = (today: Day, urgent: boolean): Day =>
  addDays(today, urgent ? repairWithinDays.urgent : repairWithinDays.usual)

/** Reports something that is broken. @throws Problem not-found, invalid-request, lease-settled */
export const report = async (
  work: TenantWork,
  leaseId: string,
  asked: { kind: RepairKind; urgent: boolean; words: string; photos: readonly string[] },
): Promise<Repair> => {
  const { db, now, deps, actor } = work
  const lease = await holdOwn(db, actor.personId, leaseId)
  if (lease.state !== 'living' && lease.state !== 'ending') throw settled('入住以后才能报修')
  if ((await countOpenRepairs(db, leaseId)) >= repairsAtOnce)
    throw settled(
      `已经有 ${repairsAtOnce} 件报修没有完成，不能再报。修好的请先在“报修”里确认；同一处的问题，在原来那件里说明`,
    )
  const id = uuidv7()
  const row = await db
    .insertInto('lease_repair')
    .values({
      id,
      lease_id: leaseId,
      station_id: lease.station_id,
      kind: asked.kind,
      urgent: asked.urgent,
      words: seal(deps.vault, 'lease_repair.words', id, asked.words),
      state: 'reported',
      due_on: lookBy(dayOf(now), asked.urgent),
      promised_on: null,
      reported_at: now,
      done_at: null,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await holdPhotos(work, {
    ids: asked.photos,
    byPerson: actor.personId,
    ofPerson: actor.personId,
    heldBy: id,
  })
  await addStep(work, row, { act: 'report', by: actor.personId, note: '', promisedOn: null })
  await onRecord(work, lease, { role: 'tenant', personId: actor.personId }, 'lease.repair-reported', {
    repair: id,
    kind: asked.kind,
  })
  return shownRepair(work, row, 'tenant')
}

const move = async (
  work: Look,
  row: RepairRow,
  act: Exclude<RepairAct, 'report'>,
  change: { by: string; note: string; promisedOn?: Day },
): Promise<RepairRow> => {
  const { db, now } = work
  const to: RepairState | undefined = repairMoves[act][row.state]
  if (to === undefined) throw settled('这次报修现在不能这样办，请刷新后再看')
  const promisedOn = change.promisedOn ?? (act === 'reopen' ? null : row.promised_on)
  const changed = await db
    .updateTable('lease_repair')
    .set({
      state: to,
      promised_on: promisedOn,
      due_on: promisedOn ?? (act === 'reopen' ? lookBy(dayOf(now), row.urgent) : row.due_on),
      done_at: act === 'finish' ? now : act === 'reopen' ? null : row.done_at,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await addStep(work, changed, {
    act,
    by: change.by,
    note: change.note,
    promisedOn: change.promisedOn ?? null,
  })
  return changed
}

/** The tenant confirms that it is repaired, or says that it is not. @throws Problem not-found, lease-settled */
export const answerRepair = async (
  work: TenantWork,
  leaseId: string,
  id: string,
  { repaired, words, photos }: { repaired: boolean; words: string; photos: readonly string[] },
): Promise<Repair> => {
  const { db, actor } = work
  await holdOwn(db, actor.personId, leaseId)
  const row = await repairForUpdate(db, id)
  if (row?.lease_id !== leaseId) throw problem('not-found')
  if (repaired && row.state === 'closed') return shownRepair(work, row, 'tenant')
  if (!repaired && words.length < 4) throw fieldProblem('/words', '请写一句哪里还没有修好，至少 4 个字')
  const changed = await move(work, row, repaired ? 'confirm' : 'reopen', {
    by: actor.personId,
    note: words,
  })
  await holdPhotos(work, { ids: photos, byPerson: actor.personId, ofPerson: actor.personId, heldBy: id })
  return shownRepair(work, changed, 'tenant')
}

/** What the desk does about a repair. */
export interface DeskAct {
  act: 'promise' | 'begin' | 'finish'
  promisedOn?: Day
  note?: string
  photos?: readonly string[]
  version: number
}

/** Promises a day, begins, finishes. @throws Problem not-found, invalid-request, stale-version, lease-settled */
export const workOn = async (
  work: DeskWork,
  apartment: string,
  id: string,
  asked: DeskAct,
): Promise<Repair> => {
  needDesk(work, apartment)
  const { db, now, actor } = work
  const found = await repairById(db, id)
  if (found?.station_id !== apartment) throw problem('not-found')
  const lease = (await leaseById(db, found.lease_id)) as LeaseRow
  const row = (await repairForUpdate(db, id)) as RepairRow
  if (row.version !== asked.version)
    throw problem('stale-version', {
      detail: '这次报修刚刚有变化，请刷新后再办',
      extra: { version: row.version },
    })
  const today = dayOf(now)
  if (asked.act === 'promise' && asked.promisedOn === undefined)
    throw fieldProblem('/promisedOn', '请选上门的日子')
  if (asked.promisedOn !== undefined && (asked.promisedOn < today || asked.promisedOn > addDays(today, 60)))
    throw fieldProblem('/promisedOn', '上门的日子从今天起，最多 60 天内')
  const changed = await move(work, row, asked.act, {
    by: actor.personId,
    note: asked.note ?? '',
    ...(asked.act === 'promise' ? { promisedOn: asked.promisedOn } : {}),
  })
  await holdPhotos(work, {
    ids: asked.photos ?? [],
    byPerson: actor.personId,
    ofPerson: lease.person_id,
    heldBy: id,
  })
  await onRecord(work, lease, { role: 'clerk', personId: actor.personId }, `lease.repair-${asked.act}`, {
    what: '处理你的报修',
    why: '维修',
    repair: id,
  })
  return shownRepair(work, changed, 'clerk')
}
