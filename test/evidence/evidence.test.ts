import { evidenceChunkBytes } from '@jucai/contract/evidence-limits'
import { randomBytes } from 'node:crypto'
import { problem } from '../../server/core/problem'
import { removeLeftovers } from '../../server/core/stored-files'
import { evidencePort } from '../../server/evidence'
import { forgetLoose as forgetLooseEvidence } from '../../server/evidence/commands'
import { testVault } from '../../mock/fakes'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { completed, pdf, photo, sendParts, sent, uploaded } from './files'

let harness: Harness
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
beforeEach(async () => {
  harness.storage.down = false
  person = await harness.signIn()
})
afterAll(() => harness.close())

const deps = () => ({
  db: harness.db,
  vault: testVault(),
  storage: harness.storage,
  clock: harness.clock.now,
})
const port = () => evidencePort(deps())
const sweep = () => removeLeftovers(harness.db, harness.storage, harness.clock.now())
/** A PDF of several parts: readers skip what stands before the end. */
const longPdf = (bytes = 3 * evidenceChunkBytes + 5000) =>
  Buffer.concat([pdf(), Buffer.alloc(bytes, '% '), Buffer.from('\n%%EOF\n')])

it('stores a photo encrypted, and gives it back without what came along', async () => {
  const file = await uploaded(person.call, await photo())
  expect(file).toMatchObject({ fileName: '学位证.jpg', complete: true, type: 'image/jpeg' })
  const content = await person.call('GET /me/evidence/:evidence/content', { params: { evidence: file.id } })
  expect(content).toMatchObject({ fileName: '学位证.jpg', type: 'image/jpeg' })
  const bytes = Buffer.from(content.data, 'base64')
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from('ffd8ff', 'hex'))
  expect(bytes.includes('SampleCamera')).toBe(false)
  const row = await harness.db
    .selectFrom('evidence')
    .selectAll()
    .where('id', '=', file.id)
    .executeTakeFirstOrThrow()
  const stored = harness.storage.files.get(row.stored_as as string) as Buffer
  expect(stored.includes(bytes.subarray(0, 64))).toBe(false)
  expect(row.file_name.toString('utf8')).not.toContain('学位证')
  expect(
    await harness.db
      .selectFrom('evidence_part')
      .select('at_offset')
      .where('evidence_id', '=', file.id)
      .execute(),
  ).toEqual([])
  const reads = await harness.db
    .selectFrom('audit_entry')
    .select('action')
    .where('object', '=', `evidence:${file.id}`)
    .orderBy('id')
    .execute()
  expect(reads.map((row) => row.action)).toEqual(['evidence.completed', 'evidence.read'])
})

it('refuses a 300 MB “photo” before anything is sent, in words', async () => {
  await expect(
    person.call('POST /me/evidence', { body: { fileName: 'IMG_0001.jpg', sizeBytes: 300 * 1024 * 1024 } }),
  ).rejects.toMatchObject({
    code: 'evidence-too-large',
    message: '这个文件有 300 MB，每个文件最多 10 MB。照片可以截图后上传，PDF 可以拆成几个或降低清晰度',
    body: { maxBytes: 10_485_760 },
  })
  await expect(
    person.call('POST /me/evidence', { body: { fileName: 'IMG_0001.jpg', sizeBytes: 10 * 1024 * 1024 + 1 } }),
  ).rejects.toEqual(refused('evidence-too-large'))
})

it('refuses more than was declared, and a part that is too small', async () => {
  const file = await person.call('POST /me/evidence', { body: { fileName: 'a.jpg', sizeBytes: 100_000 } })
  const part = (bytes: number, offset = 0) =>
    person.call('PUT /me/evidence/:evidence/parts/:offset', {
      params: { evidence: file.id, offset },
      body: { data: Buffer.alloc(bytes).toString('base64') },
    })
  await expect(part(100_001)).rejects.toMatchObject({ errors: [{ pointer: '/data' }] })
  await expect(part(1)).rejects.toMatchObject({
    errors: [{ pointer: '/data', detail: containing('每段至少') }],
  })
  await expect(part(evidenceChunkBytes * 2)).rejects.toEqual(refused('body-too-large'))
  await part(50_000)
  await expect(part(50_001, 50_000)).rejects.toMatchObject({ errors: [{ pointer: '/data' }] })
})

