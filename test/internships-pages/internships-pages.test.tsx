import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { addDays } from '@jucai/contract/policies/days'
import { clockOffset } from '@/api'
import AgreementPage from '@/internships/agreement/index'
import BasePage from '@/internships/base/index'
import CandidatesPage from '@/internships/candidates/index'
import CheckPage from '@/internships/check/index'
import DoorPage from '@/internships/door/index'
import InternPage from '@/internships/intern/index'
import InternshipPage from '@/internships/internship/index'
import MinePage from '@/internships/mine/index'
import PlacePage from '@/internships/place/index'
import PlacesPage from '@/internships/places/index'
import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  choose,
  door,
  newIntern,
  offer,
  openBase,
  scanned,
  signedIntern,
  today,
  wish,
  type InternshipWorld,
} from '../internships/world'
import { carry, connect } from '../pages/phone-with-api'

let harness: Harness
let world: InternshipWorld
beforeAll(async () => {
  harness = await startHarness()
  await publishBook(harness.db, { book: sampleBook, source: '示例' }, harness.clock.now())
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  connect(harness)
  const lead = await harness.office('lead')
  world = { harness, lead, ...(await openBase(harness, lead)) }
})

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const sheet = async (name: string | RegExp) => within(await screen.findByRole('dialog', { name }))
const asked = async (name: string | RegExp) => within(await screen.findByRole('alertdialog', { name }))
/** An internship whose days are moved into the past. */
const running = async ({ began, left }: { began: number; left: number }) => {
  const made = await signedIntern(world)
  const days = { first_day: addDays(today(harness), -began), last_day: addDays(today(harness), left) }
  await harness.db.updateTable('internship').set(days).where('id', '=', made.internship.id).execute()
  return { ...made, id: made.internship.id }
}
const look = (page: string, params: Record<string, string>, who: Visitor | null) => {
  phone.open(`/internships/${page}/index`, params)
  return carry(who)
}

describe('a place', () => {
  it('is found by words among others, and says that it is no employment', async () => {
    await offer(world)
    await look('places', {}, null)
    render(<PlacesPage />)
    expect((await screen.findAllByText('材料检测见习')).length).toBeGreaterThan(0)
    expect(screen.getByText(/就业见习不是就业/)).toBeInTheDocument()
    type('找什么', '没有这样的岗位')
    await tap('搜索')
    expect(await screen.findByText('没有找到见习岗位')).toBeInTheDocument()
  })

  it('says clause by clause whether one may, shows what the base will read, and takes the wish', async () => {
    const place = await offer(world)
    const person = await newIntern(harness)
    await look('place', { id: place.id }, person)
    render(<PlacePage />)
    expect(await screen.findByText('你符合吗')).toBeInTheDocument()
    expect(screen.getAllByText(/：符合$/).length).toBeGreaterThan(1)
    expect(screen.getByText('先确认现在没有签劳动合同')).toBeInTheDocument()
    fireEvent.click(screen.getByRole('checkbox', { name: /专业/ }))
    fireEvent.click(screen.getByRole('switch', { name: /我现在没有签劳动合同/ }))
    await tap('报名')
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalled(), { timeout: 10_000 })
    const { items } = await world.base.recruiter.call(
      'GET /employers/:employer/internship-places/:place/wishes',
      { params: { employer: world.base.id, place: place.id } },
    )
    expect(items[0]?.shown.map(({ field }) => field)).toEqual(['degree', 'school', 'graduatesOn'])
  })
})

describe('a place whose seats are all taken', () => {
  it('says so, and takes no wish', async () => {
    const { place } = await signedIntern(world, { number: 1 })
    await look('place', { id: place.id }, await newIntern(harness))
    render(<PlacePage />)
    expect(await screen.findByText('名额已满')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '报名' })).not.toBeInTheDocument()
  })
})

