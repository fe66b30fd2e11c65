import { creditCodeFault, kindOfCode } from '@jucai/contract/credit-code'
import type {
  EmployerKind,
  EmployerSize,
  EmployerState,
  MemberRight,
} from '@jucai/contract/employer-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import {
  contactContext,
  insertEmployer,
  insertMember,
  insertStep,
  sealMemberName,
  type EmployerRow,
} from './repository'

/** An employer as it is to stand, with its people. */
export interface Placed {
  id?: string
  creditCode: string
  name: string
  address: string
  field: string
  chainKeys?: readonly string[]
  size?: EmployerSize
  state: EmployerState
  reason?: string
  contact: { name: string; phone: string }
  /** The first is the owner who registered it. */
  people: readonly [
    { personId: string; right: 'owner'; name: string },
    ...{ personId: string; right: MemberRight; name: string }[],
  ]
}

/**
 * Writes an employer as it stands, without the steps that lead there: for sample data and for tests of other
 * rooms. Nothing that people do comes here.
 */
export const placeEmployer = async (
  { db, now, deps: { vault } }: { db: Db; now: Date; deps: { vault: Vault } },
  placed: Placed,
): Promise<EmployerRow> => {
  const fault = creditCodeFault(placed.creditCode)
  if (fault) throw new Error(`${placed.name}: ${fault}`)
  const id = placed.id ?? uuidv7()
  const [maker] = placed.people
  const isDraft = placed.state === 'draft'
  const row = await insertEmployer(db, {
    id,
    credit_code: placed.creditCode,
    name: placed.name,
    kind: kindOfCode(placed.creditCode) as EmployerKind,
    address: placed.address,
    field: placed.field,
    chain_keys: [...(placed.chainKeys ?? [])],
    size: placed.size ?? 'small',
    contact_name: vault.encrypt(placed.contact.name, contactContext('contact_name', id)),
    contact_phone: vault.encrypt(placed.contact.phone, contactContext('contact_phone', id)),
    contact_of: maker.personId,
    licence: null,
    state: placed.state,
    state_at: now,
    reason: placed.reason ?? null,
    ownerless: false,
    made_by: maker.personId,
    made_at: now,
    submitted_at: isDraft ? null : now,
    verified_at: placed.state === 'verified' || placed.state === 'suspended' ? now : null,
    version: 1,
  })
  for (const { personId, right, name } of placed.people) {
    const memberId = uuidv7()
    await insertMember(db, {
      id: memberId,
      employer_id: id,
      person_id: personId,
      member_right: right,
      name: sealMemberName(vault, memberId, name),
      since: now,
    })
  }
  if (!isDraft)
    await insertStep(db, {
      employer_id: id,
      at: now,
      event: 'place',
      from_state: null,
      to_state: placed.state,
      by_person: null,
      by_role: 'system',
      note: placed.reason ?? '',
    })
  return row
}