it('resumes after the connection was lost at 99 %, and takes a repeated part without effect', async () => {
  const bytes = longPdf()
  const file = await person.call('POST /me/evidence', {
    body: { fileName: '合同.pdf', sizeBytes: bytes.length },
  })
  await sendParts(person.call, file, bytes, 0, 3 * evidenceChunkBytes)
  await expect(completed(person.call, file)).rejects.toMatchObject({
    code: 'evidence-incomplete',
    body: { receivedBytes: 3 * evidenceChunkBytes },
  })
  await sendParts(person.call, file, bytes, 2 * evidenceChunkBytes, 3 * evidenceChunkBytes) // its reply was lost
  const { receivedBytes } = await person.call('GET /me/evidence/:evidence', { params: { evidence: file.id } })
  expect(receivedBytes).toBe(3 * evidenceChunkBytes)
  await expect(sendParts(person.call, file, bytes, 3 * evidenceChunkBytes + 1)).rejects.toMatchObject({
    code: 'evidence-out-of-order',
    body: { receivedBytes },
  })
  await sendParts(person.call, file, bytes, receivedBytes)
  expect(await completed(person.call, file)).toMatchObject({ complete: true, type: 'application/pdf' })
  const { data } = await person.call('GET /me/evidence/:evidence/content', { params: { evidence: file.id } })
  expect(Buffer.from(data, 'base64').equals(bytes)).toBe(true)
  expect(await completed(person.call, file)).toMatchObject({ complete: true }) // the first reply was lost
  await expect(sendParts(person.call, file, bytes, 0, 1)).rejects.toEqual(refused('evidence-complete'))
})

it('refuses a PDF that is an executable, says so again when asked again, and does not count it', async () => {
  const bytes = Buffer.concat([Buffer.from('MZ'), randomBytes(2000)])
  const file = await sent(person.call, bytes, '学位证.pdf')
  for (let turns = 0; turns < 2; turns += 1)
    await expect(completed(person.call, file)).rejects.toMatchObject({
      code: 'evidence-type-refused',
      message: containing('一个程序。请上传 JPG、PNG、WebP 照片或 PDF'),
    })
  expect(
    await harness.db
      .selectFrom('evidence_part')
      .select('at_offset')
      .where('evidence_id', '=', file.id)
      .execute(),
  ).toEqual([])
  await expect(
    person.call('GET /me/evidence/:evidence/content', { params: { evidence: file.id } }),
  ).rejects.toEqual(refused('evidence-incomplete'))
  for (let turns = 0; turns < 20; turns += 1)
    await person.call('POST /me/evidence', { body: { fileName: 'a.jpg', sizeBytes: 10 } })
  await expect(
    person.call('POST /me/evidence', { body: { fileName: 'a.jpg', sizeBytes: 10 } }),
  ).rejects.toMatchObject({ code: 'evidence-too-many', message: containing('删除不用的') })
})

it('does not tell another person’s file from none', async () => {
  const file = await uploaded(person.call, pdf(), 'a.pdf')
  const other = await harness.signIn()
  const params = { evidence: file.id }
  await expect(other.call('GET /me/evidence/:evidence', { params })).rejects.toEqual(refused('not-found'))
  await expect(other.call('GET /me/evidence/:evidence/content', { params })).rejects.toEqual(
    refused('not-found'),
  )
  await expect(other.call('POST /me/evidence/:evidence/completion', { params })).rejects.toEqual(
    refused('not-found'),
  )
  await expect(other.call('DELETE /me/evidence/:evidence', { params })).rejects.toEqual(refused('not-found'))
  await expect(
    other.call('PUT /me/evidence/:evidence/parts/:offset', {
      params: { ...params, offset: 0 },
      body: { data: 'AAAA' },
    }),
  ).rejects.toEqual(refused('not-found'))
})

it('loses nothing when storage is away, and leaves nothing there that nobody points to', async () => {
  const file = await sent(person.call, await photo())
  const before = new Set(harness.storage.files.keys())
  harness.storage.down = true
  await expect(completed(person.call, file)).rejects.toEqual(refused('storage-unavailable'))
  harness.storage.down = false
  expect(await completed(person.call, file)).toMatchObject({ complete: true })
  harness.storage.down = true
  await expect(
    person.call('GET /me/evidence/:evidence/content', { params: { evidence: file.id } }),
  ).rejects.toEqual(refused('storage-unavailable'))
  harness.storage.down = false
  harness.clock.advance(3601)
  await sweep()
  expect([...harness.storage.files.keys()].filter((name) => !before.has(name))).toHaveLength(1)
  expect(
    await person.call('GET /me/evidence/:evidence/content', { params: { evidence: file.id } }),
  ).toMatchObject({ type: 'image/jpeg' })
})

