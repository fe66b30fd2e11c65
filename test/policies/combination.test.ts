import { benefitFaults, type Benefit, type BenefitRule } from '@jucai/contract/policies/benefits'
import { combine } from '@jucai/contract/policies/combination'
import { thousandthsOf } from '@jucai/contract/policies/money'
import { seeded } from '../faults/random'
import { benefitSet, bruteForce } from './brute-force'
import { below } from './generate'

// The long form, sets of up to 15, is POLICY_ROUNDS=10000 npx jest test/policies/combination.
const rounds = Number(process.env.POLICY_ROUNDS ?? 250)
const largest = process.env.POLICY_ROUNDS === undefined ? 10 : 15
jest.setTimeout(60_000 + rounds * 200)

const monthly = (code: string, yuan: number, months: number, more: Partial<Benefit> = {}): Benefit => ({
  code,
  label: code,
  payments: [{ fenPerMonth: yuan * 100, months, from: 0 }],
  conditions: [],
  papers: 1,
  ...more,
})
const once = (code: string, yuan: number, from: number, more: Partial<Benefit> = {}): Benefit => ({
  ...monthly(code, 0, 1, more),
  payments: [{ fen: yuan * 100, from }],
})
const codes = (choice: { parts: readonly { code: string }[] } | null) => choice?.parts.map(({ code }) => code)
const yuan = (choice: { totalFen: number } | null) => (choice?.totalFen ?? 0) / 100

const rent = monthly('rent', 1500, 36, { conditions: ['在本地租房居住', '在本地工作'] })
const flat = monthly('flat', 900, 36)
const living = monthly('living', 1000, 36, { conditions: ['在本地工作'] })
const purchase = once('purchase', 50_000, 6)

it('the best is not the greedy choice', () => {
  // Greedy takes the greatest, which excludes two that are worth more together.
  const [big, one, two] = [once('big', 100_000, 0), once('one', 60_000, 0), once('two', 60_000, 0)]
  const rules: BenefitRule[] = [{ exclude: ['big', 'one'] }, { exclude: ['two', 'big'], clause: '第九条' }]
  const { best, runnerUp, costFen, decidedBy, leftOut } = combine([big, one, two], rules)
  expect([codes(best), yuan(best)]).toEqual([['one', 'two'], 120_000])
  expect([codes(runnerUp), costFen, decidedBy]).toEqual([['big'], 2_000_000, 'total'])
  expect(leftOut).toEqual([{ code: 'big', because: 'rule', rule: rules[0], with: ['one'] }])
})

it('shows the money by month, the conditions once, and what each part lost to the rules', () => {
  const { best } = combine(
    [rent, living, purchase],
    [
      { cap: ['living', 'rent'], fen: 200_000, each: 'month' },
      { reduces: 'purchase', by: 'rent', toThousandths: 500 },
    ],
  )
  expect(codes(best)).toEqual(['living', 'purchase', 'rent'])
  expect(best.byMonth.slice(5, 8)).toEqual([200_000, 2_700_000, 200_000])
  expect(best.conditions).toEqual(['在本地工作', '在本地租房居住'])
  expect(best.parts.map(({ totalFen, aloneFen }) => [totalFen, aloneFen])).toEqual([
    [3_600_000, 3_600_000],
    [2_500_000, 5_000_000],
    [3_600_000, 5_400_000],
  ])
  expect(best.totalFen).toBe(9_700_000)
})

it('one of a group, a prerequisite, and one after the other', () => {
  const group = combine([rent, flat, living], [{ oneOf: ['flat', 'rent'] }])
  expect([codes(group.best), codes(group.runnerUp)]).toEqual([
    ['living', 'rent'],
    ['flat', 'living'],
  ])
  expect(group.costFen).toBe(600 * 36 * 100)
  const small = { ...monthly('tier', 0, 1), papers: 3 }
  expect(codes(combine([small, living], [{ benefit: 'living', needs: ['tier'] }]).best)).toEqual([
    'living',
    'tier',
  ])
  const short = monthly('short', 1000, 12)
  const after = combine([short, living], [{ first: 'short', then: 'living' }]).best
  expect(yuan(after)).toBe(12_000 + 24_000)
  expect(after.byMonth.every((fen) => fen === 100_000)).toBe(true)
})

