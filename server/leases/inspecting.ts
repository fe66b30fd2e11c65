import type { DeskLease, Lease } from '@jucai/contract/lease-shapes'
import {
  inspectionItemLabels,
  inspectionItems,
  objectWithinDays,
  type InspectionItem,
  type InspectionKind,
} from '@jucai/contract/lease-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { addDays } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import { fieldProblem, problem } from '../core/problem'
import { moveFlat } from '../housing'
import { advance, holdOwn, onRecord, settled } from './advance'
import { billMonths, billUse, endBillsOn } from './bills'
import { settleDeposit } from './deposit'
import type { DeskWork, TenantWork } from './deps'
import { deskLease, holdLeaseOfDesk, inspectionNow } from './desk'
import { endOfDay, todayOf } from './moments'
import { inspectionsOf, type InspectionRow, type KeptItem, type LeaseRow } from './repository'
import { seal } from './sealed'
import { shownLease } from './show'

/** What the clerk found. `damages` and `repairing` are of leaving only. */
export interface Found {
  version: number
  items: KeptItem[]
  damages?: { item: InspectionItem; amountFen: number; why: string }[]
  repairing?: boolean
}

const checkItems = ({ items }: Found): void => {
  const missing = inspectionItems.filter((item) => !items.some((one) => one.item === item))
  if (missing.length > 0)
    throw fieldProblem('/items', `还差：${missing.map((item) => inspectionItemLabels[item]).join('、')}`)
  items.forEach(({ state, note, photos }, at) => {
    if ((state === 'damaged' || state === 'missing') && (note === '' || photos.length === 0))
      throw fieldProblem(`/items/${at}`, '损坏或缺少的，写一句说明并拍照')
  })
}
const checkDamages = (row: LeaseRow, { items, damages = [] }: Found): void => {
  damages.forEach(({ item }, at) => {
    const found = items.find((one) => one.item === item)
    if (found?.state !== 'damaged' && found?.state !== 'missing')
      throw fieldProblem(`/damages/${at}/item`, '只有验房记为损坏或缺少的才能扣款')
    if (damages.findIndex((one) => one.item === item) !== at)
      throw fieldProblem(`/damages/${at}/item`, '同一项写在一起')
  })
  const sum = damages.reduce((all, { amountFen }) => all + amountFen, 0)
  if (sum > row.deposit_fen)
    throw fieldProblem('/damages', `扣款合计 ${yuanText(sum)} 元，超过了押金 ${yuanText(row.deposit_fen)} 元`)
}

const holdPhotos = async ({ db, deps, actor }: DeskWork, row: LeaseRow, id: string, found: Found) => {
  const known = new Set((await deps.photos.of(db, [id])).get(id) ?? [])
  const fresh = found.items.flatMap(({ photos }) => photos).filter((photo) => !known.has(photo))
  const bad = await deps.photos.hold(db, {
    ids: fresh,
    byPerson: actor.personId,
    ofPerson: row.person_id,
    heldBy: id,
  })
  const at = found.items.findIndex(({ photos }) => photos.some((photo) => bad.includes(photo)))
  if (bad.length > 0)
    throw fieldProblem(`/items/${Math.max(at, 0)}/photos`, '有照片没有传完，或不是你传的，请重新拍')
}

