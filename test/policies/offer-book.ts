import type { Policy, PolicyBook } from '../../contract/policies/book'
import { fourUnknown, smallBook } from './small-book'

const [, rent] = smallBook.policies
/** A policy of the small book’s kind that needs no application. */
export const offered = (words: Pick<Policy, 'code' | 'title' | 'criterion'> & Partial<Policy>): Policy => ({
  ...(rent as Policy),
  amounts: [],
  examples: fourUnknown,
  offered: true,
  ...words,
})

/** For graduates of the last two years, by the registration alone. */
export const desk = offered({
  code: 'free-desk',
  title: '创业工位',
  criterion: {
    all: [
      { clause: '3', label: '本科以上', fact: 'degree', atLeast: { value: 'bachelor' } },
      { clause: '4', label: '毕业 2 年内', fact: 'graduatesOn', sinceAtMost: { years: 2 } },
    ],
  },
})
/** For masters and doctors. */
export const card = offered({
  code: 'reading-card',
  title: '阅读卡',
  criterion: { clause: '3', label: '硕士以上', fact: 'degree', atLeast: { value: 'master' } },
})
/** For all but doctors by something that nobody but the person tells. */
export const bed = offered({
  code: 'free-bed',
  title: '人才驿站',
  criterion: {
    any: [
      { clause: '4', label: '在本市无房', fact: 'ownsHome', is: false },
      { clause: '3', label: '博士', fact: 'degree', is: 'doctor' },
    ],
  },
})

/** The small book with policies that need no application. */
export const offerBook = (...more: Policy[]): PolicyBook => ({
  ...smallBook,
  policies: [...smallBook.policies, ...(more.length > 0 ? more : [desk, card, bed])],
})
