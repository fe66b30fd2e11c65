import { checkHouseholdDocument } from '@jucai/contract/household-documents'
import type { Harness } from '../harness'
import {
  applicant,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  ticketBody,
  startRounds,
  type Office,
} from './world'

let harness: Harness
let office: Office
let round: string
let station: string
beforeAll(async () => {
  const started = await startRounds(4)
  harness = started.harness
  office = started.office
  station = started.station
  round = await publishedRound(office, roundBody(started.flats))
  harness.clock.set(moments.window)
})
afterAll(() => harness.close())

type Person = Awaited<ReturnType<typeof applicant>>
const child = { relation: 'child' as const, name: '周小宝', bornOn: '2020-02-29' }
const withChild = (documentNumber: string, documentType = 'hk-macao-pass' as const) =>
  ticketBody(station, { household: [{ member: 0, documentType, documentNumber }] })
const put = ({ call }: Person, body = ticketBody(station)) =>
  call('PUT /me/rounds/:round/ticket', { params: { round }, body })
const titlesOf = async ({ call }: Person) => {
  await harness.app.worker.drain()
  return (await call('GET /me/messages')).items.filter(({ kind }) => kind === 'housing')
}

it('other spellings of a document are one: old and new passes, 15 and 18 digits, spaces and wide signs', () => {
  const of = (type: Parameters<typeof checkHouseholdDocument>[0], typed: string) => {
    const check = checkHouseholdDocument(type, typed, '2026-12-01')
    return check.ok ? check.number : check.detail
  }
  expect(of('hk-macao-pass', 'H1234567801')).toBe(of('hk-macao-pass', ' h12345678 '))
  expect(of('taiwan-pass', '1234567801')).toBe('12345678')
  expect(of('resident-id', '430102710204001')).toBe(of('resident-id', '430102197102040012'))
  expect(of('passport', 'ＥＢ 765-4321')).toBe('EB7654321')
  expect(of('hk-macao-pass', 'X12345678')).toBe(
    '港澳居民来往内地通行证是 H 或 M 加 8 位数字（旧版 10 位），请检查',
  )
})

it('a child in two households and spouses apart: both are told, both see it, and what is left is disputed', async () => {
  const [father, mother, alone] = [
    await applicant(harness, { household: [child], registration: { name: '周有父' } }),
    await applicant(harness, { household: [{ ...child }], registration: { name: '吴有母' } }),
    await applicant(harness, { registration: { name: '郑无家' } }),
  ]
  await put(alone)
  expect((await put(father, withChild('H1234567801'))).ticket?.household[1]?.shared).toBeNull()
  const { ticket } = await put(mother, withChild('H12345678'))
  expect(ticket?.household.map(({ shared }) => shared)).toEqual([null, 'document'])
  const seen = await father.call('GET /me/rounds/:round', { params: { round } })
  expect(seen.ticket?.household.map(({ shared }) => shared)).toEqual([null, 'document'])
  for (const parent of [father, mother]) {
    const [told] = await titlesOf(parent)
    expect(told?.title).toBe('有家庭成员也在另一个号里')
    expect(told?.body).toContain('周小宝')
  }
  expect(await titlesOf(alone)).toEqual([])
  // the same again tells nobody a second time
  await put(mother, withChild('H12345678'))
  expect(await titlesOf(father)).toHaveLength(1)

  const husband = await applicant(harness, { registration: { name: '王有夫' } })
  await put(husband)
  const wife = await applicant(harness, {
    registration: { name: '冯有妻' },
    household: [
      {
        relation: 'spouse',
        name: husband.registration.name,
        bornOn: bornIn(husband.registration.documentNumber),
      },
    ],
  })
  const { ticket: hers } = await put(
    wife,
    ticketBody(station, {
      household: [
        { member: 0, documentType: 'resident-id', documentNumber: husband.registration.documentNumber },
      ],
    }),
  )
  expect(hers?.household[1]?.shared).toBe('document')
  expect(await titlesOf(husband)).toHaveLength(1)
  // one of them withdraws: nothing is shared any more
  await husband.call('DELETE /me/rounds/:round/ticket', { params: { round } })
  const after = await wife.call('GET /me/rounds/:round', { params: { round } })
  expect(after.ticket?.household[1]?.shared).toBeNull()

  harness.clock.set(moments.lockable)
  expect((await office.one.call('GET /round-desk/:round/figures', { params: { round } })).sharing).toBe(2)
  await lockRound(office, round)
  const standingOf = async ({ call }: Person) =>
    (await call('GET /me/rounds/:round', { params: { round } })).ticket?.standing
  expect([
    await standingOf(father),
    await standingOf(mother),
    await standingOf(alone),
    await standingOf(husband),
    await standingOf(wife),
  ]).toEqual(['disputed', 'disputed', 'in', 'withdrawn', 'in'])
})

const bornIn = (number: string) => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
