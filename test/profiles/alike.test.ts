import { checkCharacter } from '@jucai/contract/identity-documents'
import type { Registration } from '@jucai/contract/profiles'
import { sql } from 'kysely'
import { registrationOf, startHarness, type Harness, type Visitor } from '../harness'
import { matching } from '../matchers'
import { waiting } from '../waiting'
import { currentNotice } from '../../server/profiles'
import { fillAlike } from '../../server/profiles/alike'
import { testVault } from '../../mock/fakes'

/** One person registered under two documents: the office is told, nobody is refused, nobody is shown another. */
let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.staff('lead')
})
afterAll(() => harness.close())

const withCheck = (digits: string) => `${digits}${checkCharacter(digits)}`
const oldCard = { documentType: 'foreign-permanent-id', documentNumber: 'USA430190010101' } as const
const newCard = {
  documentType: 'foreign-permanent-id',
  documentNumber: withCheck('94315619900101001'),
} as const
const hints = async () => {
  await harness.app.worker.drain()
  return (await lead.call('GET /me/messages')).items.filter(({ title }) => title.includes('两份登记'))
}
const register = (about: Partial<Registration>) => harness.registerPerson(about)
const newHints = async (before: number) => (await hints()).slice(0, (await hints()).length - before)

it('tells the office of a foreign resident who registers the new card beside the old', async () => {
  await register({ name: 'John Smith', ...oldCard })
  expect(await hints()).toEqual([])
  const second = await register({ name: 'JOHN  SMITH', ...newCard })
  const [hint] = await hints()
  expect(hint).toMatchObject({
    kind: 'staff',
    title: '有两份登记可能是同一个人',
    body: matching(
      /^J\*\*：外国人永久居留身份证 943\*{11}\d{3}[\dX]（11月22日登记）；J\*\*：外国人永久居留身份证 USA\*{8}0101（11月22日登记）。/,
    ),
  })
  // The applicant is registered like anybody, and reads nothing of it.
  expect((await second.call('GET /me')).registered).toBe(true)
  expect(JSON.stringify(await second.call('GET /me/export'))).not.toContain('USA')
  expect((await second.call('GET /me/reads')).items).toEqual([])
  const looked = await harness.db
    .selectFrom('audit_entry')
    .select('person_id')
    .where('action', '=', 'profile.alike')
    .execute()
  expect(looked).toHaveLength(2)
  // Once: correcting something else says nothing anew.
  await second.call('PUT /me/profile', {
    body: { ...second.registration, documentNumber: second.registration.documentNumber, major: '法学' },
  })
  expect(await hints()).toHaveLength(1)
  // The same name in another spelling is the same name.
  for (const name of ['John Smith', 'john  smith', 'JOHN SMITH'])
    await second.call('PUT /me/profile', { body: { ...second.registration, name } })
  expect(await hints()).toHaveLength(1)
})

it('tells of a document of another kind, and says nothing of another day, another name, or two citizens', async () => {
  const born = '19920305'
  const before = (await hints()).length
  await register({
    name: '陈港生',
    documentType: 'hk-macao-permit',
    documentNumber: withCheck(`810000${born}001`),
  })
  await register({
    name: '陈港生',
    documentType: 'taiwan-permit',
    documentNumber: withCheck('83000019920306001'),
  })
  await register({
    name: '陈港声',
    documentType: 'taiwan-permit',
    documentNumber: withCheck(`830000${born}002`),
  })
  await register({
    name: '陈港生',
    documentType: 'hk-macao-permit',
    documentNumber: withCheck(`820000${born}003`),
  })
  await register({ name: '王伟', documentType: 'resident-id', documentNumber: withCheck(`430102${born}004`) })
  await register({ name: '王伟', documentType: 'resident-id', documentNumber: withCheck(`430103${born}004`) })
  expect(await newHints(before)).toEqual([])
  await register({
    name: '陈港生',
    documentType: 'resident-id',
    documentNumber: withCheck(`430102${born}005`),
  })
  expect(await newHints(before)).toHaveLength(2) // with each of the two permits
})

it('forgets the mark with the document', async () => {
  const person = await register({
    name: '撤回人',
    ...{ ...newCard, documentNumber: withCheck('94315619910202001') },
  })
  await person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'id-number' },
    body: { given: false, noticeVersion: currentNotice.version },
  })
  const { alike_index: mark } = await harness.db
    .selectFrom('profile')
    .select('alike_index')
    .where('person_id', '=', person.personId)
    .executeTakeFirstOrThrow()
  expect(mark).toBeNull()
  await fillAlike(harness.db, testVault(), harness.clock.now())
  const before = (await hints()).length
  await register({
    name: '撤回人',
    documentType: 'resident-id',
    documentNumber: withCheck('43010219910202006'),
  })
  expect(await newHints(before)).toEqual([])
})

it('knows those who registered before it was looked at', async () => {
  await register({ name: '早登记', documentType: 'foreign-permanent-id', documentNumber: 'GBR430193070701' })
  await harness.db.updateTable('profile').set({ alike_index: null }).execute()
  await fillAlike(harness.db, testVault(), harness.clock.now())
  const before = (await hints()).length
  await register({
    name: '早登记',
    documentType: 'foreign-permanent-id',
    documentNumber: withCheck('98265619930707001'),
  })
  expect(await newHints(before)).toHaveLength(1)
})

// The embedded database has one connection: nothing about waiting is proved on it.
const atOnce = process.env.DATABASE_URL ? it : it.skip
atOnce('notices two who register at the same moment', async () => {
  const one = await harness.signIn()
  const two = await harness.signIn()
  for (const { call } of [one, two])
    for (const purpose of ['registration', 'id-number'] as const)
      await call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given: true, noticeVersion: currentNotice.version },
      })
  const before = (await hints()).length
  const sent: Promise<unknown>[] = []
  const put = ({ call }: Visitor, about: Partial<Registration>) =>
    call('PUT /me/profile', { body: registrationOf({ name: '同时人', ...about }) })
  await harness.db.transaction().execute(async (tx) => {
    await sql`lock table profile in exclusive mode`.execute(tx) // may be read, not written
    sent.push(
      put(one, { documentType: 'foreign-permanent-id', documentNumber: 'FRA430194080801' }),
      put(two, { documentType: 'resident-id', documentNumber: withCheck('43010219940808001') }),
    )
    await waiting(harness.db, 2)
  })
  await Promise.all(sent)
  expect(await newHints(before)).toHaveLength(1)
})
