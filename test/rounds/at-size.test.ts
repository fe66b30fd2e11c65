import crypto from 'node:crypto'
import { canonicalJson } from '@jucai/contract/draw/canonical-json'
import { checkAtOnce } from '@jucai/contract/draw/check'
import { readRecord } from '@jucai/contract/draw/read-record'
import { sql } from 'kysely'
import { digestOf } from '../../server/rounds/digests'
import { toldAtOnce } from '../../server/rounds/news'
import { passOver } from '../../server/rounds'
import type { Harness } from '../harness'
import { fillRound } from './many'
import {
  applicant,
  enterNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  startRounds,
  type Office,
} from './world'

// What a long list must not do: hold up everybody else, forget somebody, or make a reader’s request expensive.
const tickets = 4 * 1000 + 200
let harness: Harness
let office: Office
let station: string
let flats: string[]
let round: string
const personOf = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const orderIsThere = '顺序出来了'
/** The first page and the second are told of the order; whoever is in the middle of the third cannot be. */
const breakOff = async (): Promise<void> => {
  await sql`create function break_off() returns trigger language plpgsql as $$
    begin if new.title = '${sql.raw(orderIsThere)}' and new.person_id = '${sql.raw(personOf(2 * toldAtOnce + 250))}'
      then raise exception 'broken off'; end if;
    return new; end $$`.execute(harness.db)
  await sql`create trigger broken before insert on message for each row execute function break_off()`.execute(
    harness.db,
  )
}
beforeAll(async () => {
  ;({ harness, office, station, flats } = await startRounds(6))
  round = await publishedRound(office, roundBody(flats.slice(0, 3), { kept: { 0: 'family' } }))
  await fillRound(harness.db, round, station, { count: tickets, familyEvery: 7, rejectedEvery: 11 })
  await breakOff()
})
afterAll(() => harness.close())

/** The most hashes that were computed between two turns of the event loop, so that no one else could be served. */
const mostHashesATurn = async (act: () => Promise<unknown>): Promise<{ most: number; all: number }> => {
  const { createHash } = crypto
  let [most, now, all] = [0, 0, 0]
  const counting = jest.spyOn(crypto, 'createHash').mockImplementation((...given) => {
    now += 1
    all += 1
    most = Math.max(most, now)
    return createHash(...given)
  })
  let isOver = false
  const turn = () => {
    now = 0
    if (!isOver) setImmediate(turn)
  }
  turn()
  await act().finally(() => {
    isOver = true
    counting.mockRestore()
  })
  return { most, all }
}
// Two hashes a ticket at most, a page of a thousand, and one page’s worth for a turn that saw two.
const pageOfHashes = 2 * 2 * 1000

it('a long list is locked a page at a time, and everybody else is served in between', async () => {
  harness.clock.set(moments.lockable)
  const { most, all } = await mostHashesATurn(() => lockRound(office, round))
  expect(all).toBeGreaterThan(2 * tickets)
  expect(most).toBeLessThan(pageOfHashes)
})

it('its order is computed away from the requests', async () => {
  harness.clock.set(moments.drawn)
  await enterNumbers(office, round)
  const { most } = await mostHashesATurn(() =>
    office.one.call('POST /round-desk/:round/draw', { params: { round } }),
  )
  expect(most).toBeLessThan(100)
})

const askedAs = (name: string, headers: Record<string, string> = {}) =>
  harness.app.http.inject({ url: `/api/rounds/${round}/${name}`, headers })

it('the record in pieces is the canonical text, and comes to what anybody computes', async () => {
  const { record: text } = (await askedAs('record')).json<{ record: string }>()
  const record = readRecord(text)
  if (!record?.result) throw new Error('no record')
  expect(canonicalJson(JSON.parse(text))).toBe(text)
  expect(record.leaves).toHaveLength(tickets)
  expect(checkAtOnce(record, digestOf('sha-256'))).toEqual([])
})

