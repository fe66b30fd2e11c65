import {
  repairActLabels,
  repairKindLabels,
  remindedDays,
  type LeaseEvent,
} from '@jucai/contract/lease-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { peopleWithRole } from '../accounts'
import { spokenDay } from '../core/clock'
import type { Db } from '../core/db'
import { emit } from '../core/outbox'
import type { NamedReactions } from '../core/feature'
import { stillThere } from '../core/person'
import { Problem } from '../core/problem'
import { notify } from '../notifications'
import { advance, holdLease, onRecord } from './advance'
import { isBeingPaid } from '../ledger'
import { billMonths, billUse, notePaid } from './bills'
import { settleDeposit } from './deposit'
import type { LeaseDeps, LeaseWork } from './deps'
import { placeOf } from './flat-facts'
import { letPapersGo } from './kept-papers'
import { endBeforeKey, endLease, exchangeOffers, letGoOf, offerLease, type Offer } from './offer'
import { momentOf, todayOf } from './moments'
import { leasePage } from './pages'
import { remindOfKey } from './unfetched'
import { referenceOf } from './numbers'
import {
  billsOf,
  damagesOf,
  leaseById,
  leaseOfChoice,
  repairById,
  updateDamage,
  updateLease,
  type LeaseRow,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    /** So many days before the last day, as it was then. */
    'lease.near-end': { leaseId: string; lastDay: string; days: number }
    // Of the room `choosing`, which this one does not know: what it tells of a choice.
    'flat.chosen': {
      roundId: string
      flatId: string
      personId: string
      ticketId: string
      choiceId: string
      byOffice?: true
    }
    'choice.returned': { choiceId: string; roundId: string; flatId: string; personId: string }
    'choice.swapped': { swapId: string; choiceIds: [string, string] }
  }
}

const system = { role: 'system', personId: null } as const

/** The last day that lies whole before a moment at midnight, `12月2日`. */
const lastDayIn = (moment: Date): string => spokenDay(new Date(moment.getTime() - 1))

type Words = readonly [title: string, body: string]
const movedWords = (row: LeaseRow, event: LeaseEvent | 'offer', place: string): Words | null => {
  const rent = `${yuanText(row.rent_fen)} 元/月`
  const because = row.ended_why ? `原因：${row.ended_why}。` : ''
  const words: Partial<Record<LeaseEvent | 'offer', Words>> = {
    offer: [
      '等你签约',
      `${place}，租金 ${rent}。请在${lastDayIn(row.sign_by)}前签约，当天也算；到期没有签，这套房会放回。`,
    ],
    sign: [
      '合同签好了',
      `${place}。请在${row.pay_by ? lastDayIn(row.pay_by) : ''}前（当天也算）交清押金 ${yuanText(row.deposit_fen)} 元和首期租金，交清后就能约入住。`,
    ],
    pay: [
      '押金和首期租金已收到',
      `${place}。${dayInWords(row.first_day)}起可以入住：先一起验房，再凭人才码领钥匙。`,
    ],
    'hand-over': [
      '欢迎回家',
      `${place}，租期到${dayInWords(row.last_day)}。报修、同住人、账单都在“我的家”里。`,
    ],
    'give-notice': [
      '退房通知已收到',
      `${place}，${dayInWords(row.leave_on ?? row.last_day)}退房。那天一起验房、交回钥匙。`,
    ],
    'take-back-notice': ['退房通知已收回', `${place}，租期仍到${dayInWords(row.last_day)}。`],
    renew: ['续租好了', `${place}，租期到${dayInWords(row.last_day)}，租金 ${rent}。`],
    'pass-end': [
      '租期已经届满',
      `${place}。请尽快到公寓前台一起验房、交回钥匙；没有交回的，按合同每天计收占用费，到交回那天为止。`,
    ],
    'take-back': ['已退房', `${place}。押金怎么退、有没有扣款，在“我的家”里看。`],
    settle: ['押金已结清', `${place}。退还的押金打到你登记的收款账户。`],
    lapse: ['签约或交款过期，已失效', `${place}已经放回。${because}没有收的费用不用再交。`],
    cancel: ['租约已解除', `${place}。${because}已交的押金和租金全部退还。`],
    'end-unfetched': ['租约已解除', `${place}。${because}已交的押金和租金全部退还。`],
  }
  return words[event] ?? null
}

const leads = (db: Db) => peopleWithRole(db, 'lead')
const tellLeads = async ({ deps, db, now }: LeaseWork, leaseId: string, title: string, body: string) => {
  for (const personId of await leads(db))
    await notify(db, deps.vault, now, {
      personId,
      kind: 'lease',
      title,
      body,
      deskLink: `/leases?lease=${leaseId}`,
    })
}

