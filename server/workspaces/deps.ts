import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Work, WorkBy } from '../core/work'

/** What the room is built from; what it needs of other rooms is handed in by features.ts. */
export interface WorkspaceDeps {
  db: Kysely<Database>
  vault: Vault
  /** Writes a step of the journey (足迹). */
  milestone(db: Db, at: Date, personId: string, title: string): Promise<void>
}

/** Work that nobody asked for. */
export type WorkspaceWork = Work<WorkspaceDeps>
/** Work of a tenant or an officer. */
export type ByPerson = WorkBy<{ personId: string }, WorkspaceDeps>
