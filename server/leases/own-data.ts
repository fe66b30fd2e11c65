import { livingStates } from '@jucai/contract/lease-vocabulary'
import { yuanText } from '@jucai/contract/ledger-rules'
import type { Lease, Repair } from '@jucai/contract/lease-shapes'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { goingBackFen } from '../ledger'
import { holdLease } from './advance'
import type { LeaseDeps } from './deps'
import { notePaid } from './bills'
import { endBeforeKey } from './offer'
import { leavePapers } from './kept-papers'
import { allLeases, repairsOf, type LeaseRow } from './repository'
import { shownRepairs } from './repairs'
import { shownLease } from './show'

/** Everything that is kept of a person's leases. The signed papers are read one by one. */
export const leasesExport = async (
  deps: LeaseDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<(Lease & { repairs: Repair[] })[]> => {
  const work = { db, now, deps }
  const all: (Lease & { repairs: Repair[] })[] = []
  for (const row of await allLeases(db, personId)) {
    const repairs = await repairsOf(db, row.id, { after: null, limit: 10_000 })
    all.push({ ...(await shownLease(work, row)), repairs: await shownRepairs(work, repairs, 'tenant') })
  }
  return all
}

const isBeforeKey = ({ state }: LeaseRow): boolean => ['to-sign', 'signed', 'paid'].includes(state)

/**
 * Somebody deletes their account. What has no key yet ends, and the flat goes back. Who lives in a flat, or waits for a
 * deposit or for rent that goes back, has to leave and be settled first: the flat would stay let to nobody, and the money
 * would have nowhere to go.
 * The files of papers go with the account, as long as nothing is owed by them.
 * @throws Problem lease-settled
 */
export const eraseLeases = async (deps: LeaseDeps, db: Db, personId: string, now: Date): Promise<void> => {
  for (const { id } of await allLeases(db, personId)) {
    const row = await holdLease(db, id)
    if (row.state === 'living' || row.state === 'ending' || row.state === 'inspected')
      throw problem('lease-settled', {
        detail:
          row.state === 'inspected'
            ? '押金还没有结清，钱要退到你的账户。结清以后再注销'
            : '你还住在人才公寓里。退房、结清押金以后再注销',
      })
    if ((await notePaid({ db, now }, id)).some(({ state }) => state === 'paid') && isBeforeKey(row))
      throw problem('lease-settled', {
        detail:
          '你已经交了押金或租金。请在“我的家”里先放弃这套房，钱退到你的账户以后再注销：账号没有了，钱就没有地方退',
      })
    if (isBeforeKey(row))
      await endBeforeKey({ db, now, deps }, row, {
        event: 'cancel',
        by: { role: 'system', personId: null },
        why: '账号已注销',
      })
    await leavePapers(db, now, id)
  }
  const waitsFor = await goingBackFen(db, personId)
  if (waitsFor > 0)
    throw problem('lease-settled', {
      detail: `有 ${yuanText(waitsFor)} 元押金或租金正在退给你，还没有到账。请核对收款账户，到账以后再注销：账号没有了，钱就没有地方退`,
    })
}

/** Two accounts that both have a flat are for the office. @throws Problem account-not-empty */
export const checkMerge = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const isOpen = async (personId: string) =>
    (await allLeases(db, personId)).some(({ state }) => (livingStates as readonly string[]).includes(state))
  if ((await isOpen(fromId)) && (await isOpen(intoId)))
    throw problem('account-not-empty', {
      detail: '两个账号各有一份没有结束的公寓租约，不能自动合并。请带上证件到人才办办理',
    })
}
