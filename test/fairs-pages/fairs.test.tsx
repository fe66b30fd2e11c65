import Taro from '@tarojs/taro'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import BoothPage from '@/fairs/booth/index'
import BringPage from '@/fairs/bring/index'
import DeskPage from '@/fairs/desk/index'
import DesksPage from '@/fairs/desks/index'
import DoorPage from '@/fairs/door/index'
import FairPage from '@/fairs/fair/index'
import ListPage from '@/fairs/list/index'
import LivePage from '@/fairs/live/index'
import MinePage from '@/fairs/mine/index'
import TicketPage from '@/fairs/ticket/index'
import { stationOf } from '../../mock/city/stations'
import { sampleLive } from '../../mock/live'
import { testKey } from '../credentials/keys'
import { claimCode, codeOf } from '../credentials/world'
import { phone } from '../doubles/taro'
import { employerOf } from '../employers/world'
import {
  boothOf,
  callNext,
  fairOf,
  minutesFrom,
  step,
  take,
  talk,
  visitorOf,
  type BoothOfTest,
} from '../fairs/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { openPost } from '../posts/world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness({ live: sampleLive })
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  lead = await harness.office('lead')
  connect(harness)
})

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const running = async (over: Parameters<typeof boothOf>[3] = {}) => {
  const fair = await fairOf(harness, lead)
  const booth = await boothOf(harness, lead, fair, over)
  harness.clock.advance(3601)
  return { fair, booth }
}

describe('a fair', () => {
  it('is found by who is nobody yet, with its booths and posts', async () => {
    const employer = await employerOf(harness)
    const post = await openPost(harness, employer, { title: '电池测试工程师' })
    const { fair } = await running({ employer, posts: [post.id] })
    await carry(null)
    phone.open('/fairs/list/index')
    const list = render(<ListPage />)
    expect((await screen.findAllByText('冬季云端招聘会（示例）')).length).toBeGreaterThan(0)
    list.unmount()
    phone.open('/fairs/fair/index', { id: fair })
    const one = render(<FairPage />)
    expect(await screen.findByText(employer.name)).toBeInTheDocument()
    expect(screen.getByText('1 个岗位 · 0 人在排')).toBeInTheDocument()
    await tap('报名')
    expect(await screen.findByText('登录后报名。')).toBeInTheDocument()
    one.unmount()
    phone.open('/fairs/booth/index', { fair })
    render(<BoothPage />)
    expect(await screen.findByText('电池测试工程师')).toBeInTheDocument()
  })

  it('is signed up for with what the reader lets booths see', async () => {
    const { fair } = await running()
    const person = await harness.registerPerson()
    await carry(person)
    phone.open('/fairs/fair/index', { id: fair })
    render(<FairPage />)
    await tap('报名')
    const sheet = within(await screen.findByRole('dialog', { name: '报名' }))
    fireEvent.click(sheet.getByRole('checkbox', { name: /学校/ }))
    fireEvent.click(sheet.getByRole('button', { name: '确认报名' }))
    await waitFor(async () => expect((await person.call('GET /me/fair-tickets')).items).toHaveLength(1))
    const [ticket] = (await person.call('GET /me/fair-tickets')).items
    expect(ticket?.shown.map(({ field }) => field)).toEqual(['name', 'degree', 'major', 'graduatesOn'])
  })
})

