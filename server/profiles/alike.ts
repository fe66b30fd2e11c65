import { checkDocument } from '@jucai/contract/identity-documents'
import { nameKey } from '@jucai/contract/text'
import { documentTypeLabels } from '@jucai/contract/vocabulary'
import { peopleWithRole } from '../accounts'
import { audit } from '../core/audit'
import { dayOf, spokenDay } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { NamedReactions } from '../core/feature'
import { maskDocument, maskName } from '../core/masking'
import { emit } from '../core/outbox'
import { takeTurns } from '../core/turns'
import { notify } from '../notifications'
import {
  profileOf,
  profilesAlike,
  profilesWithoutMark,
  setAlikeIndex,
  type ProfileRecord,
} from './repository'

declare module '../core/outbox' {
  interface Events {
    /** Two registrations have one name and birthday, and documents that one person may have both of. */
    'profile.alike': { personId: string; otherId: string }
  }
}

/** What of a registration tells whether it may be another's second one. */
type Marks = Pick<ProfileRecord, 'name' | 'documentType' | 'documentNumber'>

/**
 * The blind index of name and birthday, by which registrations of one person under two documents are found;
 * null without a document. Old cards of foreigners have no century, so it does not count.
 */
export const alikeIndex = (vault: Vault, now: Date, profile: Marks): string | null => {
  if (profile.documentNumber === null) return null
  const document = checkDocument(profile.documentType, profile.documentNumber, dayOf(now))
  return document.ok
    ? vault.blindIndex(`${nameKey(profile.name)}:${document.birth.slice(2)}`, 'profile.alike')
    : null
}

/** A citizen or resident has one number for life; the cards of foreigners changed theirs in 2023. */
const mayBeOne = (one: Marks, other: Marks): boolean =>
  one.documentType !== other.documentType || one.documentType === 'foreign-permanent-id'

/** Lets registrations that may be of one person be written one after another, so that the second finds the first. */
export const takeTurnsAlike = async (db: Db, index: string | null): Promise<void> => {
  if (index !== null) await takeTurns(db, `profile.alike:${index}`)
}

/** Notes every earlier registration that may be of the same person, for the office. Nobody is refused. */
export const noteAlike = async (db: Db, vault: Vault, now: Date, profile: ProfileRecord): Promise<void> => {
  const index = alikeIndex(vault, now, profile)
  if (index === null) return
  for (const other of await profilesAlike(db, vault, index, profile.personId))
    if (mayBeOne(profile, other))
      await emit(db, now, 'profile.alike', { personId: profile.personId, otherId: other.personId })
}

/** Marks registrations of before there was a mark. @returns how many */
export const fillAlike = async (db: Db, vault: Vault, now: Date): Promise<number> => {
  const rows = await profilesWithoutMark(db, vault, 200)
  for (const profile of rows) await setAlikeIndex(db, profile.personId, alikeIndex(vault, now, profile) ?? '')
  return rows.length
}

const shown = (profile: ProfileRecord): string =>
  `${maskName(profile.name)}：${documentTypeLabels[profile.documentType]} ${maskDocument(profile.documentNumber ?? '')}（${spokenDay(profile.registeredAt)}登记）`

/** Tells the leads, with what is needed to look and no more; that they were told is on record. */
export const alikeReactions = (vault: Vault): NamedReactions => ({
  'profile.alike': {
    'tell-leads': async ({ tx, now }, { personId, otherId }) => {
      const [one, other] = [await profileOf(tx, vault, personId), await profileOf(tx, vault, otherId)]
      if (!one?.documentNumber || !other?.documentNumber) return
      for (const leadId of await peopleWithRole(tx, 'lead'))
        await notify(tx, vault, now, {
          personId: leadId,
          kind: 'staff',
          title: '有两份登记可能是同一个人',
          body: `${shown(one)}；${shown(other)}。姓名和出生日期相同，证件不同，也可能只是巧合。办理其中一份的申请时请核对证件，确认没有重复享受；两份登记都照常有效。`,
          link: null,
        })
      for (const id of [personId, otherId])
        await audit(tx, {
          at: now,
          actorId: null,
          actorRole: 'system',
          action: 'profile.alike',
          object: `person:${id}`,
          personId: id,
        })
    },
  },
})
