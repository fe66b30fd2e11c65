import { creditCodeText } from '@jucai/contract/credit-code'
import type { EmployerReturnee } from '@jucai/contract/employer-shapes'
import { nameKey } from '@jucai/contract/text'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { cursorOf, placeOf, type PageRequest, type Place } from '../core/keyset'
import type { EmployerDeps, MemberWork, ReturneeSeen } from './deps'
import { lookedAt, looksWithin } from './looks'
import { requireMember, requireVerified } from './members'
import type { EmployerRow } from './repository'

interface EmployerReturneeTable {
  id: string
  application_id: string
  person_id: string
  field_key: string
  at: Date
}
declare module '../core/db' {
  interface Database {
    employer_returnee: EmployerReturneeTable
  }
}

/** Puts a registration among those that employers may see, as it stands now, or takes it out. */
const follow = async (db: Db, deps: Pick<EmployerDeps, 'returnee'>, applicationId: string, now: Date) => {
  const seen = await deps.returnee(db, applicationId)
  await db.deleteFrom('employer_returnee').where('application_id', '=', applicationId).execute()
  if (!seen || seen.field === '') return
  await db
    .insertInto('employer_returnee')
    .values({
      id: uuidv7(),
      application_id: applicationId,
      person_id: seen.personId,
      field_key: nameKey(seen.field),
      at: now,
    })
    .execute()
}

/** Follows the registrations of returnees. */
export const returneeReactions = (deps: Pick<EmployerDeps, 'returnee'>): NamedReactions => ({
  'application.changed': {
    'show-returnee': async ({ tx, now }, { applicationId, program }) => {
      if (program === 'homecoming') await follow(tx, deps, applicationId, now)
    },
  },
})

/**
 * Whether a returnee keeps an employer from seeing them. Names are compared loosely, one within the other, so that
 * a short name hides too: better one employer too few than the wrong one.
 */
export const isHiddenFrom = (
  { hiddenFrom }: Pick<ReturneeSeen, 'hiddenFrom'>,
  employer: Pick<EmployerRow, 'name_key' | 'credit_code'>,
): boolean =>
  hiddenFrom.some((typed) => {
    if (creditCodeText(typed) === employer.credit_code) return true
    const key = nameKey(typed)
    return key.length > 1 && (employer.name_key.includes(key) || key.includes(employer.name_key))
  })

const ofField = (db: Db, fieldKey: string, after: Place | null, limit: number) =>
  db
    .selectFrom('employer_returnee')
    .selectAll()
    .where(
      sql<boolean>`(position(field_key in ${fieldKey}::text) > 0 or position(${fieldKey}::text in field_key) > 0)`,
    )
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/**
 * Returnees of an employer's field who let employers see them, masked. A page may hold fewer than asked for:
 * who excludes this employer is left out without a trace, and a page ends where the limit of looks does.
 * @throws Problem not-found, employer-not-verified, employer-look-limit
 */
export const returneesFor = async (
  work: MemberWork,
  employerId: string,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: EmployerReturnee[]; next: string | null }> => {
  const { db, now, deps, actor } = work
  const { employer } = await requireMember(db, actor, employerId)
  requireVerified(employer)
  const fieldKey = nameKey(employer.field)
  const rows = fieldKey === '' ? [] : await ofField(db, fieldKey, placeOf(after), limit)
  const found: (EmployerReturnee & { personId: string; row: EmployerReturneeTable })[] = []
  for (const row of rows.slice(0, limit)) {
    const seen = await deps.returnee(db, row.application_id) // as it stands, not as it was followed
    if (!seen || isHiddenFrom(seen, employer) || seen.personId === actor.personId) continue
    const { hiddenFrom: _kept, ...shown } = seen
    found.push({ id: row.id, row, ...shown })
  }
  const openPosts = await deps.openPosts(db, employerId)
  const within = await looksWithin(
    db,
    now,
    { employerId, openPosts },
    found.map(({ personId }) => personId),
  )
  const items = within === 0 ? found : found.slice(0, within)
  await lookedAt(db, now, {
    employerId,
    actorId: actor.personId,
    personIds: items.map(({ personId }) => personId),
    openPosts,
    what: '看到了你的“归根”意向（没有姓名、电话和现在的单位）',
    why: `领域相符：${employer.field}`,
  })
  const isCut = items.length < found.length
  const last = isCut ? items.at(-1)?.row : rows.at(limit - 1)
  return {
    items: items.map(({ personId: _whose, row: _row, ...shown }) => shown),
    next: (isCut || rows.length > limit) && last ? cursorOf(last.at, last.id) : null,
  }
}
