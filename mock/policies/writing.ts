import type { Source } from '@jucai/contract/city'
import type { Clause, ExampleCase, Policy } from '@jucai/contract/policies/book'
import type { Criterion } from '@jucai/contract/policies/criteria'
import type { Outcome } from '@jucai/contract/policies/outcomes'

/** The clauses of a sample paper. */
export const paperOf =
  (paper: string) =>
  (clause: string, text: string): Source => ({
    paper,
    clause,
    text: `${text}（示例条文）`,
    effectiveOn: '2026-01-01',
    sample: true,
  })

/** A clause with its key in criteria. */
export const clause = (key: string, title: string, text: string): Clause => ({ key, title, text })

/** What comes out for a sample person on a day; `failing` are the keys of the clauses that fail. */
export const example = (
  title: string,
  day: string,
  facts: ExampleCase['facts'],
  outcome: Outcome,
  ...failing: string[]
): ExampleCase => ({ title, day, facts, outcome, failing })

/** An example with the label of the amount that it comes to. */
export const giving = (gives: string, one: ExampleCase): ExampleCase => ({ ...one, gives })

/** A supporting policy, in force from 2026 on, until another is published, where nothing else is said. */
export const supporting = (
  policy: Omit<Policy, 'kind' | 'inForceFrom' | 'inForceTo' | 'offered'> &
    Partial<Pick<Policy, 'inForceFrom' | 'inForceTo' | 'offered'>>,
): Policy => ({ kind: 'supporting', inForceFrom: '2026-01-01', inForceTo: null, offered: false, ...policy })

/** Works for a local employer, or runs a company here (就业或创业). */
export const worksHere = (key: string): Criterion => ({
  clause: key,
  label: '在本市就业或创业',
  advice: '与本市单位签订劳动合同，或在本市注册企业后即可申请',
  any: [
    { fact: 'employedHere', is: true },
    { fact: 'companyRole', is: 'main' },
  ],
})

/** Graduated so recently as a parameter in years says; doctors at any time. */
export const graduatedRecently = (key: string): Criterion => ({
  clause: key,
  label: '毕业 5 年内，博士不限',
  any: [
    { fact: 'degree', is: 'doctor' },
    { fact: 'graduatesOn', sinceAtMost: { parameter: 'graduatedWithin' } },
  ],
})
