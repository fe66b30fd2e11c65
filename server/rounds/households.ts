import { checkHouseholdDocument } from '@jucai/contract/household-documents'
import type { TicketBody } from '@jucai/contract/rounds'
import {
  householdDocumentLabels,
  relationLabels,
  type HouseholdDocument,
} from '@jucai/contract/rounds-vocabulary'
import { nameKey } from '@jucai/contract/text'
import { dayOf } from '../core/clock'
import type { Vault } from '../core/encryption'
import { maskDocument, maskName } from '../core/masking'
import { Problem } from '../core/problem'
import { takeTurns } from '../core/turns'
import type { Relative } from '../housing'
import type { ProfileRecord } from '../profiles'
import type { RoundWork } from './deps'
import type { MemberRow } from './ticket-rows'

/** Somebody of a household with their document in its one form. */
interface Member extends Relative {
  documentType: HouseholdDocument
  documentNumber: string
}

/** What is known of somebody's document. */
type Document = Pick<Member, 'documentType' | 'documentNumber'>

const wordsContext = (ticketId: string, position: number) => `round_member.words:${ticketId}:${position}`

/**
 * The household of an applicant: they themselves, and for each of the qualification’s relatives the document that was
 * given, or that the ticket says already. `kept`: those by place among the relatives.
 * @throws Problem invalid-request with each document that is missing, twice, or not sound
 */
export const householdOf = (
  { now }: Pick<RoundWork, 'now'>,
  profile: ProfileRecord & { documentNumber: string },
  relatives: readonly Relative[],
  given: TicketBody['household'],
  kept: ReadonlyMap<number, Document>,
): Member[] => {
  const errors: { pointer: string; detail: string }[] = []
  const own = checkHouseholdDocument(profile.documentType, profile.documentNumber, dayOf(now))
  const members: Member[] = [
    {
      relation: 'self',
      name: profile.name,
      bornOn: own.ok ? own.birth : '',
      documentType: profile.documentType,
      documentNumber: own.ok ? own.number : profile.documentNumber,
    },
  ]
  given.forEach(({ member }, at) => {
    if (!relatives[member])
      errors.push({ pointer: `/household/${at}`, detail: '资格申请里没有这位家庭成员，请刷新' })
    else if (given.findIndex((one) => one.member === member) !== at)
      errors.push({ pointer: `/household/${at}`, detail: `${relatives[member].name}的证件写了两次` })
  })
  relatives.forEach((relative, member) => {
    const at = given.findIndex((one) => one.member === member)
    const entry = given[at]
    if (!entry) {
      errors.push({
        pointer: '/household',
        detail: `请填写${relationLabels[relative.relation] ?? '家人'}${relative.name}的证件`,
      })
      return
    }
    const known = kept.get(member)
    const number =
      entry.documentNumber ?? (known?.documentType === entry.documentType ? known.documentNumber : '')
    const check = checkHouseholdDocument(entry.documentType, number, dayOf(now))
    const fault = check.ok ? faultBeside(members, relative, entry.documentType, check) : check.detail
    if (fault !== null) errors.push({ pointer: `/household/${at}/documentNumber`, detail: fault })
    else if (check.ok)
      members.push({ ...relative, documentType: entry.documentType, documentNumber: check.number })
  })
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  return members
}

const faultBeside = (
  members: readonly Member[],
  relative: Relative,
  type: HouseholdDocument,
  { number, birth }: { number: string; birth: string },
): string | null => {
  const same = members.find((one) => one.documentType === type && one.documentNumber === number)
  if (same) return `这是${same.relation === 'self' ? '你自己' : same.name}的证件，请填${relative.name}的`
  return birth !== '' && relative.bornOn !== '' && birth !== relative.bornOn
    ? `这个证件的出生日期是 ${birth}，资格申请里写的是 ${relative.bornOn}，请检查是不是${relative.name}的证件`
    : null
}

/** Members as rows: sealed words, and indexes by which the same person is found in another ticket. */
export const memberRows = (
  vault: Vault,
  { roundId, ticketId }: { roundId: string; ticketId: string },
  members: readonly Member[],
): MemberRow[] =>
  members.map((one, position) => ({
    ticket_id: ticketId,
    position,
    round_id: roundId,
    relation: one.relation,
    words: vault.encrypt(JSON.stringify(one), wordsContext(ticketId, position)),
    document_index: vault.blindIndex(`${one.documentType}:${one.documentNumber}`, 'round.document'),
    alike_index:
      one.bornOn === '' ? null : vault.blindIndex(`${nameKey(one.name)}:${one.bornOn}`, 'round.alike'),
  }))

/**
 * Lets tickets of a round that may share somebody be written one after another, so that the second finds the first.
 * By order, so that two households never wait for each other.
 */
export const takeTurnsOf = async (
  { db }: Pick<RoundWork, 'db'>,
  rows: readonly MemberRow[],
): Promise<void> => {
  const keys = new Set(
    rows.flatMap(({ round_id: round, document_index: document, alike_index: alike }) => [
      ...(document === null ? [] : [`round.member:${round}:${document}`]),
      ...(alike === null ? [] : [`round.member:${round}:${alike}`]),
    ]),
  )
  for (const key of [...keys].sort()) await takeTurns(db, key)
}

/** What a row says; null when it was cleared. */
export const memberOf = (vault: Vault, row: MemberRow): Member | null =>
  row.words === null
    ? null
    : (JSON.parse(vault.decrypt(row.words, wordsContext(row.ticket_id, row.position))) as Member)

/**
 * Documents that a ticket says of these relatives, by place among them. Whoever has another name or birthday by now is
 * asked for a document again.
 */
export const keptDocuments = (
  vault: Vault,
  rows: readonly MemberRow[],
  relatives: readonly Relative[],
): Map<number, Document> => {
  const members = rows.flatMap((row) => memberOf(vault, row) ?? [])
  const same = (a: Relative, b: Relative) =>
    a.relation === b.relation && a.name === b.name && a.bornOn === b.bornOn
  return new Map(
    relatives.flatMap((relative, at) => {
      const member = members.find((one) => same(one, relative))
      return member ? [[at, member] as const] : []
    }),
  )
}

/** A member as their ticket shows them. */
export const shownMember = (vault: Vault, row: MemberRow) => {
  const member = memberOf(vault, row)
  return {
    relation: row.relation,
    maskedName: member ? maskName(member.name) : '已注销',
    document: member
      ? `${householdDocumentLabels[member.documentType]} ${maskDocument(member.documentNumber)}`
      : '',
  }
}
