import { creditCodeText } from '@jucai/contract/credit-code'
import { narrowed, phoneText, withoutUnseen } from '@jucai/contract/text'
import { phonesOf } from '../accounts'
import { fieldProblem } from '../core/problem'
import { employerRows, peopleOfEmployer } from '../employers'
import type { EngagementWork } from './deps'
import type { Home } from './sealed'
import type { EngagementRow } from './tables'

/** A name of an employer without what a hand writes now so and now so: brackets, spaces, points. */
const nameOf = (name: string): string =>
  withoutUnseen(narrowed(name))
    .normalize('NFC')
    .replace(/[\s()\[\]·.,'"“”‘’、，。〔〕【】-]/gu, '')
    .toLowerCase()

/** Whose a number is, of the two sides that want the engagement; null: of neither, as far as the system knows. */
export const sideOfPhone = async (
  { db, deps }: EngagementWork,
  row: Pick<EngagementRow, 'employer_id' | 'person_id'>,
  phone: string,
): Promise<'expert' | 'employer' | null> => {
  const people = await peopleOfEmployer(db, row.employer_id)
  const phones = await phonesOf(db, deps.vault, [row.person_id, ...people])
  const sought = phoneText(phone)
  if (phoneText(phones.get(row.person_id) ?? '') === sought) return 'expert'
  return people.some((id) => phoneText(phones.get(id) ?? '') === sought) ? 'employer' : null
}

/**
 * The home employer is somebody else than the two who want the engagement, as far as the system can know: its consent is
 * worth nothing when one of them gives it.
 * @throws Problem invalid-request
 */
export const needThirdParty = async (
  work: EngagementWork,
  row: Pick<EngagementRow, 'employer_id' | 'person_id'>,
  { name, phone }: Pick<Home, 'name' | 'phone'>,
): Promise<void> => {
  const hiring = await employerRows(work.db)
    .select('credit_code')
    .where('id', '=', row.employer_id)
    .executeTakeFirst()
  const isHiring =
    hiring && (nameOf(hiring.name) === nameOf(name) || creditCodeText(name) === hiring.credit_code)
  if (isHiring) throw fieldProblem('/name', '这就是要聘你的单位。请写你现在任职的单位，由它来同意')
  const side = await sideOfPhone(work, row, phone)
  if (side === 'expert')
    throw fieldProblem('/phone', '这是你自己的手机号。请写现单位联系人的，同意要由现单位来签')
  if (side === 'employer')
    throw fieldProblem('/phone', '这是聘用单位人员的手机号。请写现单位联系人的，同意要由现单位来签')
}
