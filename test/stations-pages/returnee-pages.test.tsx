import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import FollowUpPage from '@/homecoming/follow-up/index'
import ReferPage from '@/homecoming/refer/index'
import ReferralAnswerPage from '@/homecoming/referral-answer/index'
import ReferralsPage from '@/homecoming/referrals/index'
import StationPage from '@/homecoming/station/index'
import { SkyMap } from '@/homecoming/stations/sky-map'
import { byCity } from '@/homecoming/stations/cities'
import StationsPage from '@/homecoming/stations/index'
import { stationOf } from '../../mock/city/stations'
import { stationProfiles } from '../../mock/stations/profiles'
import { apply, homecomingAnswers } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
let clerk: Visitor
beforeAll(async () => {
  harness = await startHarness({ publicUrl: 'https://rc.example.cn' })
  const lead = await harness.office('lead')
  for (const [station, body] of stationProfiles)
    await lead.call('PUT /stations/:station/profile', { params: { station }, body })
  clerk = await harness.staff('clerk', stationOf.shenzhen)
})
afterAll(() => harness.close())
beforeEach(async () => {
  connect(harness)
  await carry(null)
})

const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

describe('The directory', () => {
  it('lists stations by city and finds them by words', async () => {
    render(<StationsPage />)
    expect(await screen.findByRole('heading', { name: '深圳市 · 1 个站点' })).toBeInTheDocument()
    type('找工作站', 'shanghai')
    await waitFor(() => expect(screen.queryByText('驻深圳招才引智工作站')).not.toBeInTheDocument())
    expect(screen.getByText('驻上海招才引智工作站')).toBeInTheDocument()
    type('找工作站', '没有的地方')
    expect(await screen.findByText('没有找到站点')).toBeInTheDocument()
    await tap('看全部站点')
    expect(await screen.findByText('驻深圳招才引智工作站')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('radio', { name: '高校站' }))
    expect(screen.queryByText('驻深圳招才引智工作站')).not.toBeInTheDocument()
    expect(screen.getByText('星城大学招才引智工作站')).toBeInTheDocument()
  })

  it('draws cities as stars, and a city as its stations', async () => {
    const { items } = await harness.as()('GET /stations')
    const [onCity, onStation] = [jest.fn(), jest.fn()]
    const { rerender } = render(
      <SkyMap groups={byCity(items, '星城市')} city={undefined} onCity={onCity} onStation={onStation} />,
    )
    fireEvent.click(screen.getByRole('button', { name: /^深圳市/ }))
    expect(onCity).toHaveBeenCalledWith('深圳市')
    rerender(<SkyMap groups={byCity(items, '星城市')} city="深圳市" onCity={onCity} onStation={onStation} />)
    fireEvent.click(screen.getByRole('button', { name: /^驻深圳站/ }))
    expect(onStation).toHaveBeenCalledWith(stationOf.shenzhen)
  })
})

describe('A station', () => {
  const offer = async (days: number) => {
    const from = harness.clock.now().getTime() + days * 86_400_000
    return clerk.call('POST /stations/:station/slots', {
      params: { station: stationOf.shenzhen },
      body: {
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(from + 3_600_000).toISOString(),
        seats: 1,
      },
    })
  }

  it('says what it is for and who is there, and books a time and cancels it', async () => {
    await offer(2)
    const visitor = await harness.registerPerson()
    await carry(visitor)
    phone.open('/homecoming/station/index', { id: stationOf.shenzhen })
    render(<StationPage />)
    expect(await screen.findByText('联络在深圳、东莞、惠州的星城籍人才。')).toBeInTheDocument()
    expect(screen.getByText('林老师')).toBeInTheDocument()
    await tap(/^11月24日 周二 10:00–11:00还有 1 个名额/)
    await tap('约这个时间')
    expect(screen.getByText('写一句想聊什么，对方好准备')).toBeInTheDocument()
    type('想聊什么', '想回来办中试线')
    await tap('约这个时间')
    expect(await screen.findByText('你已约好')).toBeInTheDocument()
    await tap(/^取消 11月24日/)
    await tap('取消来访')
    expect(await screen.findByRole('button', { name: /还有 1 个名额/ })).toBeInTheDocument()
    await tap(/^去这里：驻深圳/)
    expect(Taro.openLocation).toHaveBeenCalledWith(
      expect.objectContaining({ latitude: 22.5405, name: '驻深圳招才引智工作站' }),
    )
  })

  it('tells when somebody else was faster', async () => {
    const slot = await offer(4)
    const [visitor, faster] = [await harness.registerPerson(), await harness.registerPerson()]
    await carry(visitor)
    phone.open('/homecoming/station/index', { id: stationOf.shenzhen })
    render(<StationPage />)
    const time = await screen.findByRole('button', { name: /^11月26日/ })
    await faster.call('POST /me/visits', { body: { slotId: slot.id, purpose: '先到一步' } })
    fireEvent.click(time)
    type('想聊什么', '想聊聊')
    await tap('约这个时间')
    expect(await screen.findByText(/这个时段已约满/)).toBeInTheDocument()
  })
})

