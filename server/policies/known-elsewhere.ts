import { majorClassOf } from '@jucai/contract/fit/majors'
import { checkDocument } from '@jucai/contract/identity-documents'
import type { FactDefinition, Facts, FactValue } from '@jucai/contract/policies/facts'
import type { RecordFact } from '@jucai/contract/policies/record-facts'
import { tierOn } from '@jucai/contract/registration-rules'
import { cityInForce } from '../city'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import { readingOf } from '../core/pinyin-search'
import type { ProfileRecord } from '../profiles'

/** A tier, and the day somebody was recognised in it. */
export interface RecognisedTier {
  tier: string
  on: string
}
/** What records of other rooms tell of people. */
export interface KnownDeps {
  /** The tier that people were recognised in (`a`, `b` …), and the day it was decided; who never was is left out. */
  recognisedTiers(db: Db, personIds: readonly string[]): Promise<Map<string, RecognisedTier>>
}

/** What facts are asked of whom: the definitions that matter, on the day. */
interface Asked {
  definitions: readonly FactDefinition[]
  day: string
}

const registered = {
  degree: ({ degree }) => degree,
  majorClass: ({ major }) => majorClassOf(major, readingOf),
  graduatesOn: ({ graduatesOn }) => graduatesOn,
  documentType: ({ documentType }) => documentType,
  birthday: ({ documentType, documentNumber }, day) => {
    if (documentNumber === null) return null
    const document = checkDocument(documentType, documentNumber, day)
    return document.ok ? document.birth : null
  },
} satisfies Partial<Record<RecordFact, (profile: ProfileRecord, day: string) => string | null>>
/** The field of a registration that a fact is taken from, whose date it has. */
const fieldOf: Record<string, string> = {
  birthday: 'documentNumber',
  talentTier: 'degree',
  majorClass: 'major',
}

/** Beyond the border: abroad by the code for all countries, Taiwan, Hong Kong and Macao (GB/T 2260). */
const isAbroad = (code: string): boolean => /^(71|81|82|9)/.test(code)
/** The digits by which a division lies in another: `430100` is a prefecture, `43` a province. */
const headOf = (region: string): string => region.replace(/(00)+$/, '')
const optionFor = (definition: FactDefinition, region: string, here: string): string | null => {
  const options = definition.type.kind === 'choice' ? definition.type.options.map(({ value }) => value) : []
  const found = region.startsWith(headOf(here)) ? 'here' : isAbroad(region) ? 'abroad' : 'elsewhere'
  if (options.includes(found)) return found
  return options.includes('elsewhere') ? 'elsewhere' : null
}

/** Of the tier that the registration comes to and the one somebody was recognised in, the higher one. */
const higherTier = (
  { type }: FactDefinition,
  byRegistration: FactValue,
  recognised: RecognisedTier | undefined,
): FactValue => {
  if (!recognised || type.kind !== 'choice') return byRegistration
  const rankOf = (value: unknown) => type.options.find((option) => option.value === value)?.rank ?? -1
  return rankOf(recognised.tier) >= rankOf(byRegistration.value)
    ? { value: recognised.tier, source: 'record', asOf: recognised.on }
    : byRegistration
}

type City = Awaited<ReturnType<typeof cityInForce>>
/** What the facts of one person are read from beside their registration. */
interface Beside {
  /** null: nothing asked for needs it. */
  city: City | null
  recognised: RecognisedTier | undefined
}

const factsIn = (
  profile: ProfileRecord,
  { definitions, day }: Asked,
  { city, recognised }: Beside,
): Facts => {
  const asked = new Map(definitions.map((one) => [one.code, one]))
  const fact = (code: RecordFact, value: string): FactValue => {
    const at = profile.fields[fieldOf[code] ?? code]?.at ?? profile.updatedAt
    return { value, source: 'registration', asOf: dayOf(new Date(at)) }
  }
  const facts: Partial<Record<RecordFact, FactValue>> = {}
  for (const code of Object.keys(registered) as (keyof typeof registered)[]) {
    const value = asked.has(code) ? registered[code](profile, day) : null
    if (value !== null) facts[code] = fact(code, value)
  }
  if (!city) return facts
  for (const code of ['presentRegion', 'homeRegion'] as const) {
    const definition = asked.get(code)
    const value = definition && city.region ? optionFor(definition, profile[code], city.region) : null
    if (value !== null && value !== undefined) facts[code] = fact(code, value)
  }
  const tier = asked.get('talentTier')
  if (tier) {
    const byRegistration = fact('talentTier', tierOn(profile, city.tiers, day)?.key ?? 'none')
    facts.talentTier = higherTier(tier, byRegistration, recognised)
  }
  return facts
}

/**
 * Facts that the registrations and the records of other rooms know of people, each with its source and the day it was
 * given on, by person. Regions are told by the city's own one; without one nothing is known of them.
 */
export const knownOfEach = async (
  db: Db,
  { recognisedTiers }: KnownDeps,
  profiles: readonly ProfileRecord[],
  asked: Asked,
): Promise<Map<string, Facts>> => {
  const isAsked = (...codes: string[]) => asked.definitions.some(({ code }) => codes.includes(code))
  const city = isAsked('talentTier', 'presentRegion', 'homeRegion') ? await cityInForce(db) : null
  const ids = profiles.map(({ personId }) => personId)
  const tiers = isAsked('talentTier') ? await recognisedTiers(db, ids) : new Map<string, RecognisedTier>()
  return new Map(
    profiles.map((profile) => [
      profile.personId,
      factsIn(profile, asked, { city, recognised: tiers.get(profile.personId) }),
    ]),
  )
}

/** The same of one person. */
export const knownElsewhere = async (
  db: Db,
  deps: KnownDeps,
  profile: ProfileRecord,
  asked: Asked,
): Promise<Facts> => (await knownOfEach(db, deps, [profile], asked)).get(profile.personId) ?? {}
