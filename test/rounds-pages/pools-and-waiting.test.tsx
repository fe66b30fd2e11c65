import { render, screen } from '@testing-library/react'
import ApplyPage from '@/rounds/apply/index'
import ChoosePage from '@/choosing/choose/index'
import PlacePage from '@/rounds/place/index'
import RecordPage from '@/rounds/record/index'
import RoundPage from '@/rounds/round/index'
import TicketPage from '@/rounds/ticket/index'
import { stationOf } from '../../mock/city/stations'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { openProject } from '../housing/world'
import { carry, connect } from '../pages/phone-with-api'
import {
  applicant,
  bulletins,
  drawnNumbers,
  lockRound,
  moments,
  publishedRound,
  roundBody,
  ticketBody,
  twoLeads,
  type Office,
} from '../rounds/world'

// A round of two pools with titles, whose bulletin somebody corrected and nobody confirmed yet.
let harness: Harness
let office: Office
let round: string
let person: Awaited<ReturnType<typeof applicant>>
const print = 'ab12'.repeat(16)
const say = (who: Office['one'], position: 0 | 1, numbers: readonly number[]) =>
  who.call('PUT /round-desk/:round/sources/:position', {
    params: { round, position },
    body: {
      issue: position === 0 ? '2026120' : '26120',
      outcome: 'held',
      numbers: [...numbers],
      address: bulletins[position],
      pageHash: position === 0 ? print : null,
    },
  })
beforeAll(async () => {
  harness = await startHarness()
  office = await twoLeads(harness)
  const yard = await openProject(harness, 2)
  const tower = await openProject(harness, 2, { station: stationOf.hostel, code: 'test-tower' })
  const body = roundBody([...yard.flats, ...tower.flats])
  round = await publishedRound(office, {
    ...body,
    pools: [
      { code: 'yard', title: '院子里的房' },
      { code: 'tower', title: '高楼里的房' },
    ],
    flats: body.flats.map((one, at) => ({ ...one, pool: at < 2 ? 'yard' : 'tower' })),
  })
  harness.clock.set(moments.window)
  person = await applicant(harness)
  await person.call('PUT /me/rounds/:round/ticket', {
    params: { round },
    body: ticketBody(yard.station, { pool: 'yard' }),
  })
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const open = async (page: 'round' | 'apply' | 'ticket' | 'place' | 'record') => {
  await carry(person)
  phone.open(`/rounds/${page}/index`, { id: round })
}

it('pools are called by their titles where one applies, on the ticket and with the homes', async () => {
  await open('apply')
  const apply = render(<ApplyPage />)
  expect(await screen.findByText('高楼里的房')).toBeInTheDocument()
  apply.unmount()
  await open('round')
  const shown = render(<RoundPage />)
  expect(await screen.findByText('在“院子里的房”一组')).toBeInTheDocument()
  shown.unmount()
  await open('ticket')
  render(<TicketPage />)
  expect(await screen.findByText('院子里的房')).toBeInTheDocument()
})

describe('while a correction is open', () => {
  beforeAll(async () => {
    harness.clock.set(moments.lockable)
    await lockRound(office, round)
    harness.clock.set(moments.drawn)
    for (const who of [office.one, office.other]) {
      await say(who, 0, drawnNumbers['cwl-kl8'])
      await say(who, 1, drawnNumbers['lottery-pl5'])
    }
    await office.one.call('POST /round-desk/:round/draw', { params: { round } })
    await say(office.one, 1, [4, 0, 7, 7, 2])
    harness.clock.set('2026-12-25T01:05:00.000Z')
  })

  it('the round, the public record and the board say why it waits', async () => {
    await open('round')
    const shown = render(<RoundPage />)
    expect(await screen.findByText('选房先不开始')).toBeInTheDocument()
    expect(screen.getByText(/排列5的开奖号码，有人按更正的公告重新录入/)).toBeInTheDocument()
    shown.unmount()
    await carry(person)
    phone.open('/choosing/choose/index', { round })
    render(<ChoosePage />)
    expect(await screen.findByText(/要等第二个人核对/)).toBeInTheDocument()
  })

  it('the record has the titles beside the codes and the fingerprint of the bulletin’s file', async () => {
    await carry(null)
    phone.open('/rounds/record/index', { id: round })
    render(<RecordPage />)
    expect(await screen.findByText('“高楼里的房”一组 2 套，记录里写作 tower')).toBeInTheDocument()
    expect(screen.getByText('选房先不开始')).toBeInTheDocument()
    expect(screen.getByText(/人才办存下的公告文件的指纹/)).toBeInTheDocument()
  })

  it('one’s place is told with the pool that it is in', async () => {
    await open('place')
    render(<PlacePage />)
    expect(await screen.findByText(/T000001 · 院子里的房/)).toBeInTheDocument()
  })
})