it('shows the returnee who answers by when, then the contact, the answer and what came of it', async () => {
  const returnee = await harness.registerPerson()
  const application = await apply(returnee, 'homecoming', homecomingAnswers())
  await carry(returnee)
  phone.open('/homecoming/follow-up/index', { id: application.id })
  render(<FollowUpPage />)
  expect(await screen.findByText('还剩 5 个工作日（11月27日前）')).toBeInTheDocument()
  const params = { lead: application.id }
  await clerk.call('POST /leads/:lead/answer', {
    params,
    body: { text: '您好，下周请您来站里聊聊。', version: 1 },
  })
  await clerk.call('POST /leads/:lead/follow-ups', {
    params,
    body: { kind: 'met', on: '2026-11-22', note: '在站里谈了一小时', amountFen: null },
  })
  act(() => {
    phone.emit('show')
  })
  expect(await screen.findByText('林老师')).toBeInTheDocument()
  expect(screen.getByText('您好，下周请您来站里聊聊。')).toBeInTheDocument()
  expect(screen.getByText('在站里谈了一小时')).toBeInTheDocument()
})

describe('Referrals', () => {
  it('asks for what is missing, keeps the draft, sends the question, and shows the answer', async () => {
    const referrer = await harness.registerPerson()
    await carry(referrer)
    const { unmount } = render(<ReferPage />)
    expect(await screen.findByText('¥2,000')).toBeInTheDocument()
    type('姓名', '周远山')
    await tap('发短信问对方')
    expect(screen.getByText('请填写 11 位手机号，短信发到这里')).toBeInTheDocument()
    type('对方的手机号', '13900007001')
    type('你们的关系', '表哥')
    type('一句话介绍', '材料工程师，在深圳')
    unmount()
    expect(JSON.stringify([...phone.storage.values()])).not.toContain('13900007001')
    render(<ReferPage />)
    expect(await screen.findByLabelText('一句话介绍')).toHaveValue('材料工程师，在深圳')
    expect(screen.getByLabelText('对方的手机号')).toHaveValue('13900007001')
    type('为什么推荐', '做电池材料十年，想回来看看。')
    await tap('发短信问对方')
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/homecoming/referrals/index' }))
    const code = new URL(harness.sms.lastReferralLink('13900007001') as string, 'https://x').searchParams.get(
      'code',
    ) as string
    await carry(null)
    phone.open('/homecoming/referral-answer/index', { code })
    const answer = render(<ReferralAnswerPage />)
    expect(await screen.findByText('林** 向家乡推荐了你')).toBeInTheDocument()
    await tap('不同意')
    expect(within(screen.getByRole('alertdialog')).getByText(/删除以后不能恢复/)).toBeInTheDocument()
    await tap('再想想')
    await tap('同意，请联系我')
    expect(await screen.findByText('谢谢，记下了')).toBeInTheDocument()
    answer.unmount()
    await carry(referrer)
    render(<ReferralsPage />)
    expect(await screen.findByRole('heading', { name: '材料工程师，在深圳' })).toBeInTheDocument()
    expect(screen.getByText('对方同意了')).toBeInTheDocument()
  })

  it('says so when a link is old or not whole', async () => {
    phone.open('/homecoming/referral-answer/index', { code: 'x'.repeat(24) })
    render(<ReferralAnswerPage />)
    expect(await screen.findByText(/链接不完整，请从短信里重新打开/)).toBeInTheDocument()
  })
})