describe('what one applied for', () => {
  it('lists every internship one had, page by page', async () => {
    const { person, internship } = await signedIntern(world)
    const {
      id: _,
      serial: __,
      ...row
    } = await harness.db
      .selectFrom('internship')
      .selectAll()
      .where('id', '=', internship.id)
      .executeTakeFirstOrThrow()
    await harness.db
      .insertInto('internship')
      .values(
        Array.from({ length: 21 }, (_unused, at) => ({
          ...row,
          code_sent: JSON.stringify({}),
          id: `019ad000-0000-7000-8000-${String(at).padStart(12, '0')}`,
          wish_id: null,
          intern_name: null, // sealed for the row that it is of
          state: 'interrupted' as const,
          title: `从前的见习 ${at + 1}`,
          made_at: new Date(row.made_at.getTime() - (at + 1) * 60_000),
        })),
      )
      .execute()
    await look('mine', {}, person)
    render(<MinePage />)
    expect(await screen.findByText('从前的见习 19')).toBeInTheDocument()
    expect(screen.queryByText('从前的见习 20')).not.toBeInTheDocument()
    await tap('显示更多')
    expect(await screen.findByText('从前的见习 21')).toBeInTheDocument()
  })

  it('has its answer-by day, and is withdrawn after a question', async () => {
    const place = await offer(world)
    const person = await newIntern(harness)
    await wish(person, place.id)
    await look('mine', {}, person)
    render(<MinePage />)
    expect(await screen.findByText('等基地答复')).toBeInTheDocument()
    expect(screen.getByText(/前答复$/)).toBeInTheDocument()
    await tap(/^撤回报名/)
    fireEvent.click((await asked(/^撤回/)).getByRole('button', { name: '撤回报名' }))
    expect(await screen.findByText('已撤回', { selector: '.tag' })).toBeInTheDocument()
  })

  it('of a round is put in order by buttons', async () => {
    const later = (days: number) => new Date(harness.clock.now().getTime() + days * 86_400_000).toISOString()
    const round = await world.lead.call('POST /internship-rounds', {
      body: { title: '示例双选', applyBy: later(3), rankBy: later(6) },
    })
    const first = await offer(world, { inDays: 20, roundId: round.id })
    const second = await offer(world, { inDays: 25, roundId: round.id })
    const person = await newIntern(harness)
    await wish(person, first.id, 1)
    await wish(person, second.id, 2)
    await look('mine', {}, person)
    render(<MinePage />)
    await tap('第 2 志愿上移')
    await tap('存下次序')
    await waitFor(async () => {
      const { items } = await person.call('GET /me/internship-wishes')
      expect([...items].sort((a, b) => a.rank - b.rank)[0]?.place.id).toBe(second.id)
    })
  })
})

describe('the agreement', () => {
  it('is read in words, signed with a code by the intern and then by the base', async () => {
    const place = await offer(world)
    const person = await newIntern(harness)
    const id = await choose(world, person, (await wish(person, place.id)).id)
    await look('agreement', { id }, person)
    const own = render(<AgreementPage />)
    expect(await screen.findByText('一、性质', undefined, { timeout: 10_000 })).toBeInTheDocument()
    await tap('看过了，签协议')
    await tap('发送验证码')
    await screen.findByLabelText('验证码')
    type('验证码', harness.sms.lastCode(person.phone) as string)
    await tap('确认签署')
    await waitFor(async () =>
      expect(
        (await person.call('GET /me/internships/:internship', { params: { internship: id } })).agreement
          ?.turn,
      ).toBe('base'),
    )
    own.unmount()
    await look('agreement', { id, employer: world.base.id }, world.base.owner)
    render(<AgreementPage />)
    expect(await screen.findByText('看过了，签协议', undefined, { timeout: 10_000 })).toBeInTheDocument()
  })
})

describe('one’s own internship', () => {
  it('shows a month drawn and as a list, and takes an absence with its reason', async () => {
    const { person, id } = await running({ began: 10, left: 60 })
    await look('internship', { id }, person)
    render(<InternshipPage />)
    expect(await screen.findByText('2026年11月出勤')).toBeInTheDocument()
    expect(screen.getAllByText('没有记录').length).toBeGreaterThan(1)
    await tap('有一天不能到岗')
    const asking = await sheet('不能到岗')
    fireEvent.change(asking.getByLabelText('原因'), { target: { value: '回校答辩' } })
    fireEvent.click(asking.getByRole('button', { name: '记下' }))
    expect(await screen.findByText('原因：回校答辩')).toBeInTheDocument()
    expect(screen.getByText('请假')).toBeInTheDocument()
  })

  it('ends before its time with a reason', async () => {
    const { person, id } = await running({ began: 10, left: 60 })
    await look('internship', { id }, person)
    render(<InternshipPage />)
    await tap('提前结束')
    const asking = await sheet('提前结束')
    fireEvent.change(asking.getByLabelText('原因'), { target: { value: '找到了正式工作' } })
    fireEvent.click(asking.getByRole('button', { name: '结束见习' }))
    expect(await screen.findByText('见习人员写的原因：找到了正式工作')).toBeInTheDocument()
  })

  it('is given up before its first day, though all have signed', async () => {
    const { person, internship } = await signedIntern(world)
    await look('internship', { id: internship.id }, person)
    render(<InternshipPage />)
    expect(await screen.findByText(/不去的，请在开始以前谢绝/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '提前结束' })).not.toBeInTheDocument()
    await tap('谢绝')
    fireEvent.click((await asked('谢绝这份见习？')).getByRole('button', { name: '谢绝' }))
    expect(await screen.findByText('开始以前取消了，没有补贴。可以报名别的岗位。')).toBeInTheDocument()
  })

  it('that is finished gives a certificate, whose code anybody checks', async () => {
    const { person, id } = await running({ began: 91, left: -1 })
    await harness.db.updateTable('internship').set({ state: 'finished' }).where('id', '=', id).execute()
    await look('internship', { id }, person)
    const own = render(<InternshipPage />)
    await tap('领见习证明')
    await screen.findByText('核验码，给别人查验用', undefined, { timeout: 10_000 })
    expect(screen.getByText(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/)).toBeInTheDocument()
    const { certificate } = await person.call('GET /me/internships/:internship', {
      params: { internship: id },
    })
    own.unmount()
    await look('check', {}, null)
    render(<CheckPage />)
    type('核验码', 'ABCD')
    await tap('查验')
    expect(screen.getByText(/核验码是 16 个字母和数字/)).toBeInTheDocument()
    type('核验码', ` ${certificate?.code.toLowerCase() ?? ''} `)
    await tap('查验')
    expect(await screen.findByText('证明有效')).toBeInTheDocument()
    expect(screen.queryByText(person.phone)).not.toBeInTheDocument()
  })
})

