import { publishBook } from '../../server/policies'
import { sampleBook } from '../../mock/policies/book'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing } from '../matchers'
import { choose, door, newIntern, offer, openBase, scanned, signAll, signedIntern, wish } from './world'
import type { InternshipWorld } from './world'

let harness: Harness
let world: InternshipWorld
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
beforeEach(async () => {
  harness.clock.set('2026-11-22T02:00:00Z')
  lead = await harness.office('lead')
  world = { harness, lead, ...(await openBase(harness, lead)) }
})
afterAll(() => harness.close())

it('is signed by all three in their order, each with the hash of the text', async () => {
  const { internship } = await signedIntern(world)
  expect(internship.state).toBe('waiting')
  expect(internship.agreement?.state).toBe('signed')
  expect(internship.agreement?.signatures.map(({ party }) => party)).toEqual(['intern', 'base', 'office'])
  expect(new Set(internship.agreement?.signatures.map(({ sha256 }) => sha256))).toEqual(
    new Set([internship.agreement?.sha256]),
  )
})

it('is drawn up anew after a change, which all sign anew', async () => {
  const place = await offer(world)
  const person = await newIntern(harness)
  const id = await choose(world, person, (await wish(person, place.id)).id)
  const params = { internship: id }
  const first = await person.call('PUT /me/internships/:internship/agreement', { params })
  const sha256 = first.agreement?.sha256 as string
  await person.call('POST /me/internships/:internship/signature-codes', { params, body: { sha256 } })
  await person.call('POST /me/internships/:internship/signature', {
    params,
    body: { sha256, code: harness.sms.lastCode(person.phone) as string },
  })
  await world.base.owner.call('PUT /employers/:employer/internships/:internship/terms', {
    params: { employer: world.base.id, internship: id },
    body: { firstDay: place.startDay, tasks: '换一个内容：做配方试验和记录。', tutor: '吴师傅' },
  })
  await expect(
    world.base.owner.call('POST /employers/:employer/internships/:internship/signature-codes', {
      params: { employer: world.base.id, internship: id },
      body: { sha256 },
    }),
  ).rejects.toMatchObject({ code: 'agreement-settled' })
  harness.clock.advance(61)
  const signed = await signAll(world, person, id)
  expect(signed.agreement?.version).toBe(2)
  expect(signed.agreement?.signatures).toHaveLength(3)
})

it('registers who comes once a day, and tells why not otherwise', async () => {
  const { person } = await signedIntern(world, { inDays: 9 })
  const scan = (who = person) =>
    world.base.recruiter.call('POST /employers/:employer/internship-attendance', {
      params: { employer: world.base.id },
      body: { stationId: door, ...scanned(harness, who) },
    })
  await expect(scan()).rejects.toMatchObject({
    code: 'no-internship-today',
    message: containing('开始'),
  })
  harness.clock.set('2026-12-01T01:00:00Z')
  expect((await scan()).day).toBe('2026-12-01')
  harness.clock.advance(60)
  await expect(scan()).rejects.toMatchObject({ code: 'attendance-known' })
  await expect(scan(await newIntern(harness))).rejects.toMatchObject({ code: 'no-internship-today' })
})

it('pays a month pro rata through the ledger, once', async () => {
  const { person, internship } = await signedIntern(world, { inDays: 9 })
  const params = { internship: internship.id }
  let { recruiter } = world.base
  for (let day = 1; day <= 31; day += 1) {
    harness.clock.set(`2026-12-${String(day).padStart(2, '0')}T01:00:00Z`)
    if (day % 7 === 3) continue // some days are missed
    if (day % 15 === 1) recruiter = await harness.signIn(recruiter.phone) // a session ends within a month
    await recruiter.call('POST /employers/:employer/internship-attendance', {
      params: { employer: world.base.id },
      body: { stationId: door, ...scanned(harness, person) },
    })
  }
  harness.clock.set('2027-01-04T02:00:00Z')
  const back = await harness.signIn(person.phone) // a session of a month ago is over
  const shown = await back.call('GET /me/internships/:internship', { params, query: { month: '2026-12' } })
  const month = shown.stipends.find((one) => one.month === '2026-12')
  expect(month).toMatchObject({ days: 31, daysInMonth: 31, monthlyFen: 168_000, isOver: true, state: 'open' })
  expect(month?.amountFen).toBe(
    Math.round((168_000 * (month?.attended as number)) / (month?.expected as number)),
  )
  const owner = await harness.signIn(world.base.owner.phone)
  await owner.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
    params: { employer: world.base.id, internship: internship.id, internshipMonth: '2026-12' },
    body: { amountFen: month?.amountFen as number },
  })
  const officer = await harness.office('lead')
  const decide = () =>
    officer.call('PUT /internships/:internship/months/:internshipMonth/decision', {
      params: { internship: internship.id, internshipMonth: '2026-12' },
      body: { approved: true, why: '核对过' },
    })
  await expect(decide()).rejects.toMatchObject({ code: 'budget-exhausted' })
  await officer.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme: 'internship', year: 2027 },
    body: { title: '就业见习生活补贴', amountFen: 10_000_000, version: 0, why: '年度预算' },
  })
  await decide()
  await expect(decide()).rejects.toMatchObject({ code: 'internship-settled' })
  const payments = await harness.db
    .selectFrom('ledger_payment')
    .select(['amount_fen', 'person_id'])
    .where('scheme', '=', 'internship')
    .execute()
  expect(payments).toEqual([{ amount_fen: month?.amountFen, person_id: person.personId }])
})
