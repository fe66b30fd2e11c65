import { publishBook } from '../../server/policies'
import { sampleBook } from '../../mock/policies/book'
import { startHarness, type Harness, type Visitor } from '../harness'

/** What somebody told under “我的情况” is not asked a second time. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

type Told = { code: string; value: boolean | number | string | null }[]
const tell = async ({ call }: Visitor, answers: Told) =>
  call('PUT /me/facts', { body: { revision: (await call('GET /me/facts')).revision, answers } })
const pageOf = (person: Visitor, program: string) =>
  person.call('GET /programs/:program/draft', { params: { program } })
const offered = async (person: Visitor, program: string, field: string) =>
  (await pageOf(person, program)).prefill.find((one) => one.field === field)

it('brings what was told into the fields that are the fact, with source and day', async () => {
  const person = await harness.registerPerson()
  expect(await offered(person, 'rent-subsidy', 'otherBenefit')).toBeUndefined()
  await tell(person, [
    { code: 'otherBenefit', value: 'none' },
    { code: 'insuranceMonths', value: 4 },
  ])
  expect(await offered(person, 'rent-subsidy', 'otherBenefit')).toEqual({
    field: 'otherBenefit',
    value: 'none',
    source: 'told',
    at: '2026-11-21T16:00:00.000Z', // the beginning of the day in China
    expiresOn: '2027-05-22',
    expired: false,
  })
  expect(await offered(person, 'living-subsidy', 'insuranceMonths')).toMatchObject({
    value: 4,
    expired: false,
  })
  expect(await offered(person, 'rent-subsidy', 'degree')).toMatchObject({ source: 'self' }) // the registration's
})

it('does not say on the page of a program that something is missing which was told', async () => {
  const person = await harness.registerPerson()
  const results = async () =>
    (await pageOf(person, 'rent-subsidy')).criteria
      .map(({ result }) => result)
      .filter((one) => one === 'unknown')
  const before = await results()
  await tell(person, [
    { code: 'ownsHome', value: false }, // asked in the form in other words
    { code: 'employedHere', value: true },
    { code: 'otherBenefit', value: 'none' },
  ])
  expect((await results()).length).toBeLessThanOrEqual(before.length - 3)
})

it('leaves what was typed, and judges by that', async () => {
  const person = await harness.registerPerson()
  await tell(person, [
    { code: 'ownsHome', value: false },
    { code: 'otherBenefit', value: 'none' },
  ])
  const { version } = await person.call('GET /programs/:program', { params: { program: 'rent-subsidy' } })
  await person.call('PUT /programs/:program/draft', {
    params: { program: 'rent-subsidy' },
    body: { answers: { ownsHome: 'yes', otherBenefit: 'subsidy' }, revision: 0, version },
  })
  const { draft, criteria } = await pageOf(person, 'rent-subsidy')
  expect(draft?.answers).toEqual({ ownsHome: 'yes', otherBenefit: 'subsidy' })
  expect(criteria.find(({ title }) => title.includes('自有住房'))?.result).toBe('fail')
})

it('asks to look again at months that went on since, and offers nothing that has run out or fits no more', async () => {
  const person = await harness.registerPerson()
  await tell(person, [
    { code: 'otherBenefit', value: 'none' },
    { code: 'insuranceMonths', value: 4 },
  ])
  harness.clock.advance(40 * 86_400)
  const later = await harness.signIn(person.phone)
  expect(await offered(later, 'rent-subsidy', 'insuranceMonths')).toMatchObject({ value: 4, expired: true })
  expect(await offered(later, 'rent-subsidy', 'otherBenefit')).toMatchObject({ expired: false })
  const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  await publishBook(
    harness.db,
    {
      book: {
        ...sampleBook,
        facts: sampleBook.facts.map((one) =>
          one.code === 'employerKind'
            ? {
                ...one,
                type: {
                  kind: 'choice',
                  options: options(['chain', 'firm', 'research', 'government', 'new']),
                },
              }
            : one,
        ),
      },
      source: '试验文件',
    },
    harness.clock.now(),
  )
  await tell(later, [{ code: 'employerKind', value: 'new' }])
  expect(await offered(later, 'living-subsidy', 'employerKind')).toBeUndefined()
})
