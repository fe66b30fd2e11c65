import { startHarness, type Harness } from '../harness'
import { apartmentAnswers, apply, messagesOf, recognitionAnswers } from '../applications/world'
import { containing } from '../matchers'
import { startOfTests } from '../start'
import { pdf, uploaded } from './files'

let harness: Harness
let person: Awaited<ReturnType<Harness['registerPerson']>>
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  harness.clock.set(startOfTests)
  person = await harness.registerPerson()
})
afterAll(() => harness.close())

const fileOf = async (name: string) => (await uploaded(person.call, pdf(), name)).id
const save = async (program: string, answers: object, revision = 0) => {
  const { version } = await person.call('GET /programs/:program', { params: { program } })
  return person.call('PUT /programs/:program/draft', {
    params: { program },
    body: { answers: answers as never, revision, version },
  })
}
/** Days go by, and then everything is done that is done by the hour. */
const live = async (days: number) => {
  harness.clock.advance(days * 86_400)
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 3_600_000) await run(harness.clock.now())
  person = { ...person, ...(await harness.signIn(person.phone)) }
}
const left = async (...files: string[]) =>
  (await harness.db.selectFrom('evidence').select('id').where('id', 'in', files).execute()).map(
    ({ id }) => id,
  )
const draftOf = async (program: string) =>
  (await person.call('GET /programs/:program/draft', { params: { program } })).draft

it('keeps the files of a living draft for longer than 30 days, and forgets what no draft names', async () => {
  const [named, loose] = [await fileOf('收入证明.pdf'), await fileOf('旧照片.pdf')]
  await save('apartment', { homeProof: [named] })
  await live(31)
  expect(await left(named, loose)).toEqual([named])
  expect((await draftOf('apartment'))?.answers).toEqual({ homeProof: [named] })
})

it('does not stop at many files that drafts name', async () => {
  const ids: string[] = []
  for (let turn = 0; turn < 3; turn += 1) ids.push(await fileOf(`${turn}.pdf`))
  await save('apartment', { homeProof: ids })
  const [sample] = await harness.db
    .selectFrom('evidence')
    .selectAll()
    .where('id', '=', ids[0] ?? '')
    .execute()
  if (!sample) throw new Error('no file')
  const many = Array.from({ length: 410 }, () => ({ ...sample, id: crypto.randomUUID(), stored_as: null }))
  await harness.db.insertInto('evidence').values(many).execute()
  await live(31)
  expect((await left(...ids)).length).toBe(3)
  expect(await left(...many.map(({ id }) => id))).toEqual([])
})

it('tells the owner of a draft a month before it goes, and then lets it go with its files', async () => {
  const [only, shared] = [await fileOf('收入证明.pdf'), await fileOf('户口本.pdf')]
  await save('apartment', { homeProof: [only, shared] })
  await live(100)
  await save('recognition', { certificate: [shared] })
  await live(49)
  expect(await messagesOf(harness, person)).toEqual([])
  await live(1)
  expect(await messagesOf(harness, person)).toEqual(['有一份草稿快到期'])
  const [message] = (await person.call('GET /me/messages')).items
  expect(message).toMatchObject({
    body: expect.stringMatching(/“青年人才公寓资格”.*5月21日.*文件一起删除.*再保留 180 天/) as string,
    link: '/applications/form/index?program=apartment',
  })
  await live(29)
  expect((await draftOf('apartment'))?.keptUntil.slice(0, 10)).toBe('2027-05-21')
  expect(await left(only, shared)).toHaveLength(2)
  await live(1)
  expect(await draftOf('apartment')).toBeNull()
  expect(await left(only, shared)).toEqual([shared])
  expect((await draftOf('recognition'))?.answers).toEqual({ certificate: [shared] })
  expect(await messagesOf(harness, person)).toEqual(['有一份草稿快到期'])
})

it('a draft that is saved again after the warning stays', async () => {
  const file = await fileOf('收入证明.pdf')
  await save('apartment', { homeProof: [file] })
  await live(160)
  await save('apartment', { homeProof: [file], ownsHome: 'no' }, 1)
  await live(100)
  expect((await draftOf('apartment'))?.answers).toEqual({ homeProof: [file], ownsHome: 'no' })
  expect(await left(file)).toEqual([file])
})

it('a draft of which nobody told for long stays a month after that', async () => {
  await save('apartment', { ownsHome: 'no' })
  const isKept = async () =>
    (
      await harness.db
        .selectFrom('application_draft')
        .select('id')
        .where('person_id', '=', person.personId)
        .execute()
    ).length === 1
  harness.clock.advance(200 * 86_400)
  await live(1)
  await live(29)
  expect(await isKept()).toBe(true)
  await live(1)
  expect(await isKept()).toBe(false)
})

it('says that a file went in with another application', async () => {
  const file = await fileOf('户口本.pdf')
  await apply(person, 'apartment', apartmentAnswers(file))
  await expect(
    apply(person, 'recognition', recognitionAnswers(file, person.registration.documentNumber)),
  ).rejects.toMatchObject({ errors: [{ detail: containing('已随另一份申请提交') }, {}] })
})

it('throwing one draft away leaves the file that another names', async () => {
  const file = await fileOf('户口本.pdf')
  await save('apartment', { homeProof: [file] })
  await save('recognition', { certificate: [file] })
  await person.call('DELETE /programs/:program/draft', { params: { program: 'apartment' } })
  expect(await left(file)).toEqual([file])
  await person.call('DELETE /programs/:program/draft', { params: { program: 'recognition' } })
  expect(await left(file)).toEqual([])
})
