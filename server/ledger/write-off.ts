import type { ChargeItem } from '@jucai/contract/charges'
import { yuanText } from '@jucai/contract/ledger-rules'
import { peopleWithRole } from '../accounts'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import { personExists } from '../core/person'
import { problem } from '../core/problem'
import { notify } from '../notifications'
import { book } from './booking'
import { mustBeFree } from './by-hand'
import { chargeTransfer, holdCharge } from './charges'
import type { OfficeWork } from './deps'
import { showCharge } from './show-charges'
import type { ChargeRow, WriteOffRow } from './tables'

declare module '../core/outbox' {
  interface Events {
    /** A claim against somebody whose account is gone was given up. */
    'charge.written-off': { chargeId: string; reference: string }
  }
}

const onRecord = ({ db, now, actor }: OfficeWork, action: string, charge: ChargeRow, why: string) =>
  audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action,
    object: `charge:${charge.id}`,
    personId: charge.person_id,
    detail: { what: `核销你的账单 ${charge.number}`, why },
  })

const notAllowed = (detail: string) => problem('event-not-allowed', { detail })

const holdKnown = async ({ db }: OfficeWork, chargeId: string): Promise<ChargeRow> => {
  const charge = await holdCharge(db, chargeId)
  if (!charge) throw problem('not-found')
  return charge
}
// The charge is held, so that it is one after another.
const writeOffOf = ({ db }: OfficeWork, { id }: ChargeRow): Promise<WriteOffRow | undefined> =>
  db.selectFrom('ledger_write_off').selectAll().where('charge_id', '=', id).executeTakeFirst()

/** A charge with a writing off that waits for its second officer, held. @throws Problem not-found, event-not-allowed */
const holdAsked = async (work: OfficeWork, chargeId: string) => {
  const charge = await holdKnown(work, chargeId)
  const asked = await writeOffOf(work, charge)
  if (!asked) throw notAllowed('没有人提出核销这笔账单，或者已经退回。请刷新后再看')
  if (asked.agreed_by !== null) throw notAllowed('这笔账单已经核销')
  return { charge, asked }
}

const tellOthers = async ({ db, now, deps, actor }: OfficeWork, charge: ChargeRow): Promise<void> => {
  for (const personId of await peopleWithRole(db, 'lead'))
    if (personId !== actor.personId)
      await notify(db, deps.vault, now, {
        personId,
        kind: 'payment',
        title: '有一笔核销等你复核',
        body: `账单 ${charge.number}，${yuanText(charge.amount_fen)} 元，本人的账号已注销。请在审核台“收款”的“注销未清”里看理由，同意或退回。`,
        deskLink: '/charges?view=gone',
      })
}

/**
 * Asks that a claim be given up whose person has deleted their account. It counts once another officer agrees.
 * @throws Problem not-found, charge-not-open (over, or money for it is on its way), event-not-allowed (the account is
 * there, or it was asked for already)
 */
export const askWriteOff = async (work: OfficeWork, chargeId: string, why: string): Promise<ChargeItem> => {
  const { db, now, actor } = work
  const charge = await holdKnown(work, chargeId)
  await mustBeFree(work, charge)
  if (await personExists(db, charge.person_id))
    throw notAllowed('本人的账号还在，不能核销。请提醒本人支付，或到窗口办理')
  if (await writeOffOf(work, charge)) throw notAllowed('已经提出过核销，正在等另一位负责人复核')
  await db
    .insertInto('ledger_write_off')
    .values({
      charge_id: charge.id,
      why,
      asked_by: actor.personId,
      asked_at: now,
      agreed_by: null,
      agreed_at: null,
    })
    .execute()
  await onRecord(work, 'charge.write-off-asked', charge, why)
  await tellOthers(work, charge)
  return showCharge(db, charge.id, actor.personId)
}

/**
 * Another officer agrees: it is not owed any more, and the books say that it was given up.
 * @throws Problem not-found, event-not-allowed, two-person-rule, charge-not-open
 */
export const agreeWriteOff = async (work: OfficeWork, chargeId: string): Promise<ChargeItem> => {
  const { db, now, actor } = work
  const { charge, asked } = await holdAsked(work, chargeId)
  if (asked.asked_by === actor.personId)
    throw problem('two-person-rule', { detail: '提出和复核要由两个人办理，请另一位负责人复核' })
  await mustBeFree(work, charge)
  await book(db, now, [
    {
      act: 'write-off',
      source: 'write-off',
      externalId: charge.id,
      chargeId: charge.id,
      happenedOn: dayOf(now),
      entries: chargeTransfer(charge, charge.amount_fen, ['receivable', 'written-off']),
    },
  ])
  await db.updateTable('ledger_charge').set({ state: 'written-off' }).where('id', '=', charge.id).execute()
  await db
    .updateTable('ledger_write_off')
    .set({ agreed_by: actor.personId, agreed_at: now })
    .where('charge_id', '=', charge.id)
    .execute()
  await onRecord(work, 'charge.written-off', charge, asked.why)
  await emit(db, now, 'charge.written-off', { chargeId: charge.id, reference: charge.reference })
  return showCharge(db, charge.id, actor.personId)
}

/** It is not given up: collecting goes on. @throws Problem not-found, event-not-allowed */
export const refuseWriteOff = async (
  work: OfficeWork,
  chargeId: string,
  why: string,
): Promise<ChargeItem> => {
  const { db, actor } = work
  const { charge } = await holdAsked(work, chargeId)
  await db.deleteFrom('ledger_write_off').where('charge_id', '=', charge.id).execute()
  await onRecord(work, 'charge.write-off-refused', charge, why)
  return showCharge(db, charge.id, actor.personId)
}
