import type { PolicyBook } from '@jucai/contract/policies/book'
import { choosable, type Choosable } from '@jucai/contract/policies/choosable'
import { combine } from '@jucai/contract/policies/combination'
import { addMonths } from '@jucai/contract/policies/days'
import { prepare, type Entitlement } from '@jucai/contract/policies/entitlements'
import { grantable, grantRulesOn, type Held } from '@jucai/contract/policies/granting'
import type { Unit } from '@jucai/contract/policies/units'
import { smallBook, source } from './small-book'
import { today } from './sample'

const [, template] = smallBook.policies
if (!template) throw new Error('no policy')
const codes = ['rent', 'living', 'flat', 'tier']
const bookOf = (rules: PolicyBook['rules'], capUntil: string | null = null): PolicyBook => ({
  ...smallBook,
  parameters: [
    ...smallBook.parameters,
    ...(['fen', 'fen-per-month'] as const).map((unit) => ({
      code: `cap-${unit}`,
      label: '合计上限',
      unit,
      values: [{ value: unit === 'fen' ? 3_000_000 : 150_000, from: '2026-01-01', to: capUntil, source }],
    })),
  ],
  policies: [
    ...smallBook.policies.slice(0, 1),
    ...codes.map((code) => ({ ...template, code, title: `${code}办法` })),
  ],
  rules,
})
const gives = (value: number, months: number | null = null): Entitlement['gives'] => ({
  state: 'given',
  label: '全部',
  value,
  unit: (months === null ? 'fen' : 'fen-per-month') satisfies Unit,
  months,
})
type Asked = Readonly<Record<string, Entitlement['gives']>>
const among = (book: PolicyBook, asked: Asked, held: readonly Held[] = []) => {
  const prepared = prepare(book)
  const entitlements = Object.entries(asked).flatMap(([code, one]): Entitlement[] => {
    const policy = book.policies.find((policy) => policy.code === code)
    return policy ? [{ policy, outcome: 'pass', gives: one }] : []
  })
  return choosable(prepared, entitlements, today, held)
}
const best = ({ benefits, rules, given }: Choosable) => combine(benefits, rules, undefined, given).best
const sums = (all: Choosable) =>
  Object.fromEntries(best(all).parts.map(({ code, totalFen }) => [code, totalFen]))
/** Held since some months ago, for so many months in all. */
const held = (code: string, fen: number, months: number, ago = 3): Held => {
  const first = addMonths(`${today.slice(0, 7)}-01`, -ago)
  const payments = Array.from({ length: months }, (_, at) => ({
    month: addMonths(first, at).slice(0, 7),
    fen,
  }))
  const last = addMonths(first, months)
  return { code, label: code, from: first, until: last, payments }
}
const has: Held = { code: 'tier', label: 'tier', from: '2026-01-01', until: null, payments: [] }