/** What stands in the way for good, however often it is tried: the flat is for the next, and its person knows why. */
const isFinal = (error: unknown): error is Problem =>
  error instanceof Problem && ['lease-already', 'not-qualified', 'registration-needed'].includes(error.code)
const notOffered = async (work: LeaseWork, offer: Offer, error: unknown): Promise<void> => {
  if (!isFinal(error)) throw error
  const { db, now, deps } = work
  const why = error.options.detail ?? '现在不能签约'
  await letGoOf(work, { flat_id: offer.flatId, choice_id: offer.choiceId }, '选房后不能签约', system)
  await notify(db, deps.vault, now, {
    personId: offer.personId,
    kind: 'lease',
    title: '选的房没有留住',
    body: `${why}。这套房已经放回，没有收任何费用。有疑问请联系人才办。`,
    link: '/leases/mine/index',
  })
}

/** What leases do when something happened. */
export const leaseReactions = (deps: LeaseDeps): NamedReactions => ({
  'flat.chosen': {
    offer: async ({ tx, now }, { roundId, flatId, personId, choiceId }) => {
      if (!(await stillThere(tx, personId))) return
      const work = { db: tx, now, deps }
      const offer = { personId, flatId, choiceId, roundId, by: system, note: '选房后分配' }
      await offerLease(work, offer).catch((error: unknown) => notOffered(work, offer, error))
    },
  },
  'choice.returned': {
    end: async ({ tx, now }, { choiceId }) => {
      const found = await leaseOfChoice(tx, choiceId)
      const row = found && (await holdLease(tx, found.id))
      if (row && ['to-sign', 'signed', 'paid'].includes(row.state))
        await endLease({ db: tx, now, deps }, row, {
          event: 'cancel',
          by: system,
          why: '选房结果已退回',
        })
    },
  },
  'choice.swapped': {
    exchange: async ({ tx, now }, { choiceIds }) => {
      const work = { db: tx, now, deps }
      if (await exchangeOffers(work, choiceIds)) return
      for (const choiceId of choiceIds) {
        const row = await leaseOfChoice(tx, choiceId)
        if (row)
          await tellLeads(
            { deps, db: tx, now },
            row.id,
            '换房与合同不一致',
            '双方换房时有一方已经签约，合同仍是原来的房，请联系双方处理。',
          )
      }
    },
  },
  'charge.paid': {
    'mark-bill': async ({ tx, now }, { chargeId, reference }) => {
      if (!reference.startsWith('lease-bill:')) return
      const bill = await tx
        .selectFrom('lease_bill')
        .select('lease_id')
        .where('charge_id', '=', chargeId)
        .executeTakeFirst()
      if (!bill) return
      await markPaid({ db: tx, now, deps }, bill.lease_id)
      await letPapersGo({ db: tx, now, deps }, bill.lease_id)
    },
  },
  'charge.written-off': {
    'mark-bill': async ({ tx, now }, { chargeId, reference }) => {
      if (!reference.startsWith('lease-bill:')) return
      const bill = await tx
        .updateTable('lease_bill')
        .set({ state: 'written-off' })
        .where('charge_id', '=', chargeId)
        .where('state', '=', 'open')
        .returning('lease_id')
        .executeTakeFirst()
      if (bill) await letPapersGo({ db: tx, now, deps }, bill.lease_id)
    },
  },
  'lease.moved': {
    tell: async ({ tx, now }, { leaseId, event }) => {
      const row = await leaseById(tx, leaseId)
      const words = row && movedWords(row, event, await placeOf(tx, row))
      if (words)
        await notify(tx, deps.vault, now, {
          personId: row.person_id,
          kind: 'lease',
          title: words[0],
          body: words[1],
          link: leasePage(leaseId),
        })
    },
    'remind-of-end': async ({ tx, now }, { leaseId, event }) => {
      const row = await leaseById(tx, leaseId)
      if (!row || (event !== 'hand-over' && event !== 'renew')) return
      for (const days of remindedDays) {
        const due = momentOf(addDays(row.last_day, -days), 9)
        if (due > now) await emit(tx, now, 'lease.near-end', { leaseId, lastDay: row.last_day, days }, due)
      }
    },
    'tell-office': async ({ tx, now }, { leaseId, event }) => {
      if (event !== 'pass-end') return
      const row = await leaseById(tx, leaseId)
      if (row && row.back_on === null)
        await tellLeads(
          { deps, db: tx, now },
          leaseId,
          '到期没有退房',
          `${await placeOf(tx, row)}，租期到${dayInWords(row.last_day)}，钥匙没有交回。房屋保持“已出租”，不能再分配。`,
        )
    },
  },
  'lease.near-end': {
    remind: async ({ tx, now }, { leaseId, lastDay, days }) => {
      const row = await leaseById(tx, leaseId)
      // A renewal has reminders of its own; who has given notice knows.
      if (!row || row.last_day !== lastDay || row.state !== 'living') return
      await notify(tx, deps.vault, now, {
        personId: row.person_id,
        kind: 'lease',
        title: `还有 ${days} 天到期`,
        body: `${await placeOf(tx, row)}，租期到${dayInWords(lastDay)}。想住下去就续租，要走就约退房，都在“我的家”里。`,
        link: leasePage(leaseId),
      })
    },
  },
  'lease.damage': {
    tell: async ({ tx, now }, { leaseId, damageId, what }) => {
      const row = await leaseById(tx, leaseId)
      const damage = (await damagesOf(tx, leaseId)).find(({ id }) => id === damageId)
      if (!row || !damage) return
      if (what === 'objected')
        return tellLeads(
          { deps, db: tx, now },
          leaseId,
          '有押金扣款异议待复核',
          `${await placeOf(tx, row)}，扣款 ${yuanText(damage.amount_fen)} 元。由退房验房以外的另一位复核。`,
        )
      await notify(tx, deps.vault, now, {
        personId: row.person_id,
        kind: 'lease',
        title: '押金扣款已复核',
        body: `原扣 ${yuanText(damage.amount_fen)} 元，复核后扣 ${yuanText(damage.decided_fen ?? 0)} 元。${damage.decided_why ?? ''}`,
        link: leasePage(leaseId),
      })
    },
  },
  'lease.repair': {
    tell: async ({ tx, now }, { repairId, act }) => {
      const repair = await repairById(tx, repairId)
      const row = repair && (await leaseById(tx, repair.lease_id))
      if (!row || !['promise', 'begin', 'finish'].includes(act)) return
      const day = repair.promised_on ? `，约在${dayInWords(repair.promised_on)}` : ''
      await notify(tx, deps.vault, now, {
        personId: row.person_id,
        kind: 'lease',
        title: `报修有进展：${repairActLabels[act]}`,
        body: `${repairKindLabels[repair.kind]}${act === 'promise' ? day : ''}。${act === 'finish' ? '请看看是不是修好了。' : ''}`,
        link: `/leases/repair/index?lease=${row.id}&id=${repairId}`,
      })
    },
  },
})

