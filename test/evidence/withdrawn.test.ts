import type { Application } from '@jucai/contract/applications'
import { currentNotice } from '../../server/profiles'
import { apartmentAnswers, apply, decide, messagesOf, recognitionAnswers } from '../applications/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { startOfTests } from '../start'
import { pdf, uploaded } from './files'

let harness: Harness
let person: Awaited<ReturnType<Harness['registerPerson']>>
let reviewer: Visitor
beforeAll(async () => {
  harness = await startHarness()
  reviewer = await harness.office('reviewer')
})
beforeEach(async () => {
  harness.clock.set(startOfTests)
  person = await harness.registerPerson()
})
afterAll(() => harness.close())

const fileOf = async (name = '户口本.pdf') => (await uploaded(person.call, pdf(), name)).id
const applied = async (file: string) => apply(person, 'apartment', apartmentAnswers(file))
const withdraw = ({ id, version }: Pick<Application, 'id' | 'version'>) =>
  person.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version },
  })
const readBy = (officer: Visitor, application: string, file: string) =>
  officer.call('GET /applications/:application/evidence/:file', { params: { application, file } })
const listedIn = async (application: string) =>
  (await reviewer.call('GET /applications/:application', { params: { application } })).evidence.map(
    ({ file }) => file.id,
  )
const remove = (file: string) => person.call('DELETE /me/evidence/:evidence', { params: { evidence: file } })
const isThere = async (file: string) =>
  (await harness.db.selectFrom('evidence').select('id').where('id', '=', file).execute()).length === 1
const readsOnRecord = async (file: string) =>
  (
    await harness.db
      .selectFrom('audit_entry')
      .select('action')
      .where('object', '=', `evidence:${file}`)
      .where('action', '=', 'application.evidence-read')
      .execute()
  ).length

describe('a withdrawn application', () => {
  it('shows its files to the office no more, and its owner may delete them; who read them stays on record', async () => {
    const file = await fileOf()
    const application = await applied(file)
    await expect(remove(file)).rejects.toMatchObject({
      code: 'evidence-in-use',
      message: containing('撤回申请后就能删除'),
    })
    expect(await readBy(reviewer, application.id, file)).toMatchObject({ fileName: '户口本.pdf' })
    await withdraw(application)
    await expect(readBy(reviewer, application.id, file)).rejects.toMatchObject({
      code: 'not-found',
      message: containing('申请人已撤回'),
    })
    expect(await listedIn(application.id)).toEqual([])
    expect(
      (await person.call('GET /me/evidence/:evidence/content', { params: { evidence: file } })).fileName,
    ).toBe('户口本.pdf')
    await remove(file)
    expect(await isThere(file)).toBe(false)
    expect(await readsOnRecord(file)).toBe(1)
    expect((await messagesOf(harness, person))[0]).toBe('申请已撤回')
  })

  it('keeps them for its owner 30 days from the withdrawal, however old they are', async () => {
    const file = await fileOf()
    const application = await applied(file)
    harness.clock.advance(40 * 86_400)
    person = { ...person, ...(await harness.signIn(person.phone)) }
    await withdraw(application)
    const forget = () =>
      harness.app.chores.reduce(async (before, { run }) => {
        await before
        await run(harness.clock.now())
      }, Promise.resolve())
    await forget()
    expect(await isThere(file)).toBe(true)
    harness.clock.advance(30 * 86_400 + 1)
    await forget()
    expect(await isThere(file)).toBe(false)
  })

  it('lends its file to another that is sent in afterwards, where the office reads it, and only there', async () => {
    const file = await fileOf()
    const first = await applied(file)
    await withdraw(first)
    const { id } = await apply(
      person,
      'recognition',
      recognitionAnswers(file, person.registration.documentNumber),
    )
    await expect(readBy(reviewer, first.id, file)).rejects.toEqual(refused('not-found'))
    expect(await readBy(reviewer, id, file)).toMatchObject({ type: 'application/pdf' })
    await expect(remove(file)).rejects.toEqual(refused('evidence-in-use'))
  })

  it('by withdrawing the consent to be registered is the same', async () => {
    const file = await fileOf()
    const { id } = await applied(file)
    await person.call('PUT /me/consents/:purpose', {
      params: { purpose: 'registration' },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    await harness.app.worker.drain()
    await expect(readBy(reviewer, id, file)).rejects.toMatchObject({ message: containing('申请人已撤回') })
    await remove(file)
    expect(await isThere(file)).toBe(false)
  })
})

it('a decided application keeps its files', async () => {
  const file = await fileOf()
  const application = await applied(file)
  const { reasons } = await reviewer.call('GET /applications/:application', {
    params: { application: application.id },
  })
  await decide(reviewer, application.id, {
    event: 'reject',
    reason: { code: reasons[0]?.code ?? '', field: 'homeProof', fix: '请换一份盖章的住房证明再申请' },
  })
  expect(await readBy(reviewer, application.id, file)).toMatchObject({ fileName: '户口本.pdf' })
  await expect(remove(file)).rejects.toMatchObject({ message: containing('已有结果的申请，文件留作') })
})

it('what a correction replaced is its owner’s again', async () => {
  const [old, fresh] = [await fileOf('旧.pdf'), await fileOf('新.pdf')]
  const { id } = await applied(old)
  await decide(reviewer, id, {
    event: 'request-changes',
    fields: [
      { field: 'homeProof', what: '请上传盖章的住房证明' },
      { field: 'employmentProof', what: '请上传盖章的工作证明' },
    ],
  })
  const { version } = await person.call('GET /me/applications/:application', { params: { application: id } })
  await person.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'correct', version, answers: { homeProof: [fresh], employmentProof: [fresh] } },
  })
  await remove(old)
  expect(await readBy(reviewer, id, fresh)).toMatchObject({ fileName: '新.pdf' })
  await expect(remove(fresh)).rejects.toEqual(refused('evidence-in-use'))
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? describe : describe.skip
atOnce('two at once', () => {
  it('two withdrawals, a deletion and a look leave one withdrawal and no file that anybody reads', async () => {
    const file = await fileOf()
    const application = await applied(file)
    const outcomes = await Promise.allSettled([
      withdraw(application),
      withdraw(application),
      remove(file),
      readBy(reviewer, application.id, file),
    ])
    expect(outcomes.slice(0, 2).filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(readBy(reviewer, application.id, file)).rejects.toEqual(refused('not-found'))
    if (await isThere(file)) await remove(file)
    expect(await isThere(file)).toBe(false)
  })

  it('a withdrawal and another application that names the same file: it is the other’s or nobody’s', async () => {
    const file = await fileOf()
    const first = await applied(file)
    const answers = recognitionAnswers(file, person.registration.documentNumber)
    const [, second] = await Promise.allSettled([withdraw(first), apply(person, 'recognition', answers)])
    const { application_id: owner } = await harness.db
      .selectFrom('evidence')
      .select('application_id')
      .where('id', '=', file)
      .executeTakeFirstOrThrow()
    expect(owner).toBe(second.status === 'fulfilled' ? second.value.id : null)
    await expect(readBy(reviewer, first.id, file)).rejects.toEqual(refused('not-found'))
  })
})