it('survives a process that dies between storing and marking: the file completes, the orphan goes', async () => {
  const file = await sent(person.call, pdf(), 'a.pdf')
  const { put } = harness.storage
  const orphans: string[] = []
  harness.storage.put = async (name, bytes) => {
    await put(name, bytes)
    orphans.push(name)
    throw new Error('killed')
  } // stored, and nobody lived to mark it
  await expect(completed(person.call, file)).rejects.toMatchObject({ status: 500 })
  harness.storage.put = put
  expect(await completed(person.call, file)).toMatchObject({ complete: true })
  await sweep()
  expect(orphans.every((name) => harness.storage.files.has(name))).toBe(true) // it may still be at work
  harness.clock.advance(3601)
  await sweep()
  expect(orphans.some((name) => harness.storage.files.has(name))).toBe(false)
  expect(
    await person.call('GET /me/evidence/:evidence/content', { params: { evidence: file.id } }),
  ).toMatchObject({ type: 'application/pdf' })
})

it('keeps one of two completions at once, and never marks a file that the sweeper took', async () => {
  const file = await sent(person.call, pdf(), 'a.pdf')
  const [one, two] = await Promise.all([completed(person.call, file), completed(person.call, file)])
  expect(one).toEqual(two)
  const late = await sent(person.call, pdf(), 'b.pdf')
  const { put } = harness.storage
  harness.storage.put = async (name, bytes) => {
    await put(name, bytes)
    harness.clock.advance(3601)
    await sweep()
  } // storage took an hour
  await expect(completed(person.call, late)).rejects.toEqual(refused('storage-unavailable'))
  harness.storage.put = put
  expect(await completed(person.call, late)).toMatchObject({ complete: true })
})

it('deletes a file everywhere, and stops quietly while storage is away', async () => {
  const file = await uploaded(person.call, pdf(), 'a.pdf')
  const { stored_as: name } = await harness.db
    .selectFrom('evidence')
    .select('stored_as')
    .where('id', '=', file.id)
    .executeTakeFirstOrThrow()
  await person.call('DELETE /me/evidence/:evidence', { params: { evidence: file.id } })
  harness.storage.down = true
  await expect(sweep()).rejects.toEqual(refused('storage-unavailable'))
  harness.storage.down = false
  expect(harness.storage.files.has(name as string)).toBe(true)
  harness.clock.advance(601)
  await sweep()
  expect(harness.storage.files.has(name as string)).toBe(false)
})

it('removes the others when storage will not give up one', async () => {
  const { files, remove } = harness.storage
  const before = [...files.keys()]
  const gone = []
  for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) gone.push(await uploaded(person.call, pdf(), name))
  const names = [...files.keys()].filter((name) => !before.includes(name))
  for (const { id } of gone) await person.call('DELETE /me/evidence/:evidence', { params: { evidence: id } })
  const asked: string[] = []
  harness.storage.remove = (name) => {
    asked.push(name)
    return name === asked[0] ? Promise.reject(problem('storage-unavailable')) : remove(name)
  }
  const left = () => names.filter((name) => files.has(name))
  await expect(sweep()).rejects.toEqual(refused('storage-unavailable'))
  expect(left()).toEqual([asked[0]])
  harness.storage.remove = remove
  harness.clock.advance(601)
  await sweep()
  expect(left()).toEqual([])
})

it('forgets what nobody submitted after 30 days', async () => {
  const old = await uploaded(person.call, pdf(), 'old.pdf')
  harness.clock.advance(30 * 86_400 + 1)
  person = await harness.signIn()
  const young = await uploaded(person.call, pdf(), 'young.pdf')
  expect(
    await forgetLooseEvidence({ ...deps(), inDrafts: async () => new Map() }, harness.clock.now()),
  ).toBeGreaterThan(0)
  const left = await harness.db
    .selectFrom('evidence')
    .select('id')
    .where('id', 'in', [old.id, young.id])
    .execute()
  expect(left).toEqual([{ id: young.id }])
})

