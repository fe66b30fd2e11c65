import type { Policy } from '@jucai/contract/policies/book'
import type { Criterion } from '@jucai/contract/policies/criteria'
import { publicationFaults } from '@jucai/contract/policies/publication'
import { recordFacts } from '@jucai/contract/policies/record-facts'
import { BookRefused } from '../../server/policies/book-file'
import { publishBook, versionInForce } from '../../server/policies'
import { startHarness } from '../harness'
import { fourUnknown, smallBook } from './small-book'

const [master, rent] = smallBook.policies as [Policy, Policy]
const bookWith = (change: Partial<Policy>) => ({ ...smallBook, policies: [master, { ...rent, ...change }] })
const faultsOf = (change: Partial<Policy>, there: Parameters<typeof publicationFaults>[1] = null) =>
  publicationFaults(bookWith(change), there)
const messages = (change: Partial<Policy>) => faultsOf(change).map(({ message }) => message)

it('the small book has none', () => {
  expect(faultsOf({})).toEqual([])
})

describe('examples', () => {
  const few = '政策“租房补贴”的例子不到 4 个：要有通过、刚好不通过、还不知道、日期边上各一个'

  it('of a policy are four at least, else it is named', () => {
    expect(messages({ examples: fourUnknown })).toEqual([])
    expect(faultsOf({ examples: fourUnknown.slice(1) })).toEqual([
      { at: 'policies.rent-subsidy', message: few },
    ])
  })

  it('are asked for only where data decide something', () => {
    expect(messages({ criterion: { office: '由专家评审' }, examples: [] })).toEqual([])
    expect(messages({ criterion: null, examples: [] })).toEqual([])
    const mixed: Criterion = {
      any: [{ office: '由专家评审' }, { label: '博士', fact: 'degree', is: 'doctor' }],
    }
    expect(messages({ criterion: mixed, examples: [] })).toEqual([few])
  })
})

describe('what needs no application', () => {
  const own: Criterion = { label: '在本市无房', fact: 'ownsHome', is: false }
  const doctor: Criterion = { label: '博士', fact: 'degree', is: 'doctor' }
  const offered = (criterion: Criterion) => messages({ criterion, offered: true })
  const blocked = (label: string) => [
    `政策“租房补贴”写了免申即享，但没有记录能说明“${label}”，谁也不会符合：请换成登记和办理记录里有的情况，或者不写免申即享`,
  ]

  it('rests on what a record can hold, in every way that must be gone', () => {
    expect(offered(doctor)).toEqual([])
    expect(offered(own)).toEqual(blocked('在本市有房'))
    expect(offered({ all: [doctor, own] })).toEqual(blocked('在本市有房'))
    expect(offered({ all: [doctor, { not: own }] })).toEqual(blocked('在本市有房'))
    expect(offered({ when: own, then: doctor })).toEqual(blocked('在本市有房'))
    expect(offered({ all: [doctor, { office: '评审' }] })).toEqual(blocked('评审'))
    expect(messages({ criterion: own, offered: false })).toEqual([])
  })

  it('may have further ways that only the person tells', () => {
    expect(offered({ any: [doctor, own] })).toEqual([])
    const two = (atLeast: number): Criterion => ({ atLeast, of: [doctor, own] })
    expect([offered(two(1)), offered(two(2))]).toEqual([[], blocked('在本市有房')])
  })

  it('a span up to another day asks for that day too', () => {
    const span: Criterion = { label: '年龄', fact: 'birthday', sinceAtLeast: { years: 18 }, on: 'enrolledOn' }
    expect(offered(span)).toEqual(blocked('入学日期'))
    expect(recordFacts).toContain('birthday')
  })
})

describe('a comparison', () => {
  it('has a name, or stands in a part that has one', () => {
    const bare: Criterion = { fact: 'degree', is: 'doctor' }
    expect(messages({ criterion: { all: [bare, bare] } })).toEqual([
      '政策“租房补贴”的条件里，比较“最高学历”的地方没有名称：请用几个字写明要求什么',
    ])
    expect(messages({ criterion: { label: '  ', any: [bare] } })).toHaveLength(1)
    expect(messages({ criterion: { label: '博士', any: [bare, bare] } })).toEqual([])
  })
})

describe('what a policy opens', () => {
  const there = { program: ['rent'], service: ['desk'] }
  it('is there, of its own kind', () => {
    const to = (kind: 'program' | 'service', key: string) => faultsOf({ opens: [{ kind, key }] }, there)
    expect(to('program', 'rent')).toEqual([])
    expect(to('service', 'rent')).toEqual([
      {
        at: 'policies.rent-subsidy',
        message: '政策“租房补贴”要打开的服务“rent”不存在：请从现有的服务里选，或者去掉',
      },
    ])
    expect(to('program', 'gone').map(({ message }) => message)).toEqual([
      '政策“租房补贴”要打开的申请项目“gone”不存在：请从现有的申请项目里选，或者去掉',
    ])
  })
})

describe('neither file nor draft gets past them', () => {
  const change: Partial<Policy> = { examples: [], opens: [{ kind: 'service', key: 'nowhere' }] }
  it('and nothing is published', async () => {
    const harness = await startHarness()
    try {
      const now = harness.clock.now()
      const before = await publishBook(harness.db, { book: smallBook, source: '试验文件' }, now)
      const there = { program: [], service: [] }
      const refusal = await publishBook(
        harness.db,
        { book: bookWith(change), source: '文件' },
        now,
        there,
      ).then(
        () => null,
        (error: unknown) => error as Error,
      )
      expect(refusal).toBeInstanceOf(BookRefused)
      expect(refusal?.message).toMatch(/例子不到 4 个[^]*服务“nowhere”不存在/)
      const lead = await harness.office('lead')
      const { revision } = await lead.call('GET /policy-draft')
      const put = (more: Partial<Policy>, at: number) =>
        lead.call('PUT /policy-draft/policies/:code', {
          params: { code: 'rent-subsidy' },
          body: { revision: at, policy: { ...rent, ...more } as never },
        })
      const saved = await put(change, revision)
      expect(saved.faults.map(({ message }) => message)).toEqual([
        expect.stringContaining('例子不到 4 个'),
        expect.stringContaining('服务“nowhere”不存在'),
      ])
      const publish = (at: number) =>
        lead.call('POST /policy-draft/publication', { body: { revision: at, source: '试验文件' } })
      await expect(publish(saved.revision)).rejects.toMatchObject({ code: 'invalid-request' })
      expect(await versionInForce(harness.db)).toBe(before)
      const there2 = [{ kind: 'program' as const, key: 'apartment' }]
      const mended = await put({ opens: there2, summary: '改过。' }, saved.revision)
      expect(mended.faults).toEqual([])
      expect((await publish(mended.revision)).published).toBeNull()
    } finally {
      await harness.close()
    }
  })
})