/** Notes what was paid: on the bills, and the step that waits for deposit and first rent. Told twice is done once. */
export const markPaid = async (work: LeaseWork, leaseId: string): Promise<LeaseRow> => {
  const { db, now } = work
  const row = await holdLease(db, leaseId)
  const bills = await notePaid(work, leaseId)
  return row.state === 'signed' && bills.length > 0 && bills.every(({ state }) => state === 'paid')
    ? advance(work, row, { event: 'pay', by: system, set: { paid_at: now } })
    : row
}

/** Whether money that was begun to be paid in time is on its way: whoever waits for the bank is not late. */
const isUnderWay = async ({ db }: LeaseWork, { id, pay_by: payBy }: LeaseRow, at: Date): Promise<boolean> =>
  payBy !== null &&
  isBeingPaid(
    db,
    (await billsOf(db, id)).map((bill) => referenceOf(bill.id)),
    { before: payBy, at },
  )

/** An offer that was not signed, or not paid, in time: the flat goes back. @returns whether it was over */
export const lapse = async (work: LeaseWork, id: string): Promise<boolean> => {
  const { db, deps } = work
  const row = await markPaid(work, id)
  // Asked after the row is held: whoever signed or paid meanwhile did so in time.
  const at = await deps.boundary(db)
  const isUnsigned = row.state === 'to-sign' && row.sign_by <= at
  const isUnpaid = row.state === 'signed' && row.pay_by !== null && row.pay_by <= at
  if (!isUnsigned && (!isUnpaid || (await isUnderWay(work, row, at)))) return false
  const why = isUnsigned ? '到期没有签约' : '到期没有交清押金和首期租金'
  await endBeforeKey(work, row, { event: 'lapse', by: system, why })
  return true
}