it('goes on in another account that it is joined to: read, continued, completed there', async () => {
  const into = await harness.registerPerson()
  const whole = await uploaded(person.call, pdf(), '学位证.pdf')
  const bytes = longPdf()
  const half = await person.call('POST /me/evidence', {
    body: { fileName: '劳动合同.pdf', sizeBytes: bytes.length },
  })
  await sendParts(person.call, half, bytes, 0, 2 * evidenceChunkBytes)
  await harness.db
    .transaction()
    .execute((tx) => harness.app.people.merge(tx, person.personId, into.personId, harness.clock.now()))
  const read = (id: string) => into.call('GET /me/evidence/:evidence/content', { params: { evidence: id } })
  expect(await read(whole.id)).toMatchObject({ fileName: '学位证.pdf', data: pdf().toString('base64') })
  await sendParts(into.call, half, bytes, 2 * evidenceChunkBytes)
  await completed(into.call, half)
  expect(await read(half.id)).toMatchObject({ fileName: '劳动合同.pdf', data: bytes.toString('base64') })
  expect((await into.call('GET /me/export')).files).toMatchObject([{ id: half.id }, { id: whole.id }])
})

describe('for the application engine', () => {
  const application = async (personId: string): Promise<string> => {
    const id = crypto.randomUUID()
    const now = harness.clock.now()
    await harness.db
      .insertInto('application' as never)
      .values({
        id,
        number: id,
        program: 'homecoming',
        program_version: 1,
        person_id: personId,
        state: 'closed',
        is_open: false,
        version: 1,
        answers: null,
        masked_name: null,
        submitted_at: now,
        queued_at: now,
        updated_at: now,
        rank_at: now,
        keep_answers: false,
      })
      .execute()
    return id
  }

  const tie = (ids: string[], applicationId: string) =>
    port().attach(harness.db, harness.clock.now(), person.personId, { ids, applicationId })

  it('ties complete files of the person, all or none, and again without effect', async () => {
    const [one, two] = [
      await uploaded(person.call, pdf(), '1.pdf'),
      await uploaded(person.call, pdf(), '2.pdf'),
    ]
    const unfinished = await sent(person.call, pdf(), '3.pdf')
    const strangers = await uploaded((await harness.signIn()).call, pdf(), '4.pdf')
    const id = await application(person.personId)
    expect(await tie([one.id, unfinished.id, strangers.id], id)).toEqual([unfinished.id, strangers.id])
    await person.call('DELETE /me/evidence/:evidence', { params: { evidence: two.id } })
    expect(await tie([one.id, two.id], id)).toEqual([two.id])
    for (let turns = 0; turns < 2; turns += 1) expect(await tie([one.id], id)).toEqual([])
    expect(await tie([one.id], await application(person.personId))).toEqual([one.id])
    await expect(
      person.call('DELETE /me/evidence/:evidence', { params: { evidence: one.id } }),
    ).rejects.toEqual(refused('evidence-in-use'))
    await port().discard(harness.db, harness.clock.now(), person.personId, [
      one.id,
      unfinished.id,
      strangers.id,
    ])
    const left = await harness.db.selectFrom('evidence').select('id').execute()
    expect(left.map((row) => row.id)).toEqual(expect.arrayContaining([one.id, strangers.id]))
    expect(left.map((row) => row.id)).not.toContain(unfinished.id)
    expect([...(await port().show(harness.db, id)).keys()]).toEqual([one.id])
    expect(await port().content(harness.db, id, one.id)).toMatchObject({
      fileName: '1.pdf',
      type: 'application/pdf',
    })
    await expect(port().content(harness.db, id, strangers.id)).rejects.toEqual(refused('not-found'))
    await expect(port().content(harness.db, crypto.randomUUID(), one.id)).rejects.toEqual(
      refused('not-found'),
    )
  })

  it('lists files in the export of one’s data and removes them with the account', async () => {
    const loose = await uploaded(person.call, pdf(), '户口本.pdf')
    const tied = await uploaded(person.call, pdf(), '学位证.pdf')
    const id = await application(person.personId)
    await tie([tied.id], id)
    const { files } = (await person.call('GET /me/export')) as {
      files: { id: string; fileName: string; applicationId: string | null }[]
    }
    expect(files.map(({ id: file, fileName, applicationId }) => [file, fileName, applicationId])).toEqual([
      [tied.id, '学位证.pdf', id],
      [loose.id, '户口本.pdf', null],
    ])
    const names = (
      await harness.db
        .selectFrom('evidence')
        .select('stored_as')
        .where('person_id', '=', person.personId)
        .execute()
    ).map((row) => row.stored_as as string)
    await person.call('DELETE /me')
    await sweep()
    expect(names.filter((name) => harness.storage.files.has(name))).toEqual([])
    expect(
      await harness.db.selectFrom('evidence').select('id').where('person_id', '=', person.personId).execute(),
    ).toEqual([])
  })
})
