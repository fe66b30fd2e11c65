import { nameKey } from '@jucai/contract/text'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Place } from '../core/keyset'
import { isGone } from '../core/person'
import type {
  CapitalRow,
  CommitmentRow,
  IntroductionRow,
  ProjectRow,
  QuotaRow,
  RewardRow,
  StepRow,
} from './tables'

const context = (field: 'note' | 'reason', id: string) => `project_introduction.${field}:${id}`
/** Words about somebody introduced, as they are kept. */
export const sealWords = (vault: Vault, id: string, field: 'note' | 'reason', words: string): Buffer =>
  vault.encrypt(words, context(field, id))
/** The same in the clear; empty where there are none, or once they are erased. */
export const openWords = (vault: Vault, row: IntroductionRow, field: 'note' | 'reason'): string => {
  const sealed = row[field]
  return sealed ? vault.decrypt(sealed, context(field, row.id)) : ''
}

/** Adds a project. */
export const insertProject = async (db: Db, row: Omit<ProjectRow, 'name_key'>): Promise<ProjectRow> => {
  const whole = { ...row, name_key: nameKey(row.name) }
  await db.insertInto('project').values(whole).execute()
  return whole
}
/** A project by id. */
export const projectById = (db: Db, id: string): Promise<ProjectRow | undefined> =>
  db.selectFrom('project').selectAll().where('id', '=', id).executeTakeFirst()
/** Several by id. */
export const projectsById = async (db: Db, ids: readonly string[]): Promise<Map<string, ProjectRow>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await db
            .selectFrom('project')
            .selectAll()
            .where('id', 'in', [...new Set(ids)])
            .execute()
        ).map((row) => [row.id, row]),
  )
/** The same, held until the transaction ends: whoever writes of a project holds it first, and people before it. */
export const projectForUpdate = (db: Db, id: string): Promise<ProjectRow | undefined> =>
  db.selectFrom('project').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
/** Changes a project. */
export const updateProject = async (db: Db, id: string, change: Partial<ProjectRow>): Promise<void> => {
  await db
    .updateTable('project')
    .set(change.name === undefined ? change : { ...change, name_key: nameKey(change.name) })
    .where('id', '=', id)
    .execute()
}
/** Writes down what happened to a project. */
export const insertStep = async (
  db: Db,
  row: Omit<StepRow, 'id' | 'undoes'> & { undoes?: number },
): Promise<void> => {
  await db.insertInto('project_step').values(row).execute()
}
/** The newest steps that stand, `count` of them: neither taken back nor taking one back. */
export const standingSteps = (db: Db, projectId: string, count: number): Promise<StepRow[]> =>
  db
    .selectFrom('project_step as step')
    .selectAll('step')
    .where('step.project_id', '=', projectId)
    .where('step.undoes', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('project_step as later').select('later.id').whereRef('later.undoes', '=', 'step.id'),
        ),
      ),
    )
    .orderBy('step.id', 'desc')
    .limit(count)
    .execute()
/** Adds an entry of capital. */
export const insertCapital = async (db: Db, row: CapitalRow): Promise<void> => {
  await db.insertInto('project_capital').values(row).execute()
}
/** Says whether an entry counts. */
export const decideCapital = async (
  db: Db,
  id: string,
  change: Pick<CapitalRow, 'state' | 'decided_by' | 'decided_at' | 'decision'>,
): Promise<void> => {
  await db.updateTable('project_capital').set(change).where('id', '=', id).execute()
}
/** An entry of a project. */
export const capitalById = (db: Db, projectId: string, id: string): Promise<CapitalRow | undefined> =>
  db
    .selectFrom('project_capital')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
/** Whether a counter-entry of an entry counts or waits. */
export const isBeingCorrected = async (db: Db, id: string): Promise<boolean> =>
  (await db
    .selectFrom('project_capital')
    .select('id')
    .where('corrects', '=', id)
    .where('state', '<>', 'refused')
    .executeTakeFirst()) !== undefined
/** Whether capital in place of a project waits for a second officer. */
export const capitalWaits = async (db: Db, projectId: string): Promise<boolean> =>
  (await db
    .selectFrom('project_capital')
    .select('id')
    .where('project_id', '=', projectId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()) !== undefined
/** Capital in place that counts, in fen. */
export const inPlaceFen = async (db: Db, projectId: string): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('project_capital')
        .select(({ fn }) => fn.sum<string | null>('amount_fen').as('fen'))
        .where('project_id', '=', projectId)
        .where('kind', '=', 'in-place')
        .where('state', '=', 'counted')
        .executeTakeFirstOrThrow()
    ).fen,
  )

