import type { Lease } from '@jucai/contract/lease-shapes'
import { inspectionItemLabels } from '@jucai/contract/lease-vocabulary'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { deduct, giveBack } from '../ledger'
import { advance, holdLease, holdOwn, onRecord, settled } from './advance'
import type { LeaseWork, OfficeWork, TenantWork } from './deps'
import { referenceOf } from './numbers'
import { billsOf, damagesOf, updateDamage, type DamageRow, type LeaseRow } from './repository'
import { seal } from './sealed'
import { shownLease } from './show'

declare module '../core/outbox' {
  interface Events {
    /** A tenant objects to what is taken off the deposit, or the office has decided. */
    'lease.damage': { leaseId: string; damageId: string; what: 'objected' | 'decided' }
  }
}

type Act = Pick<LeaseWork, 'db' | 'now'>

const isOpen = ({ state }: DamageRow): boolean => state === 'open' || state === 'objected'
/** What is kept for good of one: nothing is known while it is open. */
const keptFen = ({ state, amount_fen: fen, decided_fen: decided }: DamageRow): number =>
  state === 'decided' ? (decided ?? 0) : fen

const depositOf = async ({ db }: Act, row: LeaseRow) =>
  (await billsOf(db, row.id)).find(({ kind, state }) => kind === 'deposit' && state === 'paid')

/**
 * Gives back what nobody disputes, at once, and keeps what is settled of the rest; when nothing is open any more, the
 * lease is settled. Each part once, whoever asks how often. The lease is held.
 */
export const settleDeposit = async (work: Act, row: LeaseRow): Promise<LeaseRow> => {
  const deposit = await depositOf(work, row)
  const damages = await damagesOf(work.db, row.id)
  if (deposit) {
    const reference = referenceOf(deposit.id)
    const claimed = damages.reduce((sum, one) => sum + one.amount_fen, 0)
    const part = { reference, toPersonId: row.person_id }
    if (deposit.amount_fen > claimed)
      await giveBack(work, {
        ...part,
        key: 'undisputed',
        amountFen: deposit.amount_fen - claimed,
        why: claimed === 0 ? '押金退还' : '押金退还，没有争议的部分',
      })
    for (const one of damages.filter((damage) => !isOpen(damage))) {
      const [kept, back] = [keptFen(one), one.amount_fen - keptFen(one)]
      const label = inspectionItemLabels[one.item]
      if (kept > 0) await deduct(work, { reference, key: one.id, amountFen: kept, why: `${label}损坏` })
      if (back > 0)
        await giveBack(work, { ...part, key: one.id, amountFen: back, why: `押金退还，${label}复核后` })
    }
  }
  if (damages.some(isOpen) || row.state !== 'inspected') return row
  return advance(work, row, {
    event: 'settle',
    by: { role: 'system', personId: null },
    facts: { 'nothing-open': true },
    set: { settled_at: work.now },
  })
}

const damageOf = async ({ db }: Act, leaseId: string, id: string): Promise<DamageRow> => {
  const row = (await damagesOf(db, leaseId)).find((one) => one.id === id)
  if (!row) throw problem('not-found')
  return row
}

/**
 * The tenant agrees to what is taken off, or objects. Said twice is said once.
 * @throws Problem not-found, invalid-request, lease-settled once it is answered otherwise
 */
export const answerDamage = async (
  work: TenantWork,
  leaseId: string,
  id: string,
  { agree, objection }: { agree: boolean; objection: string },
): Promise<Lease> => {
  const { db, now, deps, actor } = work
  const row = await holdOwn(db, actor.personId, leaseId)
  const damage = await damageOf(work, leaseId, id)
  const state = agree ? 'agreed' : 'objected'
  if (damage.state === state) return shownLease(work, row)
  if (damage.state !== 'open' || damage.answer_by <= (await deps.boundary(db)))
    throw settled('这一项已经答复过，或过了提出异议的时间')
  if (!agree && objection.length < 4)
    throw problem('invalid-request', {
      errors: [{ pointer: '/objection', detail: '请写明为什么不该扣，至少 4 个字' }],
    })
  await updateDamage(db, id, {
    state,
    answered_at: now,
    objection: agree ? null : seal(deps.vault, 'lease_damage.objection', id, objection),
  })
  const by = { role: 'tenant', personId: actor.personId } as const
  await onRecord(work, row, by, `lease.damage-${state}`, { damage: id })
  if (!agree) await emit(db, now, 'lease.damage', { leaseId, damageId: id, what: 'objected' })
  return shownLease(work, await settleDeposit(work, row))
}

/**
 * The office decides an objection: somebody else than who inspected.
 * @throws Problem not-found, invalid-request, two-person-rule, lease-settled
 */
export const decideDamage = async (
  work: OfficeWork,
  leaseId: string,
  id: string,
  { amountFen, why }: { amountFen: number; why: string },
): Promise<LeaseRow> => {
  const { db, now, actor } = work
  const row = await holdLease(db, leaseId)
  const damage = await damageOf(work, leaseId, id)
  if (row.back_by === actor.personId)
    throw problem('two-person-rule', { detail: '退房是您验的，请另一位同事复核' })
  if (row.person_id === actor.personId) throw problem('two-person-rule', { detail: '这是您自己的租约' })
  if (damage.state !== 'objected') throw settled('这一项没有等待复核的异议')
  if (amountFen > damage.amount_fen)
    throw problem('invalid-request', {
      errors: [{ pointer: '/amountFen', detail: '复核后的金额不能比原来多' }],
    })
  await updateDamage(db, id, {
    state: 'decided',
    decided_fen: amountFen,
    decided_by: actor.personId,
    decided_why: why,
    decided_at: now,
  })
  await onRecord(work, row, { role: 'office', personId: actor.personId }, 'lease.damage-decided', {
    what: '复核你对押金扣款的异议',
    why: '退房结算',
    damage: id,
  })
  await emit(db, now, 'lease.damage', { leaseId, damageId: id, what: 'decided' })
  return settleDeposit(work, row)
}
