import { bookDifferences, parametersOf, type DifferenceOf } from '@jucai/contract/policies/differences'
import { dayInWords } from '@jucai/contract/policies/days'
import { parameterOn } from '@jucai/contract/policies/parameters'
import { numberText } from '@jucai/contract/policies/units'
import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import type { StandardChanges } from '@jucai/contract/review'
import type { Db } from '../core/db'
import { bookBy } from './books'

type StandardChange = StandardChanges['byDay'][number]

/** What of a policy decides who gets how much; the rest is words. */
const deciding: ReadonlySet<DifferenceOf> = new Set([
  'dates',
  'clause',
  'criterion',
  'amount',
  'parameter',
  'fact',
  'rule',
  'payment',
])

const changesByDay = (book: PolicyBook, policy: Policy, day: string, today: string): StandardChange[] =>
  parametersOf(policy, book).flatMap((code) => {
    const parameter = book.parameters.find((one) => one.code === code)
    const [then, now] = parameter ? [parameterOn(parameter, day), parameterOn(parameter, today)] : []
    if (!parameter || then?.value === now?.value) return []
    const text = (value: number | undefined) =>
      value === undefined ? null : numberText(value, parameter.unit)
    return [
      {
        label: now ? `${parameter.label}（${dayInWords(now.from)}起）` : parameter.label,
        before: text(then?.value),
        after: text(now?.value),
      },
    ]
  })

/** What of a policy's standard differs by now from that by which somebody was judged. Of words alone nothing is said. */
export const standardChanges = async (
  db: Db,
  { policy: code, version, day, today }: { policy: string; version: number; day: string; today: string },
): Promise<StandardChanges> => {
  const now = await bookBy(db)
  const policy = now?.book.policies.find((one) => one.code === code)
  if (!now || !policy) return { byBook: [], byDay: [] }
  const before = now.version === version ? null : await bookBy(db, version)
  const [differs] = before ? bookDifferences(before.book, now.book).filter((one) => one.code === code) : []
  return {
    byBook: (differs?.changes ?? [])
      .filter(({ what }) => deciding.has(what))
      .map(({ label, before: was, after }) => ({ label, before: was, after })),
    byDay: changesByDay(now.book, policy, day, today),
  }
}
