import type { Policy } from '@jucai/contract/policies/book'
import type { FactDefinition } from '@jucai/contract/policies/facts'
import type { Parameter } from '@jucai/contract/policies/parameters'
import { extraOf, type ProblemError } from '@jucai/contract/client'
import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { fourUnknown, smallBook, source } from './small-book'

/** The office writes the book of policies in one draft, and publishes it by two persons. */
let harness: Harness
let [one, other]: Visitor[] = []
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
  ;[one, other] = [await harness.office('lead'), await harness.office('lead')]
})
afterAll(() => harness.close())
afterEach(async () => {
  const draft = await read()
  if (draft.open) await by(one).call('DELETE /policy-draft', { query: { revision: draft.revision } })
})

const by = (lead: Visitor | undefined): Visitor => lead as Visitor
const read = (lead = one) => by(lead).call('GET /policy-draft')
const rent = (change: Partial<Policy> = {}): Policy =>
  ({ ...structuredClone(smallBook.policies[1]), ...change }) as Policy
const put = async (change: Partial<Policy>, lead = one, revision?: number) =>
  by(lead).call('PUT /policy-draft/policies/:code', {
    params: { code: change.code ?? 'rent-subsidy' },
    body: { revision: revision ?? (await read()).revision, policy: rent(change) as never },
  })
const amount = (values: Parameter['values']) => ({ ...smallBook.parameters[0], values }) as Parameter
const putAmount = async (values: Parameter['values'], correction: string | null = null) =>
  by(one).call('PUT /policy-draft/parameters/:code', {
    params: { code: 'rentBachelor' },
    body: { revision: (await read()).revision, parameter: amount(values) as never, correction },
  })
const publish = async (lead: Visitor | undefined, revision: number, paper = '新的文件') =>
  by(lead).call('POST /policy-draft/publication', { body: { revision, source: paper } })
const failure = (act: Promise<unknown>): Promise<ProblemError> =>
  act.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => error as ProblemError,
  )
const sentences = async (act: Promise<unknown>) =>
  (await failure(act)).errors.map(({ pointer, detail }) => `${pointer} ${detail}`)

it('shows the book in force where there is no draft, examples and all, and makes none by being read', async () => {
  const draft = await read()
  expect(draft).toMatchObject({ open: false, proposal: null, faults: [] })
  expect(draft.book.policies[1]?.examples).toHaveLength(4)
  expect(draft.book.policies[1]?.keywords).toEqual([])
  expect(await read()).toEqual(draft)
})

it('begins with the first change, and says who changed what', async () => {
  const before = await read()
  const { revision, faults } = await put({ summary: '改过。' })
  expect(revision).toBe(before.revision + 1)
  expect(faults).toEqual([])
  const draft = await read(other)
  expect(draft).toMatchObject({ open: true, basedOn: before.basedOn, revision })
  expect(draft.changes[0]).toMatchObject({ what: '改了政策“租房补贴”', by: '林小满', revision })
  expect(draft.book.policies[1]?.summary).toBe('改过。')
  expect((await harness.as()('GET /policy-book')).book?.policies[1]?.summary).toBe('示例。')
})

it('refuses who looked at an earlier state, and tells them what was changed since', async () => {
  const { revision } = await put({ summary: '甲改的。' })
  await put({ summary: '乙改的。' }, other)
  const refusal = await failure(put({ summary: '甲又改。' }, one, revision))
  expect(refusal).toEqual(refused('stale-version'))
  expect(extraOf(refusal, 'stale-version')).toMatchObject({
    version: revision + 1,
    changed: [containing('改了政策“租房补贴”')],
  })
  expect((await read()).book.policies[1]?.summary).toBe('乙改的。')
})

it('takes one of two who save at once', async () => {
  const { revision } = await read()
  const tried = await Promise.allSettled([
    put({ summary: '甲。' }, one, revision),
    put({ summary: '乙。' }, other, revision),
  ])
  expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await read()).revision).toBe(revision + 1)
})

it('keeps a draft with faults, names clause and parameter, and does not publish it', async () => {
  const { revision, faults } = await put({
    criterion: { all: [{ clause: '9', label: '收入', fact: 'income', atMost: { parameter: 'rentMonths' } }] },
    amounts: [{ label: '本科', parameter: 'nothing' }],
  })
  expect(faults).toEqual([
    { at: containing('policies.rent-subsidy'), message: containing('条款“9”') },
    { at: containing('policies.rent-subsidy'), message: containing('参数“租房补贴最长月数”的单位是“个月”') },
    { at: 'policies.rent-subsidy', message: containing('没有名为“nothing”的参数') },
  ])
  expect(await sentences(publish(one, revision))).toEqual([
    containing('/policies/rent-subsidy'),
    containing('/policies/rent-subsidy'),
    containing('/policies/rent-subsidy'),
  ])
  expect((await read()).proposal).toBeNull()
})