/** One day of a lease that is lived in: bills that are due to be made out, the end, and days after it. */
export const keepUp = async (work: LeaseWork, id: string): Promise<void> => {
  const { db } = work
  const today = await todayOf(work)
  let row = await holdLease(db, id)
  if (row.state === 'paid') {
    await remindOfKey(work, row)
    return billMonths(work, row)
  }
  if (row.state !== 'living' && row.state !== 'ending') return
  await billMonths(work, row)
  if (today <= row.last_day) return
  await billMonths(work, row, row.last_day) // who let a day of leaving pass has the whole term
  if (row.state === 'living') row = await advance(work, row, { event: 'pass-end', by: system })
  if (row.held_until < today) row = await updateLease(db, id, { held_until: today })
  // Once a week, and on the day of leaving: a bill a day helps nobody.
  const yesterday: Day = addDays(today, -1)
  if (addDays(row.use_until ?? row.last_day, 7) <= yesterday) await billUse(work, row, yesterday)
}

/** What was said of the deposit stands when nobody objected in time. @returns whether something changed */
export const acceptDamage = async (work: LeaseWork, leaseId: string): Promise<boolean> => {
  const { db, now, deps } = work
  const row = await holdLease(db, leaseId)
  const at = await deps.boundary(db)
  const over = (await damagesOf(db, leaseId)).filter((one) => one.state === 'open' && one.answer_by <= at)
  for (const { id } of over) {
    await updateDamage(db, id, { state: 'accepted', answered_at: now })
    await onRecord(work, row, system, 'lease.damage-accepted', { damage: id })
  }
  if (over.length > 0) await settleDeposit(work, row)
  return over.length > 0
}

const inTurn = async (
  deps: LeaseDeps,
  now: Date,
  ids: readonly string[],
  run: (work: LeaseWork, id: string) => Promise<unknown>,
) => {
  const failures: unknown[] = []
  for (const id of ids)
    await deps.db
      .transaction()
      .execute((db) => run({ db, now, deps }, id))
      .catch((error: unknown) => failures.push(error))
  return failures
}
/** One that fails holds up no other; it is told of when all had their turn. */
const tell = (failures: readonly unknown[]): void => {
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} leases failed`)
}
const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

const batch = 200
const nobody = '00000000-0000-0000-0000-000000000000'
/** Runs through leases in the order of their ids, a batch at a time. */
const throughAll = async (
  deps: LeaseDeps,
  now: Date,
  next: (after: string) => Promise<readonly { id: string }[]>,
  run: (work: LeaseWork, id: string) => Promise<unknown>,
): Promise<unknown[]> => {
  const failures: unknown[] = []
  for (let after = nobody; ;) {
    const ids = idsOf(await next(after))
    failures.push(...(await inTurn(deps, now, ids, run)))
    const last = ids.at(-1)
    if (last === undefined || ids.length < batch) return failures
    after = last
  }
}

/** Ends what nobody signed or paid in time, and what nobody objected to, as soon as its time is over. */
export const passTimes = async (deps: LeaseDeps, now: Date): Promise<void> => {
  const { db } = deps
  const at = await deps.boundary(db)
  const offers = (state: 'to-sign' | 'signed', until: 'sign_by' | 'pay_by') => (after: string) =>
    db
      .selectFrom('lease')
      .select('id')
      .where('state', '=', state)
      .where(until, '<=', at)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
  const damages = (after: string) =>
    db
      .selectFrom('lease_damage')
      .select('lease_id as id')
      .distinct()
      .where('state', '=', 'open')
      .where('answer_by', '<=', at)
      .where('lease_id', '>', after)
      .orderBy('lease_id')
      .limit(batch)
      .execute()
  tell([
    ...(await throughAll(deps, now, offers('to-sign', 'sign_by'), lapse)),
    ...(await throughAll(deps, now, offers('signed', 'pay_by'), lapse)),
    ...(await throughAll(deps, now, damages, acceptDamage)),
  ])
}

/** Papers that were kept for a claim, and are no longer needed for it. */
export const forgetPapers = async (deps: LeaseDeps, now: Date): Promise<void> => {
  const kept = (after: string) =>
    deps.db
      .selectFrom('lease_paper')
      .select('lease_id as id')
      .distinct()
      .where('kept_until', 'is not', null)
      .where('lease_id', '>', after)
      .orderBy('lease_id')
      .limit(batch)
      .execute()
  tell(await throughAll(deps, now, kept, letPapersGo))
}

/** Reminders of keys, bills of the coming month, ends of terms and days after them, lease by lease. */
export const keepUpAll = async (deps: LeaseDeps, now: Date): Promise<void> => {
  const lived = (after: string) =>
    deps.db
      .selectFrom('lease')
      .select('id')
      .where('state', 'in', ['paid', 'living', 'ending'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
  tell(await throughAll(deps, now, lived, keepUp))
}