describe('what is held already', () => {
  it('is proposed no more and is in no sum', () => {
    const all = among(bookOf([]), { rent: gives(100_000, 24), living: gives(500_000) }, [
      held('rent', 100_000, 24),
    ])
    expect([sums(all), best(all).totalFen, best(all).byMonth[0]]).toEqual([
      { living: 500_000 },
      500_000,
      500_000,
    ])
    expect(all.given.map(({ code }) => code)).toEqual(['rent'])
  })

  it('of nothing, everything is proposed', () => {
    expect(sums(among(bookOf([]), { rent: gives(100_000, 24) }))).toEqual({ rent: 2_400_000 })
  })

  it('and was ended early leaves the months that were not had, or nothing', () => {
    const before = (months: number) =>
      among(bookOf([]), { rent: gives(100_000, 24) }, [held('rent', 100_000, months, 30)])
    expect(sums(before(10))).toEqual({ rent: 1_400_000 })
    expect([sums(before(24)), before(24).usedUp]).toEqual([{}, ['rent']])
  })

  it('excludes by the same sentence as an approval', () => {
    const book = bookOf([{ source, oneOf: ['rent', 'flat', 'living'] }])
    const all = among(book, { rent: gives(100_000, 24), flat: gives(1), living: gives(2) }, [
      held('flat', 1, 9),
    ])
    expect(sums(all)).toEqual({})
    const may = grantable({
      rules: grantRulesOn(book, today),
      granted: [held('flat', 1, 9)],
      asked: { code: 'rent', label: 'rent', day: today, payments: [] },
    })
    expect(all.refused.find(({ code }) => code === 'rent')).toEqual({ ...may, code: 'rent' })
    // Over, it excludes nothing.
    expect(best(among(book, { rent: gives(3) }, [held('flat', 1, 2)])).totalFen).toBe(3)
  })

  it('reduces, and of it and another that is chosen the strongest alone', () => {
    const reduces = (by: string, toThousandths: number) => ({ source, reduces: 'living', by, toThousandths })
    const half = among(bookOf([reduces('rent', 500)]), { living: gives(1000) }, [held('rent', 1, 9)])
    expect(sums(half)).toEqual({ living: 500 })
    const both = bookOf([reduces('rent', 500), reduces('flat', 700)])
    expect(sums(among(both, { living: gives(1000), flat: gives(900) }, [held('rent', 1, 9)]))).toEqual({
      living: 500,
      flat: 900,
    })
    // What is had is never made less, nor paid again.
    const other = among(bookOf([reduces('rent', 0)]), { rent: gives(700) }, [held('living', 1000, 9)])
    expect(sums(other)).toEqual({ rent: 700 })
  })

  it('counts under a cap over all, what was paid long ago too', () => {
    const book = bookOf([{ source, cap: ['rent', 'living', 'flat'], parameter: 'cap-fen', each: 'all' }])
    const asked = { living: gives(1_000_000), flat: gives(1_000_000) }
    expect(best(among(book, asked, [held('rent', 100_000, 18, 40)])).totalFen).toBe(1_200_000)
    const full = among(book, asked, [held('rent', 100_000, 30, 40)])
    expect(full.refused.map(({ because }) => because)).toEqual(['nothing-left', 'nothing-left'])
  })

  it('counts under a cap of the month, in its own months alone', () => {
    const book = bookOf([
      { source, cap: ['living', 'flat', 'rent'], parameter: 'cap-fen-per-month', each: 'month' },
    ])
    const all = among(book, { living: gives(100_000, 12) }, [held('rent', 90_000, 9)])
    // Six more months of 90,000 leave 60,000 of 150,000; six months are whole.
    expect(sums(all)).toEqual({ living: 6 * 60_000 + 6 * 100_000 })
    const two = among(book, { living: gives(100_000, 6), flat: gives(40_000, 6) }, [held('rent', 90_000, 9)])
    expect(best(two).totalFen).toBe(6 * 60_000)
  })

  it('is what another needs', () => {
    const book = bookOf([{ source, benefit: 'living', needs: ['tier'] }])
    expect(among(book, { living: gives(5) }).lacking).toEqual(['living'])
    expect(sums(among(book, { living: gives(5) }, [has]))).toEqual({ living: 5 })
  })

  it('comes first or after: what is tied to it waits until it is over', () => {
    const book = bookOf([{ source, first: 'rent', then: 'living' }])
    const all = among(book, { living: gives(5) }, [held('rent', 1, 9)])
    expect(all.refused).toMatchObject([{ code: 'living', because: 'order' }])
  })
})

describe('a cap without a value on the day', () => {
  const rules: PolicyBook['rules'] = [{ source, cap: ['rent', 'living'], parameter: 'cap-fen', each: 'all' }]

  it('leaves out what it caps and names its parameter, and the rest is proposed', () => {
    const all = among(bookOf(rules, '2026-10-31'), {
      rent: gives(9_000_000),
      living: gives(1),
      flat: gives(7),
    })
    expect(sums(all)).toEqual({ flat: 7 })
    expect(all.refused.map(({ code, because }) => [code, because])).toEqual([
      ['rent', 'unset'],
      ['living', 'unset'],
    ])
    expect(all.refused[0]?.text).toContain('“合计上限”在2026年11月26日没有公布的值')
  })

  it('with one, caps', () => {
    expect(best(among(bookOf(rules), { rent: gives(9_000_000), living: gives(1) })).totalFen).toBe(3_000_000)
  })
})