describe('the base', () => {
  it('applies by its owner, and reads what its base is', async () => {
    await look('base', { employer: world.base.id }, world.base.owner)
    render(<BasePage />)
    expect(await screen.findByText('见习基地', { selector: '.tag' })).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '提供见习岗位' })).toBeInTheDocument()
  })

  it('takes back what has not begun, with a reason and without a last day', async () => {
    const { person, internship } = await signedIntern(world)
    await look('intern', { employer: world.base.id, id: internship.id }, world.base.recruiter)
    render(<InternPage />)
    await tap('取消这份见习')
    const asking = await sheet('取消这份见习')
    expect(asking.queryByText('最后一天')).not.toBeInTheDocument()
    fireEvent.change(asking.getByLabelText('原因'), { target: { value: '车间搬迁，带不了' } })
    fireEvent.click(asking.getByRole('button', { name: '取消见习' }))
    expect(await screen.findByText('见习基地写的原因：车间搬迁，带不了')).toBeInTheDocument()
    const { items } = await person.call('GET /me/internship-wishes')
    expect(items[0]?.state).toBe('over')
  })

  it('reads nobody of its interns while its employer is suspended, and is told so', async () => {
    await signedIntern(world)
    const params = { employer: world.base.id }
    const { version } = await world.lead.call('GET /office/employers/:employer', { params })
    await world.lead.call('POST /office/employers/:employer/decisions', {
      params,
      body: { event: 'suspend', version, reason: '资料有出入，先核对' },
    })
    await look('base', params, world.base.owner)
    render(<BasePage />)
    expect(await screen.findByText('单位现在不能办理')).toBeInTheDocument()
    expect(screen.queryByText('见习人员')).not.toBeInTheDocument()
  })

  it('answers with a reason that the person reads', async () => {
    const place = await offer(world)
    const person = await newIntern(harness)
    await wish(person, place.id)
    await look('candidates', { employer: world.base.id, place: place.id }, world.base.recruiter)
    render(<CandidatesPage />)
    await tap(/^不选/)
    const asking = await sheet(/^不选/)
    fireEvent.change(asking.getByLabelText('理由'), { target: { value: '专业差得比较多' } })
    fireEvent.click(asking.getByRole('button', { name: '不选' }))
    expect(await screen.findByText('答复：专业差得比较多')).toBeInTheDocument()
    expect((await person.call('GET /me/internship-wishes')).items[0]?.answer).toBe('专业差得比较多')
  })

  it('registers at the door who comes, and sees who is there', async () => {
    const { person } = await running({ began: 10, left: 60 })
    await look('door', { employer: world.base.id }, world.base.recruiter)
    render(<DoorPage />)
    expect(await screen.findByText('还没到')).toBeInTheDocument()
    type('人才码文本', scanned(harness, person).code)
    await tap('按文本登记')
    expect(await screen.findByText('到岗', { selector: '.tag' })).toBeInTheDocument()
    type('人才码文本', scanned(harness, person).code)
    await tap('按文本登记')
    expect(await screen.findByText('没有登记')).toBeInTheDocument()
  })

  it('learns the time before the first scan at the station: the phone’s own clock may be days off', async () => {
    const { person } = await running({ began: 10, left: 60 })
    const clerk = await harness.staff('clerk', door)
    await look('door', {}, clerk)
    Object.assign(clockOffset, { ms: -86_400_000, known: false })
    render(<DoorPage />)
    type('人才码文本', scanned(harness, person).code)
    await tap('按文本登记')
    expect(await screen.findByText(/ 到岗$/)).toBeInTheDocument()
  })

  it('corrects a day and confirms a month that is over', async () => {
    const { id } = await running({ began: 50, left: 30 })
    await look('intern', { employer: world.base.id, id }, world.base.recruiter)
    render(<InternPage />)
    await tap('更正2026年11月20日')
    const asking = await sheet(/^更正/)
    fireEvent.click(asking.getByRole('radio', { name: '到岗' }))
    fireEvent.change(asking.getByLabelText('原因'), { target: { value: '门口没有网，人来了' } })
    fireEvent.click(asking.getByRole('button', { name: '改成这样' }))
    expect(await screen.findByText('基地更正：门口没有网，人来了')).toBeInTheDocument()
    await tap('确认2026年10月')
    fireEvent.click((await asked(/^确认/)).getByRole('button', { name: '确认' }))
    expect(await screen.findByText('等人才办核定')).toBeInTheDocument()
  })
})