it('sees that what comes later than written may meet a cap there', () => {
  const late: Benefit = {
    ...monthly('late', 0, 1),
    payments: [{ fenPerMonth: 10_000, months: 12, from: 12 }],
  }
  const rules: BenefitRule[] = [
    { cap: ['late', 'moved'], fen: 10_000, each: 'month' },
    { first: 'first', then: 'moved' },
  ]
  const { best } = combine([late, monthly('moved', 100, 12), once('first', 1000, 11)], rules)
  expect([codes(best), yuan(best)]).toEqual([['late', 'moved'], 2400])
  expect(best.parts.reduce((sum, { totalFen }) => sum + totalFen, 0)).toBe(best.totalFen)
})

it('of equal money takes the earlier, then fewer papers, then the code', () => {
  const rules: BenefitRule[] = [{ exclude: ['a', 'b'] }]
  expect(combine([once('a', 10, 3), once('b', 10, 2)], rules)).toMatchObject({
    best: { parts: [{ code: 'b' }] },
    decidedBy: 'earlier',
    costFen: 0,
  })
  expect(combine([once('a', 10, 3, { papers: 2 }), once('b', 10, 3)], rules)).toMatchObject({
    best: { parts: [{ code: 'b' }] },
    decidedBy: 'papers',
  })
  expect(combine([once('b', 10, 3), once('a', 10, 3)], rules)).toMatchObject({
    best: { parts: [{ code: 'a' }] },
    decidedBy: 'code',
  })
  expect(combine([once('a', 10, 3)], []).decidedBy).toBe('only')
  expect(combine([], [])).toMatchObject({ best: { totalFen: 0, parts: [] }, runnerUp: null })
})

it('what brings nothing but papers is left out and stays a choice', () => {
  const { best, runnerUp, leftOut } = combine([living, once('late', 9, 36)], [])
  expect([codes(best), codes(runnerUp)]).toEqual([['living'], ['late', 'living']])
  expect(leftOut).toEqual([{ code: 'late', because: 'no-gain' }])
})

it('thousandths are exact where the product is not', () => {
  expect(thousandthsOf(9_007_199_254_740_991, 999)).toBe(Number((9_007_199_254_740_991n * 999n) / 1000n))
  expect(thousandthsOf(199, 5)).toBe(0)
})

it(`equals brute force on ${rounds} sets of up to ${largest} benefits`, () => {
  const random = seeded(Number(process.env.POLICY_SEED ?? 20261126))
  const decided: Record<string, number> = {}
  for (let round = 0; round < rounds; round += 1) {
    const { benefits, rules } = benefitSet(random, 1 + below(random, largest))
    const expected = bruteForce(benefits, rules)
    const found = combine(benefits, rules)
    const [best, runnerUp] = [codes(found.best), codes(found.runnerUp)]
    const isSame =
      JSON.stringify([best, runnerUp]) === JSON.stringify([expected.best.codes, expected.runnerUp?.codes]) &&
      found.best.totalFen === expected.best.key[0] &&
      found.best.earliness === expected.best.key[1] &&
      (found.runnerUp === null || found.runnerUp.totalFen === expected.runnerUp?.key[0])
    if (!isSame || !found.search.isComplete || found.search.atMostFen !== found.best.totalFen)
      throw new Error(`round ${round}: ${JSON.stringify({ benefits, rules, expected, best, runnerUp })}`)
    decided[found.decidedBy] = (decided[found.decidedBy] ?? 0) + 1
  }
  for (const by of ['only', 'total', 'earlier', 'papers', 'code'])
    expect([by, (decided[by] ?? 0) > 0]).toEqual([by, true])
})

it('stopped at its limit, it says so, and between which sums the best lies', () => {
  const random = seeded(3)
  const benefits = Array.from({ length: 30 }, (_, at) => once(`c${at + 10}`, 1000 + below(random, 300), 0))
  const rules: BenefitRule[] = []
  for (let pair = 0; pair < 90; pair += 1) {
    const [one, other] = [benefits[below(random, 30)], benefits[below(random, 30)]]
    if (one && other && one !== other) rules.push({ exclude: [one.code, other.code] })
  }
  const whole = combine(benefits, rules)
  const stopped = combine(benefits, rules, 40)
  expect(whole.search).toMatchObject({ isComplete: true, atMostFen: whole.best.totalFen })
  expect(stopped.search.isComplete).toBe(false)
  expect(stopped.search.nodes).toBeLessThan(whole.search.nodes)
  expect(stopped.best.totalFen).toBeLessThanOrEqual(whole.best.totalFen)
  expect(stopped.search.atMostFen).toBeGreaterThanOrEqual(whole.best.totalFen)
})

const messages = (benefits: Benefit[], rules: BenefitRule[]) =>
  benefitFaults(benefits, rules).map(({ message }) => message)
