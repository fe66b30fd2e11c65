import type { SubsidyFile, SubsidyItem } from '@jucai/contract/subsidies'
import type { GrantState } from '@jucai/contract/subsidy-vocabulary'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, type PageRequest } from '../core/keyset'
import { maskName } from '../core/masking'
import { problem } from '../core/problem'
import { endedNote, instalmentsOf, type GrantRow, type InstalmentRow } from './grants'
import { mayTakeBack } from './take-back'
import { schemeOf } from './schemes'
import { afterPlace, fenOf, instalmentsToday, newest } from './show'

/** Names of people by id, for masking. */
export type Names = (db: Db, personIds: readonly string[]) => Promise<Map<string, string>>

const shownItems = async (db: Db, names: Names, grants: readonly GrantRow[]): Promise<SubsidyItem[]> => {
  const known = await names(
    db,
    grants.map((grant) => grant.person_id),
  )
  const rows = await instalmentsOf(
    db,
    grants.map(({ id }) => id),
  )
  return grants.map((grant) => {
    const live = rows.filter((row) => row.grant_id === grant.id && row.cancelled_at === null)
    const name = known.get(grant.person_id)
    const sum = (those: readonly InstalmentRow[]) =>
      those.reduce((fen, { amount_fen: amount }) => fen + amount, 0)
    return {
      id: grant.id,
      application: grant.application_id,
      scheme: grant.scheme,
      title: schemeOf(grant.scheme).title,
      label: grant.label,
      maskedName: name ? maskName(name) : '已注销',
      state: grant.state,
      fenPerMonth: grant.fen_per_month,
      months: grant.months,
      totalFen: sum(live),
      waitingFen: sum(live.filter((row) => row.owed_at === null)),
      approvedOn: grant.approved_on,
      endedOn: grant.ended_on,
      endedBecause: grant.ended_because,
    }
  })
}

/** Which subsidies the office asks for. */
export interface SubsidyFilter extends PageRequest {
  scheme?: string | undefined
  state?: GrantState | undefined
}

/** Granted subsidies as the office sees them, newest first. */
export const subsidyPage = async (db: Db, names: Names, filter: SubsidyFilter) => {
  const { scheme, state, limit = 20 } = filter
  const rows = await afterPlace(db, filter)
    .$if(scheme !== undefined, (query) => query.where('scheme', '=', scheme as string))
    .$if(state !== undefined, (query) => query.where('state', '=', state as GrantState))
    .execute()
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.created_at, row.id),
    (row) => row,
  )
  return { items: await shownItems(db, names, page.items), next: page.next }
}

/** Whose names are known, and on which day one is looked at. */
export interface OfficeLook {
  vault: Vault
  names: Names
  today: string
}

/** One of them with its instalments. @throws Problem not-found */
export const subsidyFile = async (
  db: Db,
  { vault, names, today }: OfficeLook,
  id: string,
): Promise<SubsidyFile> => {
  const [grant] = await newest(db).where('id', '=', id).execute()
  if (!grant) throw problem('not-found')
  const [item] = await shownItems(db, names, [grant])
  const shown = await instalmentsToday(db, grant, today)
  const { ended_on: on, ended_because: because, ended_as: by } = grant
  return {
    ...(item as SubsidyItem),
    paidFen: fenOf(shown.filter(({ state }) => state === 'paid')),
    conditions: grant.conditions as string[],
    ended: on && because && by ? { on, because, by, note: endedNote.open(vault, grant) } : null,
    mayEnd: grant.state === 'running',
    mayTakeBack: mayTakeBack(grant, today),
    instalments: shown.map(({ words: _, ...instalment }) => instalment),
  }
}