it('refuses a sentence of which nothing can be seen', async () => {
  expect(await sentences(put({ criterion: { office: '\u200b' } }))).toEqual([
    '/policy/criterion 条件里有空白的文字，或者无法识别的字符',
  ])
})

it('does not publish while an example comes out otherwise than its officer wrote', async () => {
  const { revision, faults } = await put({
    examples: [
      { title: '大专', day: '2026-11-22', facts: { degree: 'associate', ownsHome: false }, outcome: 'pass' },
      ...fourUnknown,
    ],
  })
  expect(faults).toEqual([
    {
      at: 'policies.rent-subsidy',
      message: '政策“租房补贴”的例子“大专”应当是“符合”，算出来是“不符合，不符合的条款：3”',
    },
  ])
  await expect(publish(one, revision)).rejects.toEqual(refused('invalid-request'))
})

it('refuses what has not the form of a criterion, at its place', async () => {
  for (const criterion of [
    { all: 'x' },
    { all: [{ fact: 'income', atMost: 5 }] },
    { fact: 'income', atMost: { value: 1, unit: 'fen' }, is: true },
    { when: { office: 'x' } },
    { office: '\u0000' },
  ])
    expect(await sentences(put({ criterion: criterion as never }))).toEqual([containing('/policy/criterion')])
  expect((await read()).open).toBe(false)
})

describe('a parameter', () => {
  const [now] = (smallBook.parameters[0] as Parameter).values
  const until2026 = { value: 80_000, from: '2026-01-01', to: '2026-12-31', source }

  it('takes a new value beside the old one', async () => {
    const { faults } = await putAmount([until2026, { value: 90_000, from: '2027-01-01', to: null, source }])
    expect(faults).toEqual([])
    const today = { value: 90_000, from: '2026-11-22', to: null, source }
    expect((await putAmount([{ ...until2026, to: '2026-11-21' }, today])).faults).toEqual([])
  })

  it('changes its unit for days that are over as a correction only', async () => {
    const yearly = { ...smallBook.parameters[0], unit: 'fen' } as Parameter
    const act = by(one).call('PUT /policy-draft/parameters/:code', {
      params: { code: 'rentBachelor' },
      body: { revision: (await read()).revision, parameter: yearly as never, correction: null },
    })
    expect(await sentences(act)).toEqual([
      containing('800 元/月；改动后成了：2026年1月1日至2026年11月21日 800 元。'),
    ])
  })

  it('that cannot be counted with is refused by name, before anybody is judged by it', async () => {
    for (const [unit, value, most] of [
      ['fen-per-month', Number.MAX_SAFE_INTEGER, '1,000,000,000 元/月'],
      ['months', Number.MAX_SAFE_INTEGER, '1440 个月'],
    ] as const) {
      const parameter = {
        ...smallBook.parameters[0],
        code: 'tooMuch',
        unit,
        values: [{ value, from: '2026-01-01', to: null, source }],
      }
      const { faults } = await by(one).call('PUT /policy-draft/parameters/:code', {
        params: { code: 'tooMuch' },
        body: { revision: (await read()).revision, parameter: parameter as never, correction: null },
      })
      expect(faults).toEqual([{ at: 'parameters.tooMuch', message: containing(`的值太大，最多 ${most}`) }])
    }
  })

  it('is not changed for days that are over, unless it is a correction with a reason', async () => {
    const changed = [{ ...now, value: 85_000 }] as Parameter['values']
    expect(await sentences(putAmount(changed))).toEqual([
      '/parameter/values 参数“本科租房补贴”在今天以前是：2026年1月1日至2026年11月21日 800 元/月；改动后成了：2026年1月1日至2026年11月21日 850 元/月。已经生效的值不能直接改：请加一个新的值，写明从哪天起；确实写错了的，标为更正并写明理由',
    ])
    expect((await putAmount(changed, '录入时写错了一位')).faults).toEqual([])
    expect((await read()).corrections).toEqual([{ parameter: 'rentBachelor', reason: '录入时写错了一位' }])
    await putAmount([until2026])
    expect((await read()).corrections).toEqual([])
  })

  it('is refused at publication when a day has passed meanwhile', async () => {
    const later = { value: 90_000, from: '2026-11-22', to: null, source }
    const { revision } = await putAmount([{ ...until2026, to: '2026-11-21' }, later])
    harness.clock.advance(86_400)
    expect(await sentences(publish(await harness.office('lead'), revision))).toEqual([
      containing('/parameters/rentBachelor 参数“本科租房补贴”在今天以前是'),
    ])
    harness.clock.advance(-86_400)
  })
})

