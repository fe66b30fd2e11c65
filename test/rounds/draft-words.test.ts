import { readRecord } from '@jucai/contract/draw/read-record'
import { stationOf } from '../../mock/city/stations'
import type { Harness } from '../harness'
import { openProject } from '../housing/world'
import {
  applicant,
  bulletins,
  drawnNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  startRounds,
  ticketBody,
  type Office,
} from './world'

// What the office writes of a round besides its rules: names of pools, flats that do not fit, files of bulletins.
let harness: Harness
let office: Office
let flats: string[]
let station: string
beforeAll(async () => {
  ;({ harness, office, flats, station } = await startRounds(12))
  const tower = await openProject(harness, 2, { station: stationOf.hostel, code: 'test-tower' })
  flats.push(...tower.flats)
})
afterAll(() => harness.close())
beforeEach(() => {
  harness.clock.set('2026-11-22T02:00:00.000Z')
})

describe('pools', () => {
  const inTwo = () => {
    const body = roundBody([...flats.slice(0, 2), ...flats.slice(-2)], { code: '2026-pools' })
    return { ...body, flats: body.flats.map((one, at) => ({ ...one, pool: at < 2 ? 'yard' : 'tower' })) }
  }
  it('are called as the office says, else by their projects, wherever they are told of', async () => {
    const body = { ...inTwo(), pools: [{ code: 'tower', title: '地铁边的高楼' }] }
    const round = await publishedRound(office, body)
    const shown = await harness.as()('GET /rounds/:round', { params: { round } })
    expect(shown.pools).toEqual([
      { code: 'tower', title: '地铁边的高楼' },
      { code: 'yard', title: shown.homes.find(({ pool }) => pool === 'yard')?.stationName },
    ])
    expect((await office.one.call('GET /round-desk/:round', { params: { round } })).pools).toEqual(
      shown.pools,
    )
  })
  it('of one project that have no names are told apart by number', async () => {
    const body = roundBody(flats.slice(2, 4), { code: '2026-pools-alike' })
    const { pools } = await office.one.call('POST /round-desk', {
      body: { ...body, flats: body.flats.map((one, at) => ({ ...one, pool: `p${at}` })) },
    })
    expect(pools.map(({ title }) => title.slice(-6))).toEqual([' 第 1 组', ' 第 2 组'])
  })
  it('with one name for two, twice the same code, or no flat are refused at their place', async () => {
    const ask = (pools: { code: string; title: string }[]) =>
      office.one.call('POST /round-desk', { body: { ...inTwo(), code: '2026-pools-bad', pools } })
    await expect(
      ask([
        { code: 'tower', title: '一组' },
        { code: 'yard', title: '一组' },
      ]),
    ).rejects.toMatchObject({
      errors: [{ pointer: '/pools/1/title', detail: '两组不能叫同一个名字：申请的人分不开' }],
    })
    await expect(ask([{ code: 'garden', title: '花园' }])).rejects.toMatchObject({
      errors: [{ pointer: '/pools/0/code', detail: '没有房在“garden”这一组' }],
    })
  })
})

describe('a draft warns of kept flats', () => {
  const preview = async (changes: Parameters<typeof roundBody>[1], from: number) => {
    const { id } = await office.one.call('POST /round-desk', {
      body: roundBody(flats.slice(from, from + 2), { code: `2026-unfit-${from}`, ...changes }),
    })
    const shown = await office.one.call('GET /round-desk/:round/preview', {
      params: { round: id },
      query: {},
    })
    const { version } = await office.one.call('GET /round-desk/:round', { params: { round: id } })
    // A warning and no more: it may be published.
    await office.other.call('POST /round-desk/:round/publication', {
      params: { round: id },
      body: { version },
    })
    return shown.unfit
  }
  it('that no household of their class fits in by its rule: which, and how many', async () => {
    expect(await preview({ kept: { 0: 'family' } }, 4)).toEqual([
      {
        class: 'family',
        title: '三人及以上家庭',
        by: 'rule',
        people: 3,
        kept: 1,
        homes: [expect.objectContaining({ people: 2, typeName: '单间甲', flats: ['1栋 201'] })],
      },
    ])
  })
  it('that nobody of their class who is qualified now fits in, though the rule would let some', async () => {
    const doctors = { kept: { 0: 'doctor', 1: 'doctor' } }
    expect(await preview(doctors, 6)).toEqual([])
    const relative = (name: string) => ({ relation: 'parent' as const, name, bornOn: '1965-01-02' })
    await applicant(harness, {
      registration: { degree: 'doctor' },
      household: [relative('周父'), relative('周母')],
    })
    expect(await preview(doctors, 8)).toMatchObject([{ class: 'doctor', by: 'people', people: 3, kept: 2 }])
    await applicant(harness, { registration: { degree: 'doctor' } })
    expect(await preview(doctors, 10)).toEqual([])
  })
})

it('the fingerprint of a bulletin’s file stands in the record and on the page, and may be given later', async () => {
  const round = await publishedRound(office, roundBody(flats.slice(2, 4), { code: '2026-page' }))
  harness.clock.set(moments.window)
  const { call } = await applicant(harness)
  await call('PUT /me/rounds/:round/ticket', { params: { round }, body: ticketBody(station) })
  harness.clock.set(moments.lockable)
  await lockRound(office, round)
  harness.clock.set(moments.drawn)
  const print = 'ab'.repeat(32)
  const enter = (who: Office['one'], position: 0 | 1, pageHash: string | null) =>
    who.call('PUT /round-desk/:round/sources/:position', {
      params: { round, position },
      body: {
        issue: position === 0 ? '2026120' : '26120',
        outcome: 'held',
        numbers: [...drawnNumbers[position === 0 ? 'cwl-kl8' : 'lottery-pl5']],
        address: bulletins[position],
        pageHash,
      },
    })
  await expect(enter(office.one, 0, 'AB'.repeat(32))).rejects.toMatchObject({ code: 'invalid-request' })
  await enter(office.one, 0, null)
  await enter(office.one, 0, print) // the same numbers, and the file only now
  await enter(office.other, 0, null)
  for (const who of [office.one, office.other]) await enter(who, 1, null)
  await office.one.call('POST /round-desk/:round/draw', { params: { round } })
  const shown = await harness.as()('GET /rounds/:round', { params: { round } })
  expect(shown.drawn?.map(({ pageHash }) => pageHash)).toEqual([print, null])
  const { record } = await harness.as()('GET /rounds/:round/record', { params: { round } })
  expect(readRecord(record)?.result?.drawn.map(({ evidence }) => evidence.pageHash)).toEqual([print, null])
})
