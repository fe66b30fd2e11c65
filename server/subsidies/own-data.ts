import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { dayOf } from '../core/clock'
import { problem } from '../core/problem'
import { quoted } from '../core/quoted'
import { audit } from '../core/audit'
import { cancelRest, settleEnd } from './ending'
import { grantsOf, holdGrant, updateGrant } from './grants'
import { schemeOf } from './schemes'
import { allSubsidies } from './show'

/** Everything that is kept of a person's subsidies. */
export const subsidiesExport = (db: Db, vault: Vault, personId: string, now: Date) =>
  allSubsidies(db, { vault, personId, today: dayOf(now) })

/** Nobody is left to be paid: what runs ends, and what was not sent is cancelled. */
export const eraseOwn = async (db: Db, personId: string, now: Date): Promise<void> => {
  const grants = (await grantsOf(db, [personId])).filter(({ state }) => state !== 'finished')
  for (const { id } of grants) {
    const grant = await holdGrant(db, id)
    if (grant?.state === 'ended') await cancelRest({ db, now }, grant)
    if (grant?.state !== 'running') continue
    const ended = {
      ended_on: dayOf(now),
      ended_because: 'account-closed',
      ended_as: 'system',
      ended_by: null,
    } as const
    await updateGrant(db, id, ended)
    await settleEnd({ db, now }, { ...grant, ...ended })
    await audit(db, {
      at: now,
      actorId: null,
      actorRole: 'system',
      action: 'subsidy.ended',
      object: `subsidy:${id}`,
      personId,
      detail: { because: ended.ended_because, on: ended.ended_on },
    })
  }
}

/** Two accounts that draw one subsidy twice are for the office. @throws Problem account-not-empty */
export const checkMerge = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const running = (await grantsOf(db, [fromId, intoId])).filter(({ state }) => state === 'running')
  const theirs = new Set(running.filter((one) => one.person_id === intoId).map(({ scheme }) => scheme))
  const twice = running.find((one) => one.person_id === fromId && theirs.has(one.scheme))
  if (twice)
    throw problem('account-not-empty', {
      detail: `两个账号都在领${quoted(schemeOf(twice.scheme).title)}，不能自动合并。请带上证件到人才办办理`,
    })
}