const abc = [
  once('a', 1, 0, { label: '甲' }),
  once('b', 1, 0, { label: '乙' }),
  once('c', 1, 0, { label: '丙' }),
]
it.each<[string, BenefitRule[], string]>([
  [
    'needs in a circle',
    [
      { benefit: 'a', needs: ['b'] },
      { benefit: 'b', needs: ['c'] },
      { benefit: 'c', needs: ['a'] },
    ],
    '“甲”“乙”“丙”互为前提，成了一个圈，请去掉其中一条',
  ],
  [
    'an order in a circle',
    [
      { first: 'a', then: 'b' },
      { first: 'b', then: 'a' },
    ],
    '“甲”“乙”互相排在对方之后，成了一个圈，请去掉其中一条',
  ],
  [
    'reductions in a circle',
    [
      { reduces: 'a', by: 'b', toThousandths: 1 },
      { reduces: 'b', by: 'a', toThousandths: 1 },
    ],
    '“乙”“甲”互相减发，成了一个圈，请去掉其中一条',
  ],
  [
    'what needs what it excludes',
    [{ benefit: 'a', needs: ['b'] }, { exclude: ['b', 'a'] }],
    '“甲”永远不能享受：它要求的“乙”和“甲”不能同时享受',
  ],
  [
    'what needs two that exclude one another, by a detour',
    [{ benefit: 'a', needs: ['b'] }, { benefit: 'b', needs: ['c'] }, { oneOf: ['a', 'c'] }],
    '“甲”永远不能享受：它要求的“甲”和“丙”不能同时享受',
  ],
  [
    'an order of what is not had together',
    [{ first: 'a', then: 'b' }, { exclude: ['b', 'a'] }],
    '“甲”和“乙”既规定了先后，又规定不能都享受，请去掉一条',
  ],
  ['what is not there', [{ exclude: ['a', 'z'] }], '规则提到的“z”不在这些待遇里'],
  ['what excludes itself', [{ exclude: ['a', 'a'] }], '“甲”在同一条规则里出现了两次'],
  ['a group of one', [{ oneOf: ['a'] }], '“甲”：规则里至少要有两项待遇'],
  ['a cap below nothing', [{ cap: ['a'], fen: -1, each: 'all' }], '“甲”的合计上限要是不小于 0 的整数（分）'],
  [
    'more than the whole',
    [{ reduces: 'a', by: 'b', toThousandths: 1001 }],
    '“甲”减发后的比例要在 0 到 1000‰ 之间',
  ],
])('refuses %s', (_, rules, message) => {
  expect(messages(abc, rules)).toContain(message)
})

it('exclusions in a circle are no contradiction: one of them can be had', () => {
  const rules: BenefitRule[] = [
    { exclude: ['a', 'b'] },
    { exclude: ['b', 'a'] },
    { exclude: ['b', 'c'] },
    { exclude: ['c', 'a'] },
  ]
  expect(messages(abc, rules)).toEqual([])
  expect(codes(combine(abc, rules).best)).toEqual(['a'])
})

it.each<[string, Benefit, string]>([
  ['a fraction of a fen', once('a', 0.001, 0), '“a”的金额要是不小于 0 的整数（分）'],
  ['an amount that overflows', once('a', 2 ** 53, 0), '“a”的金额太大，请检查'],
  ['a month before this one', once('a', 1, -1), '“a”的起始月份不对，本月是 0'],
  ['no months', monthly('a', 1, 0), '“a”的发放月数要是 1 到 1200 的整数'],
  ['half a paper', once('a', 1, 0, { papers: 0.5 }), '“a”的材料份数要是不小于 0 的整数'],
])('refuses %s', (_, benefit, message) => {
  expect(messages([benefit], [])).toEqual([message])
})

it('refuses one code twice, and more than can be compared at once', () => {
  expect(messages([living, living], [])).toEqual(['编号“living”用在了两项待遇上'])
  const many = Array.from({ length: 61 }, (_, at) => once(`m${at}`, 1, 0))
  expect(messages(many, [])).toEqual(['一次最多比较 60 项待遇'])
  const rich = Array.from({ length: 60 }, (_, at) => monthly(`r${at}`, 10 ** 9, 36))
  expect(messages(rich, [])).toEqual([])
  const richer = rich.map((one) => ({ ...one, payments: [...one.payments, ...one.payments] }))
  expect(messages(richer, [])).toEqual(['这些待遇的金额合计太大，无法准确计算，请检查'])
})
