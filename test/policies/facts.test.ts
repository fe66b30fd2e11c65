import { publishBook } from '../../server/policies'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { testVault } from '../../mock/fakes'
import { toldBy } from '../../server/policies/facts'
import { smallBook } from './small-book'

/** What is known of a person, by which policies are held against them. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: smallBook, source: '试验文件' }, harness.clock.now())
})
afterAll(() => harness.close())

const tell = async (
  { call }: Visitor,
  answers: { code: string; value: boolean | number | string | null }[],
) => call('PUT /me/facts', { body: { revision: (await call('GET /me/facts')).revision, answers } })
const faults = (act: Promise<unknown>) =>
  act.then(
    () => [],
    (error: unknown) => (error as { errors: { pointer: string; detail: string }[] }).errors,
  )
const valueOf = (facts: { items: { code: string; value: unknown }[] }, code: string) =>
  facts.items.find((one) => one.code === code)?.value

it('begins with the registration, with its source and date', async () => {
  const person = await harness.registerPerson({ degree: 'master' })
  const facts = await person.call('GET /me/facts')
  expect(facts.revision).toBe(0)
  expect(facts.items.map(({ code, source }) => [code, source])).toEqual([
    ['degree', 'registration'],
    ['graduatesOn', 'registration'],
    ['birthday', 'registration'],
  ])
  expect(valueOf(facts, 'degree')).toBe('master')
})

it('keeps what somebody tells, sealed, and takes it back', async () => {
  const person = await harness.signIn()
  expect((await person.call('GET /me/facts')).items).toEqual([])
  const told = await tell(person, [{ code: 'income', value: 700_000 }])
  expect(told).toMatchObject({ revision: 1, items: [{ code: 'income', source: 'self', asOf: '2026-11-22' }] })
  const { answers } = await harness.db
    .selectFrom('fact_answer')
    .select('answers')
    .where('person_id', '=', person.personId)
    .executeTakeFirstOrThrow()
  expect(answers?.toString()).not.toContain('income')
  expect(await tell(person, [{ code: 'income', value: null }])).toEqual({
    revision: 2,
    items: [],
    held: [],
  })
})

it('says which answer is wrong, why, and keeps nothing of them', async () => {
  const person = await harness.registerPerson()
  expect(
    await faults(
      tell(person, [
        { code: 'ownsHome', value: '没有' },
        { code: 'income', value: -1 },
        { code: 'enrolledOn', value: '2027-02-29' },
        { code: 'degree', value: 'doctor' },
        { code: 'shoeSize', value: 43 },
      ]),
    ),
  ).toEqual([
    { pointer: '/answers/0/value', detail: '“在本市有房”要回答是或否' },
    { pointer: '/answers/1/value', detail: '“月收入”不能小于 0' },
    { pointer: '/answers/2/value', detail: '“入学日期”不是一个存在的日期，请按“年-月-日”填写' },
    { pointer: '/answers/3/value', detail: '“最高学历”以登记资料为准，请到“我的资料”里修改' },
    { pointer: '/answers/4/code', detail: '现在的政策不用这一项了，请刷新后再填' },
  ])
  expect(
    await faults(
      tell(person, [
        { code: 'ownsHome', value: false },
        { code: 'enrolledOn', value: '2026-11-01' },
      ]),
    ),
  ).toEqual([{ pointer: '/answers/1/value', detail: '毕业日期早于入学日期，请检查其中一个' }])
  expect((await person.call('GET /me/facts')).revision).toBe(0)
})

it('takes back whatever was told, also what is registered by now or asked no more', async () => {
  const person = await harness.registerPerson({ graduatesOn: '2026-06-30' })
  const told = { value: 'master', source: 'self', asOf: '2026-11-22' } as const
  const answers = testVault().encrypt(
    JSON.stringify({ degree: told, shoeSize: { ...told, value: 43 } }),
    `fact_answer.answers:${person.personId}`,
  )
  await harness.db
    .insertInto('fact_answer')
    .values({ person_id: person.personId, answers, revision: 1, saved_at: harness.clock.now() })
    .execute()
  await tell(person, [
    { code: 'degree', value: null },
    { code: 'shoeSize', value: null },
  ])
  expect(await toldBy(harness.db, testVault(), person.personId)).toEqual({})
})

it('a registration that contradicts an earlier answer keeps nobody from telling something else', async () => {
  const person = await harness.registerPerson({ graduatesOn: '2026-06-30' })
  await tell(person, [{ code: 'enrolledOn', value: '2022-09-01' }])
  await person.call('PUT /me/profile', { body: { ...person.registration, graduatesOn: '2022-06-30' } })
  const { items } = await tell(person, [{ code: 'ownsHome', value: false }])
  expect(items.map(({ code }) => code)).toContain('ownsHome')
  expect(await faults(tell(person, [{ code: 'enrolledOn', value: '2022-09-02' }]))).toHaveLength(1)
  await tell(person, [{ code: 'enrolledOn', value: null }])
})

it('two devices do not write over each other; the same request twice is done once', async () => {
  const person = await harness.signIn()
  const body = { revision: 0, answers: [{ code: 'ownsHome', value: true }] }
  const first = await person.call('PUT /me/facts', { body }, { idempotencyKey: 'told-of-a-home-once' })
  expect(await person.call('PUT /me/facts', { body }, { idempotencyKey: 'told-of-a-home-once' })).toEqual(
    first,
  )
  await expect(person.call('PUT /me/facts', { body })).rejects.toEqual(refused('stale-version'))
})

it('what a later book no longer takes is not known', async () => {
  const person = await harness.signIn()
  await tell(person, [{ code: 'income', value: 90_000_000 }])
  const book = structuredClone(smallBook)
  const income = book.facts.find(({ code }) => code === 'income')
  Object.assign(income?.type ?? {}, { max: 50_000_000 })
  await publishBook(harness.db, { book, source: '试验文件' }, harness.clock.now())
  expect((await person.call('GET /me/facts')).items).toEqual([])
})

it('goes along when two accounts of one person become one; the one that stays has the last word', async () => {
  const from = await harness.signIn()
  const into = await harness.registerPerson()
  await tell(from, [
    { code: 'ownsHome', value: true },
    { code: 'income', value: 500_000 },
  ])
  await tell(into, [{ code: 'ownsHome', value: false }])
  await harness.app.people.merge(harness.db, from.personId, into.personId, harness.clock.now())
  const facts = await into.call('GET /me/facts')
  expect([valueOf(facts, 'ownsHome'), valueOf(facts, 'income')]).toEqual([false, 500_000])
})
