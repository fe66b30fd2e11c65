import type { Paper } from '@jucai/contract/lease-shapes'
import { lastDayOf, leasePaperLabels, usualMonths, type LeasePaper } from '@jucai/contract/lease-vocabulary'
import { talentFen } from '@jucai/contract/housing-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { cityInForce } from '../city'
import type { Db } from '../core/db'
import { printPdf, type Section } from '../core/pdf'
import { problem } from '../core/problem'
import { openFile } from '../core/stored-files'
import { flatsById } from '../housing'
import { profileOf } from '../profiles'
import { settled } from './advance'
import { sectionsOf, type PaperFacts } from './contract-text'
import type { LeaseDeps, LeaseWork } from './deps'
import { leaseFlat } from './flat-facts'
import { leaseNumber } from './numbers'
import { needRenewable } from './renewal'
import { papersOf, type LeaseRow, type PaperRow } from './repository'
import { unseal } from './sealed'

/** A paper as it stands: what it says, and the bytes that are signed. */
export interface MadePaper {
  kind: LeasePaper
  firstDay: string
  lastDay: string
  months: number
  rentFen: number
  sections: Section[]
  bytes: Buffer
  sha256: string
}

const termOf = async (
  work: Pick<LeaseWork, 'db' | 'now' | 'deps'>,
  row: LeaseRow,
  kind: LeasePaper,
  asked?: number,
): Promise<Pick<PaperFacts, 'firstDay' | 'lastDay' | 'months' | 'rentFen' | 'before'>> => {
  const { db, deps } = work
  if (kind === 'contract') {
    const { first_day: firstDay, last_day: lastDay, months, rent_fen: rentFen } = row
    return { firstDay, lastDay, months, rentFen, before: null }
  }
  const { left } = await needRenewable(work, row)
  const months = asked ?? Math.min(usualMonths, left)
  if (months > left) throw problem('renewal-refused', { detail: `最多还能续 ${left} 个月` })
  const firstDay = addDays(row.last_day, 1)
  const [flat] = await flatsById(db, [row.flat_id])
  const percent = await deps.rentPercent(db, firstDay)
  if (!flat || percent === null)
    throw problem('unavailable', { detail: '政策库里没有续租那天的租金标准，请联系人才办' })
  return {
    firstDay,
    // Counted from the first day of all, so that months of different lengths do not move it.
    lastDay: lastDayOf(row.first_day, row.months + months),
    months,
    rentFen: talentFen(flat.marketFenPerMonth, percent),
    before: row.last_day,
  }
}

/** Makes a paper out of what is known; the same facts give the same bytes. */
export const makePaper = async (
  work: Pick<LeaseWork, 'db' | 'now' | 'deps'>,
  row: LeaseRow,
  kind: LeasePaper,
  months?: number,
): Promise<MadePaper> => {
  const { db, deps } = work
  const { office } = await cityInForce(db)
  const term = await termOf(work, row, kind, months)
  const number = leaseNumber(row.serial)
  const sections = sectionsOf({
    kind,
    number,
    office,
    tenant: {
      name: unseal(deps.vault, 'lease.tenant_name', row.id, row.tenant_name),
      document: unseal(deps.vault, 'lease.tenant_document', row.id, row.tenant_document),
    },
    flat: await leaseFlat(db, row.flat_id),
    depositFen: row.deposit_fen,
    ...term,
  })
  const { bytes, sha256 } = await printPdf({
    title: leasePaperLabels[kind],
    sections,
    at: row.offered_at,
    footer: `编号 ${number}`,
  })
  return { kind, sections, bytes, sha256, ...term }
}

/** What stands for a file under which it is sealed. */
export const paperContext = (id: string): string => `lease_paper:${id}`
const keyOf = (deps: LeaseDeps, row: PaperRow) =>
  unseal(deps.vault, 'lease_paper.file_key', row.id, row.file_key)
/** The signed file. @throws Problem storage-unavailable */
export const signedFile = async (deps: LeaseDeps, row: PaperRow): Promise<Buffer> =>
  openFile(await deps.storage.get(row.stored_as), keyOf(deps, row), paperContext(row.id))

/** The newest signed paper of a kind. */
export const newestPaper = async (db: Db, leaseId: string, kind: LeasePaper): Promise<PaperRow | undefined> =>
  (await papersOf(db, leaseId)).filter((one) => one.kind === kind).at(-1)

/** `青年人才公寓租赁合同-ZL000001.pdf`. */
export const paperName = (kind: LeasePaper, row: LeaseRow): string =>
  `${leasePaperLabels[kind]}-${leaseNumber(row.serial)}.pdf`

/**
 * A paper to read: the contract that was signed, or what would be signed now.
 * @throws Problem lease-settled when there is none and none can be signed any more; renewal-refused
 */
export const readPaper = async (
  work: Pick<LeaseWork, 'db' | 'now' | 'deps'>,
  row: LeaseRow,
  kind: LeasePaper,
  months?: number,
): Promise<Paper> => {
  const shown = { kind, title: leasePaperLabels[kind], fileName: paperName(kind, row) }
  const signed = kind === 'contract' ? await newestPaper(work.db, row.id, kind) : undefined
  if (signed) {
    // The text of what was signed is in the file alone: facts may have changed since.
    const bytes = await signedFile(work.deps, signed)
    return { ...shown, sections: [], sha256: signed.sha256, data: bytes.toString('base64'), signed: true }
  }
  if (kind === 'contract' && row.state !== 'to-sign') throw settled('这份租约没有签过合同，已经不能再签')
  const { sections, sha256, bytes } = await makePaper(work, row, kind, months)
  return { ...shown, sections, sha256, data: bytes.toString('base64'), signed: false }
}

/** @throws Problem registration-needed where somebody has no registration by which the paper could be made */
export const needProfile = async ({ db, deps }: Pick<LeaseWork, 'db' | 'deps'>, personId: string) => {
  const profile = await profileOf(db, deps.vault, personId)
  if (!profile) throw problem('registration-needed', { detail: '签约要用登记的姓名，请先完成人才登记' })
  return profile
}