describe('my fair', () => {
  it('shows the place in the queue, that there is no estimate yet, and then one with its basis', async () => {
    const { fair, booth } = await running()
    const first = await visitorOf(harness, fair)
    const person = await visitorOf(harness, fair)
    await take(first, booth.booth)
    await carry(person)
    phone.open('/fairs/booth/index', { fair, id: booth.booth })
    const page = render(<BoothPage />)
    await tap('排队')
    await waitFor(async () =>
      expect((await person.call('GET /me/fair-tickets')).items[0]?.places).toHaveLength(1),
    )
    page.unmount()
    phone.open('/fairs/ticket/index', { id: person.ticket })
    const mine = render(<TicketPage />)
    expect(await screen.findByText('前面 1 人')).toBeInTheDocument()
    expect(screen.getByText(/还估不出：这个展位还没有谈完的/)).toBeInTheDocument()
    mine.unmount()
    await talk(harness, booth, 10)
    for (let turn = 0; turn < 3; turn += 1) {
      const other = await visitorOf(harness, fair)
      await take(other, booth.booth)
      await harness.db
        .updateTable('fair_place')
        .set({ rank: 0 })
        .where('ticket_id', '=', other.ticket)
        .execute()
      await talk(harness, booth, 10)
    }
    render(<TicketPage />)
    expect(await screen.findByText('前面 0 人')).toBeInTheDocument()
    expect(screen.getByText(/约 0–10 分钟（按这个展位最近 4 次面谈）/)).toBeInTheDocument()
  })

  it('asks again by itself, and says at once that somebody is called', async () => {
    const { fair, booth } = await running()
    const person = await visitorOf(harness, fair)
    await take(person, booth.booth)
    await carry(person)
    phone.open('/fairs/ticket/index', { id: person.ticket })
    jest.useFakeTimers({
      doNotFake: [
        'nextTick',
        'setImmediate',
        'performance',
        'Date',
        'queueMicrotask',
        'setTimeout',
        'clearTimeout',
      ],
    })
    try {
      render(<TicketPage />)
      expect(await screen.findByText('前面 0 人')).toBeInTheDocument()
      await callNext(booth)
      act(() => void jest.advanceTimersByTime(8_000))
      expect(await screen.findByText('叫到你了')).toBeInTheDocument()
      expect(screen.getByText(/请在 11:03 前到展位/)).toBeInTheDocument()
    } finally {
      jest.useRealTimers()
    }
  })

  it('lets go of a queue after a question, and keeps the result with its reason', async () => {
    const { fair, booth } = await running()
    const person = await visitorOf(harness, fair)
    await take(person, booth.booth)
    await carry(person)
    phone.open('/fairs/ticket/index', { id: person.ticket })
    const page = render(<TicketPage />)
    await tap(/^退出排队/)
    const dialog = within(await screen.findByRole('alertdialog', { name: '退出这个排队？' }))
    fireEvent.click(dialog.getByRole('button', { name: '退出排队' }))
    expect(await screen.findByText('还没有排队')).toBeInTheDocument()
    page.unmount()
    await take(person, booth.booth)
    await callNext(booth)
    await step(booth, 'begin')
    await step(booth, 'finish', { result: 'further', reason: '周二上午来公司面试' })
    render(<TicketPage />)
    expect(await screen.findByText('进一步面试')).toBeInTheDocument()
    expect(screen.getByText('对方说：周二上午来公司面试')).toBeInTheDocument()
  })

  it('is in the list of what was signed up for', async () => {
    const { fair } = await running()
    await carry(await visitorOf(harness, fair))
    phone.open('/fairs/mine/index')
    render(<MinePage />)
    expect(await screen.findByText('冬季云端招聘会（示例）')).toBeInTheDocument()
  })

  it('books a slot on the page of the booth', async () => {
    const fair = await fairOf(harness, lead)
    const booth = await boothOf(harness, lead, fair, {
      slots: [{ startsAt: minutesFrom(harness, 120), minutes: 15 }],
    })
    const person = await visitorOf(harness, fair)
    await carry(person)
    phone.open('/fairs/booth/index', { fair, id: booth.booth })
    const page = render(<BoothPage />)
    fireEvent.click(await screen.findByRole('radio', { name: '12:00，15 分钟' }))
    await tap('约这个时段')
    await waitFor(async () =>
      expect((await person.call('GET /me/fair-tickets')).items[0]?.places).toMatchObject([
        { state: 'booked' },
      ]),
    )
    page.unmount()
    phone.open('/fairs/ticket/index', { id: person.ticket })
    render(<TicketPage />)
    expect(await screen.findByRole('button', { name: /^加入日历/ })).toBeInTheDocument()
  })
})

