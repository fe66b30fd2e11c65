import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import { dayOf } from '../dates'

/** A policy to begin with: the paper of the master policy, in force from today. */
export const blankPolicy = (code: string, book: PolicyBook): Policy => ({
  code,
  kind: 'supporting',
  title: '',
  summary: '',
  department: '',
  source: {
    paper: '',
    clause: '',
    text: '',
    effectiveOn: dayOf(new Date()),
    sample: book.sample,
  },
  inForceFrom: dayOf(new Date()),
  inForceTo: null,
  situations: [],
  stages: [],
  keywords: [],
  clauses: [],
  criterion: null,
  amounts: [],
  papers: [],
  conditions: [],
  opens: [],
  paidWithinWorkingDays: null,
  offered: false,
  examples: [],
})
