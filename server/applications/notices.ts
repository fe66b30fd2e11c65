import type { PublicNotice } from '@jucai/contract/applications'
import type { Case } from '@jucai/contract/review'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, readCursor } from '../core/keyset'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { shownCase } from './case'
import { blockingObjections, objectionSealedTo } from './objections'
import { applicationForUpdate, sealedTo, type ApplicationRow } from './repository'
import { advance, answersOf } from './steps'
import { system, type ApplicationWork, type OfficeWork, type OwnWork } from './work'

declare module '../core/outbox' {
  interface Events {
    'objection.decided': { objectionId: string; personId: string; program: string; upheld: boolean }
  }
}

/** What is on public notice today, what ends last first. */
export const publicNotices = async (
  { db, now, deps }: ApplicationWork,
  { after, limit = 20 }: { after?: string; limit?: number },
) => {
  const from = after === undefined ? null : readCursor(after)
  const rows = await db
    .selectFrom('application')
    .select(['id', 'program', 'program_version', 'masked_name', 'answers', 'notice_from', 'notice_to'])
    .where('state', '=', 'public-notice')
    .where('notice_to', '>=', dayOf(now))
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('notice_to', 'id'), '<', tuple(dayOf(from?.at as Date), from?.id as string)),
      ),
    )
    .orderBy('notice_to', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(new Date(`${row.notice_to}T04:00:00Z`), row.id),
    (row): PublicNotice => {
      const definition = deps.programs.definition(row.program)
      return {
        id: row.id,
        program: row.program,
        programTitle: definition.title,
        maskedName: row.masked_name ? deps.vault.decrypt(row.masked_name, sealedTo.maskedName(row.id)) : '',
        summary: definition.noticeSummary?.(answersOf(deps, row)) ?? definition.title,
        from: row.notice_from ?? '',
        to: row.notice_to ?? '',
      }
    },
  )
}

/**
 * Puts an objection on record; it stands in the way of approval until it is answered.
 * @throws Problem not-found, notice-over, already-objected
 */
export const makeObjection = async (
  { db, now, deps, actor }: OwnWork,
  applicationId: string,
  text: string,
): Promise<{ id: string; at: string }> => {
  const { personId } = actor
  const row = await applicationForUpdate(db, applicationId)
  if (!row || row.notice_to === null) throw problem('not-found')
  if (row.state !== 'public-notice' || dayOf(now) > row.notice_to)
    throw problem('notice-over', { detail: '公示已经结束。如有情况要反映，请联系人才办' })
  const id = uuidv7()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('objection')
    .values({
      id,
      application_id: applicationId,
      application_version: row.version,
      person_id: personId,
      text: deps.vault.encrypt(text, objectionSealedTo.text(id)),
      state: 'open',
      answer: null,
      at: now,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows)
    throw problem('already-objected', { detail: '你的上一条异议还在处理，答复后可以再提' })
  await audit(db, {
    at: now,
    actorId: personId,
    actorRole: 'holder',
    action: 'objection.made',
    object: `objection:${id}`,
    detail: { application: applicationId },
  })
  return { id, at: now.toISOString() }
}

/**
 * Approves what was on notice, when its time is over and nothing stands against it.
 * @returns the row as it is now
 */
export const settleNotice = async (work: ApplicationWork, row: ApplicationRow): Promise<ApplicationRow> => {
  const { db, now } = work
  const isOver = row.state === 'public-notice' && row.notice_to !== null && dayOf(now) > row.notice_to
  if (!isOver || (await blockingObjections(db, row.id, row.version)) > 0) return row
  return advance({ ...work, actor: system }, row, 'approve', { note: '公示期满，没有成立的异议' })
}

/**
 * Upholds or dismisses an objection, with an answer to whoever made it.
 * @throws Problem not-found, event-not-allowed, objection-decided
 */
export const decideObjection = async (
  work: OfficeWork,
  id: string,
  body: { uphold: boolean; answer: string },
): Promise<Case> => {
  const { db, now, deps, actor: officer } = work
  const objection = await db
    .selectFrom('objection')
    .select(['application_id', 'person_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!objection) throw problem('not-found')
  const row = await applicationForUpdate(db, objection.application_id)
  if (!row) throw problem('not-found')
  if (row.person_id === officer.personId)
    throw problem('event-not-allowed', { detail: '这是对您自己申请的异议，请由同事处理' })
  if (objection.person_id === officer.personId)
    throw problem('event-not-allowed', { detail: '这是您自己提出的异议，请由同事处理' })
  const { numUpdatedRows } = await db
    .updateTable('objection')
    .set({
      state: body.uphold ? 'upheld' : 'dismissed',
      answer: deps.vault.encrypt(body.answer, objectionSealedTo.answer(id)),
      decided_by: officer.personId,
      decided_at: now,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw problem('objection-decided')
  await audit(db, {
    at: now,
    actorId: officer.personId,
    actorRole: officer.role,
    action: body.uphold ? 'objection.upheld' : 'objection.dismissed',
    object: `objection:${id}`,
    personId: objection.person_id,
    detail: { what: '看到并答复了你提出的公示异议', why: '处理公示异议', application: row.id },
  })
  await emit(db, now, 'objection.decided', {
    objectionId: id,
    personId: objection.person_id,
    program: row.program,
    upheld: body.uphold,
  })
  return shownCase(work, await settleNotice(work, row))
}
