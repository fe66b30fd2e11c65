import type { Kysely } from 'kysely'
import { spokenDay } from '../core/clock'
import type { Database } from '../core/db'
import { quoted } from '../core/quoted'
import { notify } from '../notifications'
import { draftKept, endedDrafts, keptUntil, untoldDrafts, updateDraft, type DraftRow } from './draft-rows'
import { dropDraft } from './drafts'
import type { ApplicationDeps } from './ports'
import type { ApplicationWork } from './work'

const batch = 100

const tell = async ({ db, now, deps }: ApplicationWork, row: DraftRow): Promise<void> => {
  const told = { ...row, told_at: now }
  await updateDraft(db, told)
  const { title } = deps.programs.definition(row.program)
  await notify(db, deps.vault, now, {
    personId: row.person_id,
    kind: 'application',
    title: '有一份草稿快到期',
    body: `${quoted(title)}的草稿很久没有改动，会在 ${spokenDay(keptUntil(told))} 之后删除，其中上传的文件一起删除。还要用的，打开改一处，就再保留 ${draftKept.days} 天。`,
    link: `/applications/form/index?program=${row.program}`,
  })
}

/** Does something to all drafts of a kind, of which each stops being one by it. @returns how many */
const toEach = async (
  { db, ...deps }: ApplicationDeps & { db: Kysely<Database> },
  now: Date,
  find: typeof endedDrafts,
  act: (work: ApplicationWork, row: DraftRow) => Promise<void>,
): Promise<number> => {
  let count = 0
  for (let found = batch; found === batch; count += found)
    found = await db.transaction().execute(async (tx) => {
      const rows = await find(tx, now, batch)
      for (const row of rows) await act({ db: tx, now, deps }, row)
      return rows.length
    })
  return count
}

/**
 * Tells owners of drafts that go soon, and lets go, with their files, those of which they were told in time.
 * @returns how many went
 */
export const endDrafts = async (
  deps: ApplicationDeps & { db: Kysely<Database> },
  now: Date,
): Promise<number> => {
  await toEach(deps, now, untoldDrafts, tell)
  return toEach(deps, now, endedDrafts, dropDraft)
}
