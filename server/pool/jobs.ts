import { poolPage } from '@jucai/contract/pool-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import type { Kysely } from 'kysely'
import { inChina } from '@jucai/contract/china-time'
import { peopleWithRole, rolesOf } from '../accounts'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { stillThere } from '../core/person'
import { notify } from '../notifications'
import { leftPoolAt } from '../profiles'
import { dayIn, standingOf, type PoolDeps, type SystemWork } from './deps'
import {
  endInvitations,
  invitationById,
  invitationForUpdate,
  openField,
  openUntil,
  updateInvitation,
  type InvitationRow,
} from './repository'

const pageOfInvitation = (id: string): string => `/pool/invitation/index?id=${id}`

/** Whoever sent it, while they work on such things; else those who lead the office. */
const officersFor = async (db: Db, row: InvitationRow): Promise<string[]> => {
  const roles = (await rolesOf(db, [row.by_person])).get(row.by_person) ?? []
  return roles.some((role) => role === 'lead' || role === 'reviewer')
    ? [row.by_person]
    : peopleWithRole(db, 'lead')
}

const tellOffice = async (
  { db, now, deps: { vault } }: SystemWork,
  row: InvitationRow,
  words: { title: string; body: string },
): Promise<void> => {
  for (const personId of await officersFor(db, row))
    await notify(db, vault, now, { personId, kind: 'application', ...words, link: null })
}

const answerWords = (subject: string, row: InvitationRow): { title: string; body: string } | null => {
  if (row.state === 'accepted')
    return {
      title: '对方接受了邀请',
      body: `“${subject}”：对方提供了联系方式。请在电脑端“寻才”里查看，尽快联系。`,
    }
  if (row.state === 'declined')
    return { title: '对方谢绝了邀请', body: `“${subject}”：请不要再为这件事联系对方。` }
  return null
}

/** Tells of invitations and answers; what was sent comes to nothing when its person leaves the pool. */
export const poolReactions = ({ vault }: Pick<PoolDeps, 'vault'>): NamedReactions => ({
  'pool.invited': {
    tell: async ({ tx, now }, { invitationId }) => {
      const row = await invitationById(tx, invitationId)
      const leftAt = row && (await leftPoolAt(tx, [row.person_id])).get(row.person_id)
      if (!row || standingOf(row, leftAt, now) !== 'open') return
      await notify(tx, vault, now, {
        personId: row.person_id,
        kind: 'application',
        title: '人才办向你发出一份邀请',
        body: `“${openField(vault, row, 'subject') ?? ''}”。${dayInWords(row.answer_by)}前答复都可以，不答复也没有关系。`,
        link: pageOfInvitation(row.id),
      })
    },
  },
  'pool.answered': {
    tell: async ({ tx, now }, { invitationId }) => {
      const row = await invitationById(tx, invitationId)
      const words = row && answerWords(openField(vault, row, 'subject') ?? '', row)
      if (row && words) await tellOffice({ db: tx, now, deps: { vault } }, row, words)
    },
  },
  'consent.withdrawn': {
    'end-invitations': async ({ tx }, { personId, purpose }) => {
      if (purpose !== 'talent-pool' && purpose !== 'registration') return
      // Those sent after a later consent stand.
      const leftAt = (await leftPoolAt(tx, [personId])).get(personId)
      if (leftAt) await endInvitations(tx, personId, leftAt)
    },
  },
})

/** One invitation whose last day passed: both are told. @returns whether it expired now */
export const expire = async (work: SystemWork, id: string, personId: string): Promise<boolean> => {
  const { db, now, deps } = work
  await stillThere(db, personId) // person first, as everywhere
  const row = await invitationForUpdate(db, id)
  if (row?.state !== 'open' || row.answer_by >= dayOf(now)) return false
  const leftAt = (await leftPoolAt(db, [row.person_id])).get(row.person_id)
  const state = standingOf(row, leftAt, now)
  await updateInvitation(db, id, { state })
  if (state !== 'expired') return false
  const subject = openField(deps.vault, row, 'subject') ?? ''
  await audit(db, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'pool.expired',
    object: `pool-invitation:${id}`,
    personId: row.person_id,
  })
  await notify(db, deps.vault, now, {
    personId: row.person_id,
    kind: 'application',
    title: '一份邀请已过期',
    body: `“${subject}”：过了最晚答复日，已经结束，对你没有任何影响。`,
    link: poolPage,
  })
  await tellOffice(work, row, {
    title: '邀请已过期',
    body: `“${subject}”：对方在最晚答复日前没有答复。请不要再为这件事联系对方。`,
  })
  return true
}

/** The one reminder, on the day before the last one. */
const remind = async ({ db, now, deps: { vault } }: SystemWork, id: string, personId: string) => {
  await stillThere(db, personId)
  const row = await invitationForUpdate(db, id)
  if (row?.state !== 'open' || row.reminded_at) return
  await updateInvitation(db, id, { reminded_at: now })
  const leftAt = (await leftPoolAt(db, [row.person_id])).get(row.person_id)
  // Who was invited less than a day ago has just been told.
  const isFresh = now.getTime() - row.sent_at.getTime() < 86_400_000
  if (isFresh || standingOf(row, leftAt, now) !== 'open') return
  await notify(db, vault, now, {
    personId: row.person_id,
    kind: 'application',
    title: '有一份邀请快到期了',
    body: `“${openField(vault, row, 'subject') ?? ''}”：${dayInWords(row.answer_by)}前答复都可以，不答复到期就结束。只提醒这一次。`,
    link: pageOfInvitation(row.id),
  })
}

const atOnce = 100
const remindFromHour = 9
/** Ends what nobody answered and reminds of what is about to end; each in a transaction of its own. */
export const passDays = async (
  db: Kysely<Database>,
  deps: Pick<PoolDeps, 'vault'>,
  now: Date,
): Promise<void> => {
  for (const { id, person_id } of await openUntil(db, dayIn(now, -1), false, atOnce))
    await db.transaction().execute((tx) => expire({ db: tx, now, deps }, id, person_id))
  if (inChina(now).getUTCHours() < remindFromHour) return
  for (const { id, person_id } of await openUntil(db, dayIn(now, 1), true, atOnce))
    await db.transaction().execute((tx) => remind({ db: tx, now, deps }, id, person_id))
}
