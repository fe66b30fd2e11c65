import { overStates } from '@jucai/contract/post-vocabulary'
import type { Db } from '../core/db'
import { countGoing } from './job-rows'
import { countUnclosed } from './repository'

/** What of an employer is not finished here: its posts, and who applied and has no end yet. */
export const openWorkOf = async (db: Db, employerId: string): Promise<{ what: string; count: number }[]> => [
  { what: '没有结束的岗位', count: await countUnclosed(db, employerId) },
  { what: '没有结果的投递', count: await countGoing(db, employerId, overStates) },
]