it('takes out a policy that is new, and none that was published', async () => {
  await put({ code: 'new-one', title: '新的政策', examples: [] })
  expect((await read()).book.policies.map(({ code }) => code)).toContain('new-one')
  const remove = async (code: string) =>
    by(one).call('PUT /policy-draft/policies/:code', {
      params: { code },
      body: { revision: (await read()).revision, policy: null },
    })
  await remove('new-one')
  expect((await read()).book.policies.map(({ code }) => code)).not.toContain('new-one')
  expect(await sentences(remove('rent-subsidy'))).toEqual([containing('/policy 已经发布过的政策不能删去')])
  await expect(remove('nowhere')).rejects.toEqual(refused('not-found'))
})

it('holds the code of the address and of the body against one another', async () => {
  const { revision } = await read()
  expect(
    await sentences(
      by(one).call('PUT /policy-draft/policies/:code', {
        params: { code: 'another' },
        body: { revision, policy: rent() as never },
      }),
    ),
  ).toEqual([containing('/policy/code')])
})

it('writes facts and rules, and says of rules what contradicts', async () => {
  const { revision } = await read()
  const fact = { ...structuredClone(smallBook.facts[5]), validForMonths: 6 }
  const told = await by(one).call('PUT /policy-draft/facts/:code', {
    params: { code: 'income' },
    body: { revision, fact: fact as never },
  })
  const rule = (benefit: string, need: string) => ({ benefit, needs: [need], source })
  const { faults } = await by(one).call('PUT /policy-draft/rules', {
    body: { revision: told.revision, rules: [rule('one', 'rent-subsidy'), rule('rent-subsidy', 'one')] },
  })
  expect(faults).toEqual([{ at: containing('rules.'), message: containing('成了一个圈') }])
  expect((await read()).book.facts[5]).toMatchObject({ code: 'income', validForMonths: 6 })
})

describe('a fact that was published', () => {
  const degree = smallBook.facts[0] as FactDefinition
  const putFact = async (fact: FactDefinition | null, code = degree.code) =>
    by(one).call('PUT /policy-draft/facts/:code', {
      params: { code },
      body: { revision: (await read()).revision, fact: fact as never },
    })
  const options = degree.type.kind === 'choice' ? degree.type.options : []

  it('takes other words and more options, and keeps form, unit and options', async () => {
    const more = { value: 'none', label: '其他', rank: 0 }
    const told = await putFact({ ...degree, type: { kind: 'choice', options: [...options, more] } })
    expect(told.faults).toEqual([])
    const lost = { ...degree, type: { kind: 'choice' as const, options: options.slice(1) } }
    expect(await sentences(putFact(lost))).toEqual([containing('/fact/type 已经发布过的事实不能换')])
    expect(await sentences(putFact({ ...degree, type: { kind: 'boolean' } }))).toHaveLength(1)
    const income = smallBook.facts[5] as FactDefinition
    const yearly = { ...income, type: { kind: 'integer' as const, unit: 'fen-per-year' as const } }
    expect(await sentences(putFact(yearly, 'income'))).toHaveLength(1)
  })

  it('is not taken out, as neither is a parameter; new ones are', async () => {
    expect(await sentences(putFact(null))).toEqual([containing('/fact 已经发布过的事实不能删去')])
    const late = { code: 'later', label: '后来的', question: '后来呢？', type: { kind: 'boolean' as const } }
    await putFact(late, 'later')
    await putFact(null, 'later')
    expect((await read()).book.facts.map(({ code }) => code)).not.toContain('later')
    await expect(putFact(null, 'later')).rejects.toEqual(refused('not-found'))
    const putParameter = async (parameter: Parameter | null, code: string) =>
      by(one).call('PUT /policy-draft/parameters/:code', {
        params: { code },
        body: { revision: (await read()).revision, parameter: parameter as never, correction: null },
      })
    expect(await sentences(putParameter(null, 'rentBachelor'))).toEqual([
      containing('/parameter 已经发布过的参数不能删去'),
    ])
    await putParameter({ ...(smallBook.parameters[0] as Parameter), code: 'later' }, 'later')
    await putParameter(null, 'later')
    expect((await read()).book.parameters.map(({ code }) => code)).not.toContain('later')
  })
})