/** Adds a commitment. */
export const insertCommitment = async (db: Db, row: CommitmentRow): Promise<void> => {
  await db.insertInto('project_commitment').values(row).execute()
}
/** Takes a commitment back. @returns false when there is none, or it was taken back */
export const withdrawCommitment = async (
  db: Db,
  { projectId, id, by, because }: { projectId: string; id: string; by: string; because: string },
  now: Date,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('project_commitment')
    .set({ withdrawn_at: now, withdrawn_by: by, withdrawn_because: because })
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Adds a code by which somebody is asked. */
export const insertIntroduction = async (db: Db, row: IntroductionRow): Promise<void> => {
  await db.insertInto('project_introduction').values(row).execute()
}
/** Changes one. */
export const updateIntroduction = async (
  db: Db,
  id: string,
  change: Partial<IntroductionRow>,
): Promise<void> => {
  await db.updateTable('project_introduction').set(change).where('id', '=', id).execute()
}
/** One by its code. */
export const introductionByHash = (db: Db, hash: string): Promise<IntroductionRow | undefined> =>
  db.selectFrom('project_introduction').selectAll().where('code_hash', '=', hash).executeTakeFirst()
/** One by id. */
export const introductionById = (db: Db, id: string): Promise<IntroductionRow | undefined> =>
  db.selectFrom('project_introduction').selectAll().where('id', '=', id).executeTakeFirst()
/** How many codes of a project wait for an answer. */
export const openCodes = async (db: Db, projectId: string, now: Date): Promise<number> =>
  (
    await db
      .selectFrom('project_introduction')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('project_id', '=', projectId)
      .where('state', '=', 'asked')
      .where('expires_at', '>', now)
      .executeTakeFirstOrThrow()
  ).count
/** How many people of each kind are counted with a project. */
export const hereByKind = async (db: Db, projectId: string): Promise<Map<string, number>> =>
  new Map(
    (
      await db
        .selectFrom('project_introduction')
        .where('project_id', '=', projectId)
        .where('state', '=', 'here')
        .groupBy('kind')
        .select(({ fn }) => ['kind', fn.countAll<number>().as('people')])
        .execute()
    ).map(({ kind, people }) => [kind, Number(people)]),
  )
/** With which project somebody is counted now. */
export const presentOf = (db: Db, personId: string): Promise<IntroductionRow | undefined> =>
  db
    .selectFrom('project_introduction')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'here')
    .executeTakeFirst()
/** Those of a person, agreed to last first, after a place in that order; one more than `limit`. */
export const introductionsOfPerson = (
  db: Db,
  personId: string,
  after: Place | null,
  limit: number,
): Promise<IntroductionRow[]> =>
  db
    .selectFrom('project_introduction')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('agreed_at', 'id'), '<', tuple(after?.at as Date, after?.id as string)),
      ),
    )
    .orderBy('agreed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()

/** The newest row of a quota ledger. */
export const lastQuota = (db: Db, projectId: string): Promise<QuotaRow | undefined> =>
  db
    .selectFrom('project_quota')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
/** Adds the next row. */
export const insertQuota = async (db: Db, row: QuotaRow): Promise<void> => {
  await db.insertInto('project_quota').values(row).execute()
}
/** Places that capital has earned so far, less what was taken back. */
export const earnedPlaces = async (db: Db, projectId: string): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('project_quota')
        .select(({ fn }) => fn.sum<string | null>('places').as('places'))
        .where('project_id', '=', projectId)
        .where('kind', 'in', ['earn', 'take-back'])
        .executeTakeFirstOrThrow()
    ).places,
  )
/** Parts of rewards of a project that are due. */
export const rewardsOf = (db: Db, projectId: string): Promise<RewardRow[]> =>
  db
    .selectFrom('project_reward')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .orderBy('due_at')
    .execute()
/** Writes a part of a reward, or has it due again once it was withdrawn. @returns its turn; null when it is due already */
export const writeReward = async (db: Db, row: RewardRow): Promise<RewardRow | null> => {
  const written = await db
    .insertInto('project_reward')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['referral_id', 'part'])
        .doUpdateSet(({ ref, eb }) => ({
          amount_fen: ref('excluded.amount_fen'),
          due_at: ref('excluded.due_at'),
          owed_at: null,
          told_at: null,
          withdrawn_at: null,
          turn: eb('project_reward.turn', '+', 1),
        }))
        .where('project_reward.withdrawn_at', 'is not', null),
    )
    .returningAll()
    .executeTakeFirst()
  return written ?? null
}
/** Changes a part of a reward. */
export const updateReward = async (
  db: Db,
  { referral_id: id, part }: Pick<RewardRow, 'referral_id' | 'part'>,
  change: Partial<RewardRow>,
): Promise<void> => {
  await db
    .updateTable('project_reward')
    .set(change)
    .where('referral_id', '=', id)
    .where('part', '=', part)
    .execute()
}
/** Parts of the reward of a referral; held with `update`. */
export const rewardsOfReferral = (db: Db, referralId: string, hold?: 'update'): Promise<RewardRow[]> =>
  db
    .selectFrom('project_reward')
    .selectAll()
    .where('referral_id', '=', referralId)
    .orderBy('part')
    .$if(hold === 'update', (query) => query.forUpdate())
    .execute()
/** A part of a reward that waits, in the order in which they fell due. */
export type Waiting = Pick<RewardRow, 'referral_id' | 'part' | 'due_at'>
/** Parts of rewards that wait for a budget, due first before others; whoever deleted their account waits for nothing. */
export const waitingRewards = (db: Db, after: Waiting | null, limit: number): Promise<Waiting[]> =>
  db
    .selectFrom('project_reward')
    .select(['referral_id', 'part', 'due_at'])
    .where('owed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(({ not }) => not(isGone('project_reward.person_id')))
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) => {
        const { due_at: due, referral_id: id, part } = after as Waiting
        return eb(refTuple('due_at', 'referral_id', 'part'), '>', tuple(due, id, part))
      }),
    )
    .orderBy('due_at')
    .orderBy('referral_id')
    .orderBy('part')
    .limit(limit)
    .execute()
