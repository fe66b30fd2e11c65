import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import {
  bookDifferences,
  factDifferences,
  parameterDifferences,
  ruleDifferences,
} from '@jucai/contract/policies/differences'
import { sampleBook } from '../../mock/policies/book'
import { smallBook, source } from './small-book'

/** What differs between two versions of the book, as texts that people read. */
type Open<T> = T extends readonly (infer Item)[]
  ? Open<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Open<T[K]> }
    : T
const changed = (change: (book: Open<PolicyBook>, rent: Open<Policy>) => void): PolicyBook => {
  const book = structuredClone(smallBook) as Open<PolicyBook>
  change(book, book.policies[1] as Open<Policy>)
  return book
}
const differ = (change: Parameters<typeof changed>[0]) => bookDifferences(smallBook, changed(change))
const said = (change: Parameters<typeof changed>[0]) =>
  differ(change).flatMap(({ changes }) =>
    changes.map(({ what, label, before, after }) => [what, label, before, after]),
  )

it('finds nothing between a book and itself', () => {
  for (const book of [smallBook, sampleBook]) {
    expect(bookDifferences(book, structuredClone(book))).toEqual([])
    expect(parameterDifferences(book, structuredClone(book))).toEqual([])
    expect(factDifferences(book, structuredClone(book))).toEqual([])
    expect(ruleDifferences(book, structuredClone(book))).toEqual([])
  }
})

it.each<[string, Parameters<typeof changed>[0], unknown[]]>([
  [
    'title and summary',
    (_, rent) => Object.assign(rent, { title: '租房资助', summary: '新的。' }),
    [
      ['title', '名称', '租房补贴', '租房资助'],
      ['summary', '一句话说明', '示例。', '新的。'],
    ],
  ],
  [
    'the last day',
    (_, rent) => Object.assign(rent, { inForceTo: '2027-12-31' }),
    [['dates', '施行日期', '2026年1月1日起', '2026年1月1日起，至2027年12月31日']],
  ],
  [
    'a clause that is new, and one that is gone',
    (_, rent) => {
      rent.clauses.push({ key: '5', title: '第五条', text: '按月发放。' })
    },
    [['clause', '第五条', null, '按月发放。']],
  ],
  [
    'one part of the criterion',
    (_, rent) =>
      Object.assign(rent.criterion as object, {
        all: [
          { clause: '3', label: '本科以上', fact: 'degree', atLeast: { value: 'master' } },
          { clause: '4', label: '在本市无房', fact: 'ownsHome', is: false },
        ],
      }),
    [['criterion', '本科以上', '最高学历不低于本科', '最高学历不低于硕士']],
  ],
  [
    'the whole criterion gone',
    (_, rent) => Object.assign(rent, { criterion: null }),
    [
      ['criterion', '本科以上', '最高学历不低于本科', null],
      ['criterion', '在本市无房', '在本市有房：否', null],
    ],
  ],
  [
    'an amount that is for some only',
    (_, rent) => Object.assign(rent.amounts[0] as object, { when: { fact: 'degree', is: 'bachelor' } }),
    [
      [
        'amount',
        '本科以上',
        '按“本科租房补贴”，最长“租房补贴最长月数”，适用于所有符合条件的人',
        '按“本科租房补贴”，最长“租房补贴最长月数”，适用于最高学历是本科',
      ],
    ],
  ],
  [
    'a parameter, at the policy that pays by it',
    (book) => {
      const [amount] = book.parameters
      Object.assign(amount as object, {
        values: [
          { value: 80_000, from: '2026-01-01', to: '2026-12-31', source },
          { value: 90_000, from: '2027-01-01', to: null, source },
        ],
      })
    },
    [
      [
        'parameter',
        '本科租房补贴',
        '2026年1月1日起 800 元/月',
        '2026年1月1日至2026年12月31日 800 元/月；2027年1月1日起 900 元/月',
      ],
    ],
  ],
  [
    'a fact that grows old, at the policy that asks for it',
    (book) => Object.assign(book.facts[4] as object, { validForMonths: 12 }),
    [
      [
        'fact',
        '在本市有房',
        '你在本市有自己的房子吗？；是或否',
        '你在本市有自己的房子吗？；是或否；12 个月后要重新确认',
      ],
    ],
  ],
  [
    'an example',
    (_, rent) => {
      rent.examples.pop()
    },
    [
      [
        'example',
        '硕士，在本市有房',
        '2026年11月22日，最高学历：硕士，在本市有房：是；结果：不符合；不符合的条款：4',
        null,
      ],
    ],
  ],
])('says %s', (_, change, expected) => expect(said(change)).toEqual(expected))

it('says a rule at each policy that it is about, and in the rules', () => {
  const after = changed((book) => {
    book.rules.push({ oneOf: ['one', 'rent-subsidy'], source })
  })
  const difference = {
    what: 'rule',
    label: '互斥',
    before: null,
    after: '“一揽子人才政策”、“租房补贴”只能享受其中一项（《试验办法（示例）》第一条：示例条文。）',
  }
  expect(bookDifferences(smallBook, after)).toEqual([
    { code: 'one', title: '一揽子人才政策', kind: 'changed', changes: [difference] },
    { code: 'rent-subsidy', title: '租房补贴', kind: 'changed', changes: [difference] },
  ])
  expect(ruleDifferences(smallBook, after)).toEqual([difference])
})

it('tells what is new and what is gone by itself alone', () => {
  const after = changed((book, rent) => {
    book.policies = [book.policies[0] as Open<Policy>, { ...rent, code: 'house', title: '购房补贴' }]
  })
  expect(bookDifferences(smallBook, after)).toEqual([
    expect.objectContaining({ code: 'house', title: '购房补贴', kind: 'added' }),
    { code: 'rent-subsidy', title: '租房补贴', kind: 'removed', changes: [] },
  ])
})

it('says everything of what is new: who publishes it has not read it anywhere else', () => {
  const empty = changed((book) => {
    book.policies = [book.policies[0] as Open<Policy>]
    book.parameters = []
    book.facts = []
    book.rules = []
  })
  const [policy] = bookDifferences(empty, smallBook)
  expect(policy).toMatchObject({ code: 'rent-subsidy', kind: 'added' })
  expect(policy?.changes.every(({ before }) => before === null)).toBe(true)
  expect(new Set(policy?.changes.map(({ what }) => what))).toEqual(
    new Set([
      'summary',
      'department',
      'source',
      'dates',
      'clause',
      'criterion',
      'amount',
      'offered',
      'example',
      'words',
    ]),
  )
  const parameters = parameterDifferences(empty, smallBook)
  expect(parameters.map(({ changes }) => changes.length)).toEqual(
    smallBook.parameters.map(({ values }) => values.length),
  )
  expect(factDifferences(empty, smallBook).map(({ changes }) => changes[0]?.after)).toEqual(
    smallBook.facts.map(({ question }) => expect.stringContaining(question) as string),
  )
})

it('says each value of a parameter with its paper', () => {
  const after = changed((book) => {
    ;(book.parameters[0] as Open<PolicyBook>['parameters'][number]).values.push({
      value: 90_000,
      from: '2027-01-01',
      to: null,
      source,
    })
  })
  expect(parameterDifferences(smallBook, after)).toEqual([
    {
      code: 'rentBachelor',
      title: '本科租房补贴',
      kind: 'changed',
      changes: [
        {
          what: 'parameter',
          label: '本科租房补贴',
          before: null,
          after: '2027年1月1日起 900 元/月（《试验办法（示例）》第一条）',
        },
      ],
    },
  ])
})