describe('the desk of a booth', () => {
  const open = async (booth: BoothOfTest) => {
    await carry(booth.recruiter)
    phone.open('/fairs/desk/index', { employer: booth.id, booth: booth.booth })
    return render(<DeskPage />)
  }
  it('calls, begins, and takes no “not suitable” without a reason', async () => {
    const { fair, booth } = await running()
    const person = await visitorOf(harness, fair)
    await take(person, booth.booth)
    await open(booth)
    expect(await screen.findByText('1 人在排')).toBeInTheDocument()
    await tap('叫下一位')
    await tap('到了，开始面谈')
    await tap('谈完了，记结果')
    const sheet = within(await screen.findByRole('dialog', { name: '面谈的结果' }))
    fireEvent.click(sheet.getByRole('radio', { name: '不合适' }))
    expect(sheet.getByText('写一句对方能看懂的原因，至少 4 个字')).toBeInTheDocument()
    fireEvent.change(sheet.getByLabelText('对方会看到的话'), { target: { value: '这次要会德语的' } })
    fireEvent.click(sheet.getByRole('button', { name: '记下结果' }))
    expect(await screen.findByText(/谈完 1 人/)).toBeInTheDocument()
  })

  it('shows a colleague the talk of who has gone, and writes its result', async () => {
    const { fair, booth } = await running()
    const person = await visitorOf(harness, fair)
    await take(person, booth.booth)
    await callNext(booth)
    await step(booth, 'begin')
    const { items } = await booth.owner.call('GET /employers/:employer/people', {
      params: { employer: booth.id },
    })
    await booth.owner.call('DELETE /employers/:employer/people/:member', {
      params: { employer: booth.id, member: items.find(({ right }) => right === 'recruiter')?.id ?? '' },
    })
    await carry(booth.owner)
    phone.open('/fairs/desk/index', { employer: booth.id, booth: booth.booth })
    render(<DeskPage />)
    expect(await screen.findByText('等人接手')).toBeInTheDocument()
    await tap(/^记结果/)
    const sheet = within(await screen.findByRole('dialog', { name: '面谈的结果' }))
    fireEvent.click(sheet.getByRole('radio', { name: '留档' }))
    fireEvent.click(sheet.getByRole('button', { name: '记下结果' }))
    expect(await screen.findByText(/谈完 1 人/)).toBeInTheDocument()
    expect(screen.queryByText('等人接手')).toBeNull()
  })

  it('lets the visitor end a talk that the booth forgot', async () => {
    const { fair, booth } = await running()
    const person = await visitorOf(harness, fair)
    await take(person, booth.booth)
    await callNext(booth)
    await step(booth, 'begin')
    await carry(person)
    phone.open('/fairs/ticket/index', { id: person.ticket })
    render(<TicketPage />)
    await tap(/^结束面谈/)
    fireEvent.click(
      within(await screen.findByRole('alertdialog', { name: '结束这次面谈？' })).getByRole('button', {
        name: '结束面谈',
      }),
    )
    expect(await screen.findByText('你结束了面谈，单位还没有记结果')).toBeInTheDocument()
  })

  it('brings posts and slots, after the employer asked for a booth', async () => {
    const fair = await fairOf(harness, lead)
    const employer = await employerOf(harness)
    const post = await openPost(harness, employer, { title: '电芯工艺工程师' })
    await carry(employer.recruiter)
    phone.open('/fairs/desks/index', { employer: employer.id })
    const desks = render(<DesksPage />)
    const buttons = await screen.findAllByRole('button', { name: /^申请展位/ })
    for (const button of buttons) fireEvent.click(button)
    await waitFor(async () => {
      const { items } = await employer.recruiter.call('GET /employers/:employer/fair-booths', {
        params: { employer: employer.id },
      })
      expect(items.find((one) => one.fair.id === fair)?.booth).toMatchObject({ state: 'asked' })
    })
    desks.unmount()
    const { items } = await employer.recruiter.call('GET /employers/:employer/fair-booths', {
      params: { employer: employer.id },
    })
    const booth = items.find((one) => one.fair.id === fair)?.booth?.id ?? ''
    phone.open('/fairs/bring/index', { employer: employer.id, booth })
    render(<BringPage />)
    fireEvent.click(await screen.findByRole('checkbox', { name: '电芯工艺工程师' }))
    fireEvent.click(screen.getByRole('checkbox', { name: '11:00' }))
    await tap('存好')
    await waitFor(async () =>
      expect(
        await employer.recruiter.call('GET /employers/:employer/fair-booths/:fairBooth', {
          params: { employer: employer.id, fairBooth: booth },
        }),
      ).toMatchObject({ posts: [{ id: post.id }], slots: [{ minutes: 15 }] }),
    )
  })

  it('offers slots of several lengths, and lets its words be taken away', async () => {
    const { booth } = await running({
      about: '欢迎来聊',
      slots: [{ startsAt: minutesFrom(harness, 60), minutes: 20 }],
    })
    await carry(booth.recruiter)
    phone.open('/fairs/bring/index', { employer: booth.id, booth: booth.booth })
    render(<BringPage />)
    expect(await screen.findByRole('checkbox', { name: '11:00' })).toBeChecked()
    fireEvent.click(screen.getByRole('radio', { name: '10 分钟' }))
    expect(screen.getByText('另外开放：11:00，20 分钟')).toBeInTheDocument()
    expect(screen.queryByRole('checkbox', { name: '11:10' })).toBeNull() // there a longer one is offered
    fireEvent.click(screen.getByRole('checkbox', { name: '11:30' }))
    fireEvent.change(screen.getByLabelText(/展位介绍/), { target: { value: '' } })
    expect(screen.getByLabelText(/展位介绍/)).toHaveValue('')
    await tap('存好')
    await waitFor(async () =>
      expect(
        await booth.recruiter.call('GET /employers/:employer/fair-booths/:fairBooth', {
          params: { employer: booth.id, fairBooth: booth.booth },
        }),
      ).toMatchObject({ about: '', slots: [{ minutes: 20 }, { minutes: 10 }] }),
    )
  })
})

