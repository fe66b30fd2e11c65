import { keyRemindedDays, keyWaitsFrom } from '@jucai/contract/lease-vocabulary'
import { addDays, dayInWords, daysBetween, type Day } from '@jucai/contract/policies/days'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import { notify } from '../notifications'
import { holdLease, settled } from './advance'
import type { LeaseWork, OfficeWork } from './deps'
import { placeOf } from './flat-facts'
import { todayOf } from './moments'
import { endBeforeKey } from './offer'
import { leasePage } from './pages'
import type { LeaseRow } from './repository'

type Waiting = Pick<LeaseRow, 'state' | 'first_day' | 'paid_at' | 'key_within'>

const waitsFrom = ({ state, first_day: firstDay, paid_at: paidAt }: Waiting): Day | null =>
  state === 'paid' && paidAt !== null ? keyWaitsFrom(firstDay, dayOf(paidAt)) : null

/** For how many days the key could have been fetched and was not; null: there is none to fetch yet. */
export const daysWaited = (row: Waiting, today: Day): number | null => {
  const from = waitsFrom(row)
  return from === null || today < from ? null : daysBetween(from, today)
}
/** From which day on the office may end the lease by what the contract says; null: it says nothing. */
export const mayEndFrom = (row: Waiting): Day | null => {
  const from = waitsFrom(row)
  return from === null || row.key_within === null ? null : addDays(from, row.key_within)
}

const tellTenant = async (work: LeaseWork, row: LeaseRow, waited: number): Promise<void> => {
  const from = mayEndFrom(row)
  const rule =
    from === null ? '' : `按合同，到${dayInWords(from)}还没有来领的，人才办可以解除租约，已交的钱全部退还。`
  await notify(work.db, work.deps.vault, work.now, {
    personId: row.person_id,
    kind: 'lease',
    title: '钥匙还没有领',
    body: `${await placeOf(work.db, row)}，已经可以入住 ${waited} 天了。请带手机到公寓前台，一起验房，凭人才码领钥匙。不来住了，请在“我的家”里放弃。${rule}`,
    link: leasePage(row.id),
  })
}
const tellLeads = async ({ db, now, deps }: LeaseWork, row: LeaseRow, waited: number): Promise<void> => {
  const place = await placeOf(db, row)
  for (const personId of await peopleWithRole(db, 'lead'))
    await notify(db, deps.vault, now, {
      personId,
      kind: 'lease',
      title: `钥匙满 ${waited} 天没有人领`,
      body: `${place}，已交清款项，本人已收到提醒。系统不会自动收回。请先联系本人，再决定：继续等，或按合同解除。`,
      deskLink: `/leases?lease=${row.id}`,
    })
}

/**
 * Reminds whoever has paid and does not fetch the key, and tells the leads once the office may end it: each once, at the
 * day or as soon after it as the server runs. Ends nothing. The lease is held.
 */
export const remindOfKey = async (work: LeaseWork, row: LeaseRow): Promise<void> => {
  const waited = daysWaited(row, await todayOf(work))
  if (waited === null) return
  const isOver = row.key_within !== null && waited >= row.key_within && row.key_told < row.key_within
  const day = keyRemindedDays.filter((one) => one <= waited && one > row.key_told).at(-1)
  const told = isOver ? row.key_within : day
  if (told === undefined || told === null) return
  await work.db.updateTable('lease').set({ key_told: told }).where('id', '=', row.id).execute()
  await tellTenant(work, row, waited)
  if (isOver) await tellLeads(work, row, waited)
}

/**
 * The office ends a lease whose key nobody fetched, by what its contract says; all that was paid goes back. Ended twice
 * is ended once.
 * @throws Problem not-found, lease-settled before the day, or when the contract says nothing of it
 */
export const endUnfetched = async (work: OfficeWork, id: string): Promise<LeaseRow> => {
  const row = await holdLease(work.db, id)
  if (row.state === 'cancelled') return row
  const waited = daysWaited(row, await todayOf(work))
  const from = mayEndFrom(row)
  if (row.state === 'paid' && row.key_within === null)
    throw settled('这份合同里没有写多少天不领钥匙可以解除。要解除，请写明理由，按“解除租约”办理')
  const isOver = waited !== null && row.key_within !== null && waited >= row.key_within
  if (from !== null && !isOver)
    throw settled(`按合同，${dayInWords(from)}起才能以没有领钥匙为由解除，现在还在本人可以来领的日子里`)
  return endBeforeKey(work, row, {
    event: 'end-unfetched',
    by: { role: 'office', personId: work.actor.personId },
    why: `满 ${row.key_within} 天没有来领钥匙，按合同解除`,
    facts: { unfetched: isOver },
  })
}