describe('publishing', () => {
  it('takes two persons, and another change takes the proposal back', async () => {
    const { revision } = await put({ summary: '要发布的。' })
    const proposed = await publish(one, revision)
    expect(proposed).toEqual({ published: null, revision: revision + 1 })
    expect((await read(other)).proposal).toMatchObject({ mine: false, source: '新的文件', by: '林小满' })
    await expect(publish(one, proposed.revision)).rejects.toEqual(refused('two-person-rule'))
    await expect(publish(other, revision)).rejects.toEqual(refused('stale-version'))
    expect(await sentences(publish(other, proposed.revision, '另一份文件'))).toEqual([containing('/source')])
    const changed = await put({ summary: '又改了。' })
    expect((await read()).proposal).toBeNull()
    const again = await publish(other, changed.revision)
    const done = await publish(one, again.revision)
    const book = await harness.as()('GET /policy-book')
    expect(book).toMatchObject({ version: done.published, source: '新的文件' })
    expect(book.book?.policies[1]?.summary).toBe('又改了。')
    expect(await read()).toMatchObject({ open: false, revision: done.revision, basedOn: done.published })
  })

  it('goes on record with who proposed it, and is told as an event', async () => {
    const version = (await harness.as()('GET /policy-book')).version
    const entry = await harness.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('object', '=', `policy-book:${version}`)
      .executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ actor_id: by(one).personId, actor_role: 'lead' })
    expect(entry.detail).toMatchObject({ source: '新的文件', proposedBy: by(other).personId })
    const event = await harness.db
      .selectFrom('outbox')
      .select('payload')
      .where('kind', '=', 'policy-book.published')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(event.payload).toEqual({ version })
  })

  it('is done once when two confirm at once', async () => {
    const third = await harness.office('lead')
    const { revision } = await put({ summary: '两人同时。' })
    const before = (await harness.as()('GET /policy-book')).version
    const proposed = await publish(one, revision)
    const tried = await Promise.allSettled([
      publish(other, proposed.revision),
      publish(third, proposed.revision),
    ])
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await harness.as()('GET /policy-book')).version).toBe(before + 1)
  })

  it('is refused when another version was published from a file meanwhile', async () => {
    const { revision } = await put({ summary: '晚了。' })
    const book = (await read()).book
    const version = await publishBook(harness.db, { book, source: '文件' }, harness.clock.now())
    const proposed = await publish(one, revision)
    const refusal = await failure(publish(other, proposed.revision))
    expect(refusal).toEqual(refused('event-not-allowed'))
    expect(refusal.message).toContain(`第 ${version} 版`)
    expect((await harness.as()('GET /policy-book')).version).toBe(version)
  })
})

describe('versions', () => {
  it('are listed newest first, page by page, with who published them', async () => {
    const first = await by(one).call('GET /policy-books', { query: { limit: 2 } })
    expect(first.items[0]).toMatchObject({ source: '文件', by: null })
    expect(first.items[1]).toMatchObject({ by: '林小满' })
    const second = await by(one).call('GET /policy-books', {
      query: { limit: 2, after: first.next as string },
    })
    expect(second.items[0]?.version).toBe((first.items[1]?.version as number) - 1)
    await expect(by(one).call('GET /policy-books', { query: { after: 'x' } })).rejects.toEqual(
      refused('invalid-request'),
    )
  })

  it('tell what they changed', async () => {
    const [newest] = (await by(one).call('GET /policy-books', { query: { limit: 1 } })).items
    const version = (newest?.version as number) - 1
    const changes = await by(one).call('GET /policy-books/:version/changes', { params: { version } })
    expect(changes).toMatchObject({
      before: version - 1,
      policies: [
        {
          code: 'rent-subsidy',
          kind: 'changed',
          changes: [{ what: 'summary', before: '又改了。', after: '两人同时。' }],
        },
      ],
    })
    const { book } = await by(one).call('GET /policy-books/:version', { params: { version } })
    expect(book.policies[1]?.summary).toBe('两人同时。')
    await expect(by(one).call('GET /policy-books/:version', { params: { version: 9999 } })).rejects.toEqual(
      refused('not-found'),
    )
  })
})

it('is for leads at the console alone', async () => {
  const reviewer = await harness.office('reviewer')
  await expect(reviewer.call('GET /policy-draft')).rejects.toEqual(refused('not-allowed'))
  const phone = await harness.staff('lead')
  await expect(phone.call('GET /policy-draft')).rejects.toEqual(refused('office-session-needed'))
})