describe('at the door', () => {
  it('a clerk registers who comes by their talent code, and sees how many came', async () => {
    const fair = await fairOf(harness, lead, { stationId: stationOf.hall })
    harness.clock.advance(3601)
    const visitor = await visitorOf(harness, fair)
    const key = testKey(811)
    const credential = await claimCode({ ...visitor, id: visitor.personId }, key)
    await carry(await harness.staff('clerk', stationOf.hall))
    phone.open('/fairs/door/index')
    render(<DoorPage />)
    expect(await screen.findByText('到了 0 人')).toBeInTheDocument()
    const scan = async () => {
      const value = codeOf({ ...visitor, id: visitor.personId, key, credential }, harness.clock.now())
      fireEvent.change(screen.getByLabelText(/人才码文本/), { target: { value } })
      await tap('按文本登记')
    }
    await scan()
    expect(await screen.findByText(/\* 到了$/)).toBeInTheDocument()
    expect(await screen.findByText('到了 1 人')).toBeInTheDocument()
    await scan()
    expect(await screen.findByText(/来过了$/)).toBeInTheDocument()
  })
})

describe('online', () => {
  it('who is called comes into the room of that booth, which tells how the talk stands', async () => {
    const { fair, booth } = await running()
    const person = await visitorOf(harness, fair)
    await take(person, booth.booth)
    await callNext(booth)
    await carry(person)
    phone.open('/fairs/ticket/index', { id: person.ticket })
    const ticket = render(<TicketPage />)
    await tap(/^进入线上面谈/)
    await waitFor(() =>
      expect(Taro.navigateTo).toHaveBeenCalledWith({ url: `/fairs/live/index?booth=${booth.booth}` }),
    )
    ticket.unmount()
    phone.open('/fairs/live/index', { booth: booth.booth })
    const room = render(<LivePage />)
    expect(await screen.findByText(booth.name)).toBeInTheDocument()
    expect(screen.getByText(/^对方在等你，请在 11:03 前进来/)).toBeInTheDocument()
    room.unmount()
    await carry(booth.recruiter)
    phone.open('/fairs/desk/index', { employer: booth.id, booth: booth.booth })
    render(<DeskPage />)
    expect(await screen.findByRole('button', { name: '进入线上面谈' })).toBeInTheDocument()
  })
})