it('the table has every ticket at its rank, and what became of those who moved', async () => {
  const { record: text } = (await askedAs('record')).json<{ record: string }>()
  const order = readRecord(text)?.result?.order.all ?? []
  const { rows } = await sql<{ number: number; rank: number }>`
    select number, rank from round_rank where round_id = ${round} and called and rank > 1500 order by rank limit 1`.execute(
    harness.db,
  )
  const [{ number, rank } = { number: 0, rank: 0 }] = rows
  const before = (await askedAs('record-csv')).headers.etag
  await harness.db
    .transaction()
    .execute((db) =>
      passOver({ db, now: harness.clock.now() }, { roundId: round, number, reason: 'refused', by: null }),
    )
  const reply = await askedAs('record-csv')
  expect(reply.headers.etag).not.toBe(before)
  const { fileName, text: table } = reply.json<{ fileName: string; text: string }>()
  const lines = table.slice(1).trimEnd().split('\r\n')
  expect([fileName, lines.length]).toEqual(['2026-r03.csv', tickets + 1])
  expect(lines.slice(1).map((line) => line.split(',').slice(3, 5).join(' '))).toEqual(order)
  expect(lines.filter((line) => !line.endsWith(',,')).map((line) => line.split(',').slice(0, 4))).toEqual([
    ['房源组', '组名', '名次', '号码'],
    ['all', expect.any(String), String(rank), order[rank - 1]?.split(' ')[0]],
  ])
  expect(lines[rank]?.split(',').slice(-2)).toEqual(['已跳过', ''])
})

it('a record that the reader has is not sent again, and its hash is computed once', async () => {
  const first = await askedAs('record')
  const { all } = await mostHashesATurn(async () => {
    const again = await askedAs('record', { 'if-none-match': String(first.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect((await askedAs('record')).body).toBe(first.body)
  })
  expect(all).toBe(0)
  expect(first.headers['cache-control']).toBe('public, no-cache')
  expect(first.headers.etag).toBe(`W/"${first.json<{ sha256: string }>().sha256}"`)
})

const tellings = async (title: string): Promise<Map<string, number>> =>
  new Map(
    (
      await sql<{ person: string; count: number }>`
        select person_id as person, count(*)::int as count from message where title = ${title} group by person_id`.execute(
        harness.db,
      )
    ).rows.map(({ person, count }) => [person, count]),
  )

it('everybody is told once, though the telling breaks in the middle', async () => {
  await harness.app.worker.drain()
  const before = await tellings(orderIsThere)
  expect(before.size).toBe(2 * toldAtOnce)
  await sql`drop trigger broken on message`.execute(harness.db)
  harness.clock.advance(3600)
  await harness.app.worker.drain()
  const after = await tellings(orderIsThere)
  expect(after.size).toBe(tickets)
  expect(new Set(after.values())).toEqual(new Set([1]))
})

it('what a round would come to is counted page by page, over everybody qualified and nobody twice', async () => {
  await applicant(harness, { household: [{ relation: 'child', name: '陈小', bornOn: '2020-05-06' }] })
  const { id } = await office.one.call('POST /round-desk', {
    body: roundBody(flats.slice(3), {
      code: '2026-r04',
      opensAt: '2027-12-01T01:00:00.000Z',
      closesAt: '2027-12-20T10:00:00.000Z',
      firstDrawingAt: '2027-12-21T13:00:00.000Z',
      choosingFrom: '2027-12-25T01:00:00.000Z',
    }),
  })
  const asked = { params: { round: id } }
  const qualified = await office.one.call('GET /round-desk/:round/preview', asked)
  const { rows } = await sql<{ count: number }>`
    select count(distinct person_id)::int as count from application where state = 'approved'`.execute(
    harness.db,
  )
  expect(qualified.tickets).toBe(rows[0]?.count)
  const like = await office.one.call('GET /round-desk/:round/preview', { ...asked, query: { like: round } })
  expect(like.tickets).toBe(tickets)
  expect(like.classes.find((one) => one.class === 'family')?.tickets).toBe(Math.floor(tickets / 7))
})
