import type { OpenThing } from '@jucai/contract/employer-shapes'
import type { EvidenceContent } from '@jucai/contract/evidence'
import type { Kysely } from 'kysely'
import type { Database, Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { Randomness } from '../core/ports'
import type { WorkBy } from '../core/work'

/** Pictures of licences: what this room uses of the evidence room’s door. */
export interface Licences {
  hold(
    db: Db,
    tie: { ids: readonly string[]; byPerson: string; ofPerson: string; heldBy: string },
  ): Promise<string[]>
  content(db: Db, heldBy: readonly string[], id: string): Promise<EvidenceContent>
  of(db: Db, heldBy: readonly string[]): Promise<Map<string, string[]>>
}

/** What a returnee let employers see, while it stands; names of employers are for comparing only. */
export interface ReturneeSeen {
  personId: string
  field: string
  intention: string
  horizon: string
  contributions: string[]
  /** Their present employer and those they exclude, by name or credit code, as they typed them. */
  hiddenFrom: string[]
}

/** What this room is built from; what other rooms know of an employer is handed in by features.ts. */
export interface EmployerDeps {
  vault: Vault
  random: Randomness
  licences: Licences
  /** What of an employer is not finished elsewhere: posts, applications, internships, engagements, fairs. */
  openThings(db: Db, employerId: string): Promise<OpenThing[]>
  /** How many of its posts are open: they explain at how many people it looks. */
  openPosts(db: Db, employerId: string): Promise<number>
  /** A registration that employers may see now; null: none, or no longer. */
  returnee(db: Db, applicationId: string): Promise<ReturneeSeen | null>
}
/** The same, with the pool of connections, for chores and for looks that go on record. */
export interface EmployerRoomDeps extends EmployerDeps {
  db: Kysely<Database>
}

/** Who acts for an employer or for themselves. */
export type MemberWork = WorkBy<{ personId: string }, EmployerDeps>
/** Who acts for the office. */
export type OfficeWork = WorkBy<{ personId: string; role: 'lead' | 'reviewer' }, EmployerDeps>
