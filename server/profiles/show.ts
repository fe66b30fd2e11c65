import { newsFor } from '@jucai/contract/notice-news'
import type { Profile, Registration } from '@jucai/contract/profiles'
import type { Purpose } from '@jucai/contract/vocabulary'
import { cityInForce, regionByCode, tierFor, type TierFound } from '../city'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { maskDocument } from '../core/masking'
import { consentsOf } from './consents'
import { fieldLabels } from './fields'
import { notice } from './notice'
import { profileOf, type ProfileRecord } from './repository'

const pathOf = async (code: string) => (await regionByCode(code))?.path ?? code

/** A profile as its owner sees it. */
export const shownProfile = async (db: Db, profile: ProfileRecord, now: Date): Promise<Profile> => {
  const tier = tierFor(profile, await cityInForce(db), now)
  const { personId: _owner, registeredAt, updatedAt, fields, documentNumber, ...rest } = profile
  return {
    ...rest,
    documentNumber: documentNumber && maskDocument(documentNumber),
    homeRegionName: await pathOf(profile.homeRegion),
    presentRegionName: await pathOf(profile.presentRegion),
    tier: tier && { key: tier.key, name: tier.name, because: tier.because },
    registeredAt: registeredAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    fields: Object.entries(fields).map(([field, origin]) => ({
      field,
      label: fieldLabels[field as keyof Registration],
      ...origin,
    })),
  }
}

/**
 * What the talent code needs to know about a person. `category` says whose programme they belong to, as
 * a key of the vocabulary.
 */
export interface Holder {
  name: string
  tier: TierFound | null
  category: string
  registered: boolean
  consents: ReadonlySet<Purpose>
}

/**
 * The person behind a talent code, as registered now; `registered` is false and the rest empty before
 * registration.
 */
export const holderOf = async (db: Db, vault: Vault, personId: string, now: Date): Promise<Holder> => {
  const profile = await profileOf(db, vault, personId)
  const consents = new Set(
    (await consentsOf(db, personId)).filter((consent) => consent.given).map((consent) => consent.purpose),
  )
  if (!profile) return { name: '', tier: null, category: '', registered: false, consents }
  const tier = tierFor(profile, await cityInForce(db), now)
  return {
    name: profile.name,
    tier,
    category: 'graduate',
    registered: true,
    consents,
  }
}

/** The part of `GET /me` that the profile knows. */
export const profileStanding = async (db: Db, vault: Vault, personId: string, now: Date) => {
  const { name, tier, registered } = await holderOf(db, vault, personId, now)
  return {
    name: registered ? name : null,
    registered,
    tier: tier && { key: tier.key, name: tier.name },
    noticeNews: (await consentsOf(db, personId)).some((consent) => newsFor(notice, consent).length > 0),
  }
}
