import { fromUuid, toUuid } from './bytes'
import { decodeCbor, encodeCbor, type Cbor } from './cbor'
import { algLabel, asMap, edDsa, isBytes, kidLabel, makeSign1Later, type SignLater } from './cose'

/** What the city says about a holder. Nothing here names a person. */
export interface CredentialClaims {
  /** `iss`: who issued it, for example `jucai:xingcheng`. */
  issuer: string
  /** `cti`: the id of the credential, a UUID. */
  id: string
  /** `exp`: the first second at which it is no longer in force, in seconds of Unix time. */
  expiresAt: number
  /** Key of the tier in the city's configuration. */
  tier: string
  /** What kind of talent: one of {@link categories}, or a city's own word. */
  category: string
  /** Place in the status list. */
  statusIndex: number
  /** `cnf`: the holder's Ed25519 public key, 32 bytes. */
  holderKey: Uint8Array
}

/** Labels of claims: RFC 8392 section 4, RFC 8747 section 3.1, and one for private use. */
export const claimLabels = { iss: 1, exp: 4, iat: 6, cti: 7, cnf: 8, standing: -65537 } as const

/**
 * Kinds of talent that the format knows by number, which keeps the QR code small: the number is the place
 * here, from 1. Only ever add at the end.
 */
export const categories = ['graduate', 'returnee', 'expert', 'skilled', 'founder', 'other'] as const
const toCategoryClaim = (category: string): Cbor =>
  (categories as readonly string[]).indexOf(category) + 1 || category
const fromCategoryClaim = (claim: Cbor | undefined): Cbor | undefined =>
  typeof claim === 'number' ? categories[claim - 1] : claim

// COSE_Key (RFC 9052 section 7, RFC 9053 section 7.2): key type OKP, curve Ed25519, x
const [ktyLabel, crvLabel, xLabel] = [1, -1, -2]
const [okp, ed25519] = [1, 6]

/** Claims as deterministic CBOR. */
export const encodeClaims = ({
  issuer,
  id,
  expiresAt,
  tier,
  category,
  statusIndex,
  holderKey,
}: CredentialClaims): Uint8Array =>
  encodeCbor(
    new Map<number, Cbor>([
      [claimLabels.iss, issuer],
      [claimLabels.exp, expiresAt],
      [claimLabels.cti, fromUuid(id)],
      [
        claimLabels.cnf,
        new Map<number, Cbor>([
          [
            1,
            new Map<number, Cbor>([
              [ktyLabel, okp],
              [crvLabel, ed25519],
              [xLabel, holderKey],
            ]),
          ],
        ]),
      ],
      [claimLabels.standing, [tier, toCategoryClaim(category), statusIndex]],
    ]),
  )

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isShortText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 64

const readHolderKey = (confirmation: Cbor | undefined): Uint8Array | null => {
  const key = asMap(asMap(confirmation)?.get(1))
  const x = key?.get(xLabel)
  return key?.get(ktyLabel) === okp && key.get(crvLabel) === ed25519 && isBytes(x, 32) ? x : null
}

/**
 * Reads claims. Claims it does not know are passed over, so that an issuer may add some.
 * @returns null when one is missing or of another shape.
 */
export const decodeClaims = (payload: Uint8Array): CredentialClaims | null => {
  const claims = asMap(decodeCbor(payload))
  if (!claims) return null
  const [issuer, expiresAt, id, standing] = [
    claims.get(claimLabels.iss),
    claims.get(claimLabels.exp),
    claims.get(claimLabels.cti),
    claims.get(claimLabels.standing),
  ]
  const holderKey = readHolderKey(claims.get(claimLabels.cnf))
  if (
    !isShortText(issuer) ||
    !isWhole(expiresAt) ||
    !isBytes(id, 16) ||
    !holderKey ||
    !Array.isArray(standing)
  )
    return null
  const [tier, categoryClaim, statusIndex] = standing
  const category = fromCategoryClaim(categoryClaim)
  if (!isShortText(tier) || !isShortText(category) || !isWhole(statusIndex)) return null
  return { issuer, id: toUuid(id), expiresAt, tier, category, statusIndex, holderKey }
}

/** Issues a credential: a CWT (RFC 8392) as an untagged COSE_Sign1, the key id in the protected header. */
export const issueCredential = (
  claims: CredentialClaims,
  key: { id: Uint8Array; sign: SignLater },
): Promise<Uint8Array> =>
  makeSign1Later(
    new Map<number, Cbor>([
      [algLabel, edDsa],
      [kidLabel, key.id],
    ]),
    encodeClaims(claims),
    key.sign,
  )
