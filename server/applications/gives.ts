import type { Db } from '../core/db'
import type { ApplicationDeps } from './ports'
import { newestJudgement, resultOf } from './judgement-rows'
import type { JudgedAmount } from './program'

/** What the newest judgement on record of an application gives; null without a judgement or an amount. */
export const givesOf = async (
  db: Db,
  { vault }: Pick<ApplicationDeps, 'vault'>,
  applicationId: string,
): Promise<JudgedAmount | null> => {
  const row = await newestJudgement(db, applicationId)
  return (row && resultOf(vault, row)?.gives) ?? null
}
