import { checkAtOnce } from '@jucai/contract/draw/check'
import { readRecord } from '@jucai/contract/draw/read-record'
import { isHolder, isInList, ownValue } from '@jucai/contract/draw/receipt'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { issuerKeyFromSeed } from '../../server/adapters/keys'
import { digestOf } from '../../server/rounds/digests'
import { signedText } from '@jucai/contract/draw/record'
import type { Harness } from '../harness'
import {
  applicant,
  enterNumbers,
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
const people: Awaited<ReturnType<typeof applicant>>[] = []
let station: string
const digest = digestOf('sha-256')
beforeAll(async () => {
  const started = await startRounds(3)
  harness = started.harness
  office = started.office
  station = started.station
  round = await publishedRound(office, roundBody(started.flats, { kept: { 0: 'family' } }))
  harness.clock.set(moments.window)
  for (let at = 0; at < 8; at += 1) {
    const household =
      at === 2
        ? [
            { relation: 'spouse' as const, name: '陈配偶', bornOn: '1990-01-02' },
            { relation: 'child' as const, name: '陈小', bornOn: '2020-05-06' },
          ]
        : []
    people.push(await applicant(harness, { household, state: at === 3 ? 'rejected' : 'approved' }))
  }
})
afterAll(() => harness.close())

const me = (at: number) => people[at] as (typeof people)[number]

it('everybody applies and gets a salt of their own, and sees why a class is theirs or not', async () => {
  for (const [at, { call }] of people.entries()) {
    const { standing, ticket } = await call('PUT /me/rounds/:round/ticket', {
      params: { round },
      body: ticketBody(station, {
        classes: ['family'],
        household:
          at === 2
            ? [
                { member: 0, documentType: 'passport', documentNumber: 'E12345678' },
                { member: 1, documentType: 'birth-certificate', documentNumber: 'P430001234' },
              ]
            : [],
      }),
    })
    expect(ticket?.standing).toBe('applied')
    expect(ticket?.salt).toMatch(/^[0-9a-f]{32}$/)
    expect(ticket?.granted).toEqual(at === 2 ? ['family'] : [])
    expect(standing.classes[0]?.because.join()).toContain(at === 2 ? '你是 3 人，符合' : '你是 1 人，不符合')
  }
})

it('the list is locked by two, and every receipt proves its place in it', async () => {
  harness.clock.set(moments.lockable)
  const locked = await lockRound(office, round)
  expect([locked.state, locked.tickets]).toEqual(['locked', 8])
  const published = await harness.as()('GET /rounds/:round/commitment', { params: { round } })
  expect(createHash('sha256').update(published.text).digest('hex')).toBe(published.commitment)
  for (const { call, registration } of people) {
    const receipt = await call('GET /me/rounds/:round/receipt', { params: { round } })
    expect(receipt.commitment).toBe(published.commitment)
    expect(isInList(digest, receipt)).toBe(true)
    expect(isHolder(digest, receipt, `resident-id|${registration.documentNumber}`)).toBe(true)
  }
})

it('the draw is what anybody computes from the record', async () => {
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  const drawn = await office.one.call('POST /round-desk/:round/draw', { params: { round } })
  expect(drawn.state).toBe('drawn')
  const signed = await harness.as()('GET /rounds/:round/record', { params: { round } })
  const record = readRecord(signed.record)
  if (!record?.result) throw new Error('no result')
  expect(checkAtOnce(record, digest)).toEqual([])
  expect(createHash('sha256').update(signed.record).digest('hex')).toBe(signed.sha256)
  const key = createPublicKey({
    key: Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      issuerKeyFromSeed(new Uint8Array(32).fill(5)).publicKey,
    ]),
    format: 'der',
    type: 'spki',
  })
  expect(
    verify(null, Buffer.from(signedText(signed.sha256)), key, Buffer.from(signed.signature, 'base64url')),
  ).toBe(true)
  for (const { call } of people) {
    const receipt = await call('GET /me/rounds/:round/receipt', { params: { round } })
    expect(record.result.order.all).toContain(ownValue(digest, receipt, record.result.drawn))
  }
  const again = await office.other.call('POST /round-desk/:round/draw', { params: { round } })
  expect([again.state, again.resultRevision, again.version]).toEqual(['drawn', 1, drawn.version])
  expect((await harness.as()('GET /rounds/:round/record', { params: { round } })).sha256).toBe(signed.sha256)
})

it('everybody reads where they stand, and the rejected one that an appeal brings them back', async () => {
  const { place: rejected } = await me(3).call('GET /me/rounds/:round', { params: { round } })
  expect([rejected?.standing, rejected?.quota]).toEqual(['not-called', null])
  const places = []
  for (const at of [0, 1, 2, 4, 5, 6, 7]) {
    const { place } = await me(at).call('GET /me/rounds/:round', { params: { round } })
    places.push(place)
  }
  expect(places.map((place) => place?.before).sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(places.filter((place) => place?.quota === 'family')).toHaveLength(1)
  expect(places.filter((place) => place?.quota === 'general')).toHaveLength(2)
})