const writeDown = async (
  work: DeskWork,
  row: LeaseRow,
  kind: InspectionKind,
  found: Found,
): Promise<InspectionRow> => {
  const { db, now, actor } = work
  const known = (await inspectionsOf(db, [row.id])).find((one) => one.kind === kind)
  if ((known?.version ?? 0) !== found.version)
    throw problem('stale-version', {
      detail: '同事刚刚改过这次验房，请刷新后再填',
      extra: { version: known?.version ?? 0 },
    })
  const id = known?.id ?? uuidv7()
  await holdPhotos(work, row, id, found)
  const columns = {
    at: now,
    by_person: actor.personId,
    items: JSON.stringify(found.items),
    agreed_at: null, // what was agreed was what stood there before
    tenant_note: null,
    version: found.version + 1,
  }
  return db
    .insertInto('lease_inspection')
    .values({ id, lease_id: row.id, kind, ...columns })
    .onConflict((conflict) => conflict.columns(['lease_id', 'kind']).doUpdateSet(columns))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * Writes an inspection down. At leaving the key comes back with it: rent ends on that day, the flat is free or goes to
 * repair, the deposit less what is taken off for damage is given back at once.
 * @throws Problem not-found, invalid-request, lease-settled, stale-version
 */
export const inspect = async (
  work: DeskWork,
  apartment: string,
  id: string,
  kind: InspectionKind,
  found: Found,
): Promise<DeskLease> => {
  const { actor } = work
  const row = await holdLeaseOfDesk(work, apartment, id)
  if (row.person_id === actor.personId) throw settled('自己的房屋请另一位同事验')
  if (inspectionNow(row) !== kind)
    throw settled(kind === 'move-in' ? '入住验房在签约之后、交钥匙之前做' : '退房验房在入住之后做')
  checkItems(found)
  if (kind === 'move-in' && (found.damages || found.repairing !== undefined))
    throw fieldProblem('/damages', '入住验房没有扣款')
  checkDamages(row, found)
  const inspection = await writeDown(work, row, kind, found)
  const by = { role: 'clerk', personId: actor.personId } as const
  if (kind === 'move-out') return deskLease(work, await takeBackKey(work, row, found, inspection))
  await onRecord(work, row, by, 'lease.inspected', {
    what: '记录入住验房结果',
    why: '入住交接',
    kind,
    version: inspection.version,
  })
  return deskLease(work, row)
}

const takeBackKey = async (
  work: DeskWork,
  row: LeaseRow,
  { damages = [], items, repairing = false }: Found,
  inspection: InspectionRow,
): Promise<LeaseRow> => {
  const { db, deps, actor } = work
  const day = await todayOf(work)
  const isOver = day > row.last_day
  if (isOver) {
    await billMonths(work, row, row.last_day) // a day of leaving that was let pass ends nothing
    await billUse(work, row, day)
  } else await endBillsOn(work, row, day < row.first_day ? row.first_day : day)
  const back = await advance(work, row, {
    event: 'take-back',
    by: { role: 'clerk', personId: actor.personId },
    set: { back_on: day, back_by: actor.personId, held_until: day < row.first_day ? row.first_day : day },
    note: isOver ? '到期之后交回' : day < row.last_day ? '提前交回' : '',
  })
  const answerBy = endOfDay(addDays(dayOf(await deps.boundary(db)), objectWithinDays))
  for (const { item, amountFen, why } of damages)
    await db
      .insertInto('lease_damage')
      .values({
        id: uuidv7(),
        lease_id: row.id,
        item,
        amount_fen: amountFen,
        why,
        photos: JSON.stringify(items.find((one) => one.item === item)?.photos ?? []),
        answer_by: answerBy,
        state: 'open',
        objection: null,
        answered_at: null,
        decided_fen: null,
        decided_by: null,
        decided_why: null,
        decided_at: null,
      })
      .execute()
  await moveFlat(work, {
    flatId: row.flat_id,
    from: ['let'],
    to: repairing ? 'repairing' : 'free',
    reason: repairing ? '退房，先维修' : '退房，钥匙已交回',
    by: null,
  })
  await onRecord(work, row, { role: 'clerk', personId: actor.personId }, 'lease.inspected', {
    what: '记录退房验房结果，收回钥匙',
    why: '退房交接',
    kind: 'move-out',
    version: inspection.version,
  })
  return settleDeposit(work, back)
}

/**
 * The tenant agrees to what an inspection found, with a note.
 * @throws Problem not-found, stale-version when the clerk changed it meanwhile, lease-settled
 */
export const agree = async (
  work: TenantWork,
  id: string,
  kind: InspectionKind,
  { version, note }: { version: number; note: string },
): Promise<Lease> => {
  const { db, now, deps, actor } = work
  const row = await holdOwn(db, actor.personId, id)
  const inspection = (await inspectionsOf(db, [id])).find((one) => one.kind === kind)
  if (!inspection) throw settled('还没有这次验房的记录')
  if (inspection.version !== version)
    throw problem('stale-version', {
      detail: '工作人员刚刚改过验房记录，请看过新的再认可',
      extra: { version: inspection.version },
    })
  if (inspection.agreed_at === null) {
    await db
      .updateTable('lease_inspection')
      .set({
        agreed_at: now,
        tenant_note:
          note === '' ? null : seal(deps.vault, 'lease_inspection.tenant_note', inspection.id, note),
      })
      .where('id', '=', inspection.id)
      .execute()
    await onRecord(work, row, { role: 'tenant', personId: actor.personId }, 'lease.agreed', { kind, version })
  }
  return shownLease(work, row)
}
