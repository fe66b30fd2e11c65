import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ApplyPage from '@/rounds/apply/index'
import RoundsPage from '@/rounds/list/index'
import PlacePage from '@/rounds/place/index'
import RecordPage from '@/rounds/record/index'
import RecordsPage from '@/rounds/records/index'
import RoundPage from '@/rounds/round/index'
import TicketPage from '@/rounds/ticket/index'
import { keptCommitment } from '@/rounds/kept-commitment'
import { keptReceipt } from '@/rounds/kept-receipt'
import { forgetApplication } from '@/rounds/kept-draft'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { lockAndDraw, openRound, type OpenRound } from './world'

let harness: Harness
let world: OpenRound
beforeAll(async () => {
  harness = await startHarness()
  world = await openRound(harness)
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const open = async (
  page: 'round' | 'apply' | 'ticket' | 'place' | 'record',
  who: Parameters<typeof carry>[0],
) => {
  await carry(who)
  phone.open(`/rounds/${page}/index`, { id: world.round })
}
const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

describe('while the window is open', () => {
  it('the list says what is open, also to who is not signed in', async () => {
    await carry(null)
    render(<RoundsPage />)
    expect(await screen.findByText('第三批（示例）')).toBeInTheDocument()
    expect(screen.getByText('10 套 · 抽签')).toBeInTheDocument()
    expect(screen.getByText(/12月20日 18:00 截止，还剩 15 天/)).toBeInTheDocument()
    expect(screen.queryByText('我申请的')).toBeNull()
  })

  it('a round is explained for the reader: classes with why, flats with rents, an example worked through', async () => {
    await open('round', world.family)
    render(<RoundPage />)
    expect(await screen.findByText('三人及以上家庭：符合')).toBeInTheDocument()
    expect(screen.getByText('博士：不符合')).toBeInTheDocument()
    expect(screen.getByText(/你是 3 人，符合/)).toBeInTheDocument()
    expect(screen.getByText('留给三人及以上家庭 2 套。', { exact: false })).toBeInTheDocument()
    expect(
      screen.getByText('按这一批算一遍：10 套房，假如 20 人申请，每类都占五分之一，你抽到第 11。'),
    ).toBeInTheDocument()
    expect(screen.getByText(/^要是不算这些类别：排队第 \d 个/)).toBeInTheDocument()
    expect(screen.getByText(/快乐8第 2026120 期（没有开奖或无效时，用第 2026121 期）/)).toBeInTheDocument()
    expect(screen.getByText('放弃一次不影响下一批；同一年放弃两次，当年不再参加。')).toBeInTheDocument()
    await tap('看规则全文')
    expect(await screen.findByText('规则示例，第一版。抽签决定顺序，按顺序选房。')).toBeInTheDocument()
  })

  it('an application is refused on the spot where it is wrong, keeps what was typed, and is changed until the close', async () => {
    await open('apply', world.family)
    const page = render(<ApplyPage />)
    await tap('提交申请')
    expect(await screen.findByText(/至少选一个志愿/)).toBeInTheDocument()
    expect(
      screen.getAllByText('请填写证件号码').length + screen.getAllByText(/请检查|请填/).length,
    ).toBeGreaterThan(1)
    await tap(/^加一个志愿/)
    const sheet = within(await screen.findByRole('dialog', { name: '加一个志愿' }))
    const offers = sheet.getAllByRole('button').filter((one) => one.className === 'cell')
    expect(offers).toHaveLength(2)
    const [first, second] = offers.map((one) => one.textContent ?? '')
    fireEvent.click(offers[0] as HTMLElement)
    await tap(/^加一个志愿/)
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: second ?? '' }))
    await tap('第 2 志愿上移')
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([`1${second}`, `2${first}`])
    fireEvent.change(screen.getByLabelText('配偶陈一鸣的证件号码'), { target: { value: '110101' } })
    fireEvent.change(screen.getByLabelText('子女陈小禾的证件号码'), { target: { value: 'P430001234' } })
    // The app is closed and opened again: everything typed is there.
    page.unmount()
    render(<ApplyPage />)
    expect(await screen.findByLabelText('子女陈小禾的证件号码')).toHaveValue('P430001234')
    expect(screen.getByLabelText('配偶陈一鸣的证件号码')).toHaveValue('110101')
    await tap('提交申请')
    expect(await screen.findByText(/居民身份证号码是 18 位，现在是 6 位/)).toBeInTheDocument()
    fireEvent.click(screen.getByRole('button', { name: /^配偶陈一鸣的证件，/ }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '护照' }))
    fireEvent.change(screen.getByLabelText('配偶陈一鸣的证件号码'), { target: { value: 'E12345678' } })
    await tap('提交申请')
    await waitFor(() =>
      expect(Taro.redirectTo).toHaveBeenCalledWith({ url: `/rounds/ticket/index?id=${world.round}` }),
    )
    const { ticket } = await world.family.call('GET /me/rounds/:round', { params: { round: world.round } })
    expect(ticket).toMatchObject({ standing: 'applied', granted: ['family'] })
    const { homes } = await harness.as()('GET /rounds/:round', { params: { round: world.round } })
    const wished = homes.find(({ typeId }) => typeId === ticket?.wishes[0]?.typeId)
    expect(`${wished?.stationName} ${wished?.typeName}`).toBe(second)
  })

  it('on a browser the numbers of documents are not written to its storage', () => {
    const written = [...phone.storage].filter(([key]) => key.startsWith('round-draft-'))
    expect(JSON.stringify(written)).not.toContain('E12345678')
  })

  it('another order of wishes asks for no document that the ticket says already, after a reload too', async () => {
    const key = `round-draft-${world.round}`
    const onDisk = phone.storage.get(key)
    forgetApplication(world.round) // what the page had in memory is gone with it
    phone.storage.set(key, onDisk)
    await open('apply', world.family)
    const page = render(<ApplyPage />)
    expect(await screen.findByText('配偶陈一鸣：护照 E12**5678')).toBeInTheDocument()
    expect(screen.queryByLabelText('配偶陈一鸣的证件号码')).toBeNull()
    await tap('第 2 志愿上移')
    jest.mocked(Taro.redirectTo).mockClear()
    await tap('保存修改')
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalled())
    const { ticket } = await world.family.call('GET /me/rounds/:round', { params: { round: world.round } })
    expect(ticket?.household.map(({ document }) => document).slice(1)).toEqual([
      '护照 E12**5678',
      '出生医学证明 P43***1234',
    ])
    page.unmount()
    render(<ApplyPage />)
    await tap('换配偶陈一鸣的证件')
    expect(screen.getByLabelText('配偶陈一鸣的证件号码')).toHaveValue('')
    await tap('保存修改')
    expect(await screen.findByText('请填写证件号码')).toBeInTheDocument()
  })

  it('another on the same phone sees nothing of it', async () => {
    await open('apply', world.people[0] as OpenRound['people'][number])
    render(<ApplyPage />)
    expect(await screen.findByRole('button', { name: '保存修改' })).toBeInTheDocument()
    expect(screen.queryByText(/陈一鸣/)).toBeNull()
  })

  it('a lost reply says that the same words count again, and nothing is gone', async () => {
    await open('apply', world.people[0] as OpenRound['people'][number])
    connect(harness, (path) => path.endsWith('/ticket'))
    render(<ApplyPage />)
    await tap('保存修改')
    expect(await screen.findByText(/15 分钟内用同样的内容再点一次，仍按这一次算/)).toBeInTheDocument()
  })

  it('withdrawing asks first, and can be taken back', async () => {
    const [, someone] = world.people
    await open('ticket', someone ?? null)
    render(<TicketPage />)
    await tap('退出这一批')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: '退出' }))
    expect(await screen.findByText('已退出')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '重新申请' })).toBeInTheDocument()
  })

  it('a household in two tickets is told so, plainly', async () => {
    const other = await harness.registerPerson()
    const { qualify } = await import('../rounds/world')
    await qualify(harness, other.personId, {
      household: [{ relation: 'spouse', name: '陈一鸣', bornOn: '1998-03-04' }],
    })
    await other.call('PUT /me/rounds/:round/ticket', {
      params: { round: world.round },
      body: {
        revision: 1,
        pool: 'all',
        wishes: [{ stationId: world.station, typeId: null }],
        classes: [],
        household: [{ member: 0, documentType: 'passport', documentNumber: 'E12345678' }],
        longerSlot: false,
      },
    })
    await open('ticket', other)
    render(<TicketPage />)
    expect(await screen.findByText(/配偶陈\*\*也在另一个号里/)).toBeInTheDocument()
    expect(screen.getByText(/锁定名单前还没有解决的，两个号都记为“有争议”/)).toBeInTheDocument()
    await other.call('DELETE /me/rounds/:round/ticket', { params: { round: world.round } })
  })
})

describe('once the list is locked', () => {
  beforeAll(() => lockAndDraw(harness, world, { draw: false }))

  it('the phone keeps the commitment and the receipt, and proves that one is in the list', async () => {
    await open('round', world.family)
    const page = render(<RoundPage />)
    expect(await screen.findByText('这部手机留了一份')).toBeInTheDocument()
    // By the server's clock, whatever that of the phone says.
    expect(screen.getByText(/^(今天|12月20日 周日) 18:15 第一次看到/)).toBeInTheDocument()
    page.unmount()
    expect(keptCommitment('2026-r03')?.commitment).toMatch(/^[0-9a-f]{64}$/)
    await open('ticket', world.family)
    render(<TicketPage />)
    await tap('在手机上验证我在名单里')
    expect(await screen.findByText(/在锁定的名单里：从你的这一行算到名单的根/)).toBeInTheDocument()
    expect(screen.queryByText('对不上')).toBeNull()
    expect(keptReceipt(world.family.personId, '2026-r03')?.salt).toMatch(/^[0-9a-f]{32}$/)
  })

  it('the salt is shown by a tap only', async () => {
    const { ticket } = await world.family.call('GET /me/rounds/:round', { params: { round: world.round } })
    await open('ticket', world.family)
    render(<TicketPage />)
    await screen.findByRole('button', { name: '显示密码盐' })
    expect(screen.queryByText(ticket?.salt ?? '')).toBeNull()
    await tap('显示密码盐')
    expect(await screen.findByText(ticket?.salt ?? '')).toBeInTheDocument()
  })

  it('another commitment than the one kept is told loudly, with what to do, and never written over', async () => {
    phone.storage.set(
      'draw-commitment-2026-r03',
      JSON.stringify({ commitment: 'a'.repeat(64), seenAt: '2026-12-20T10:20:00.000Z', others: [] }),
    )
    await open('round', world.family)
    const page = render(<RoundPage />)
    expect(await screen.findByRole('alert')).toHaveTextContent('承诺值变了，这不应该发生')
    expect(screen.getByText(/交给人才办或监督的公证机构/)).toBeInTheDocument()
    page.unmount()
    expect(keptCommitment('2026-r03')).toMatchObject({ commitment: 'a'.repeat(64), others: [{}] })
  })
})

describe('once it is drawn', () => {
  let result: { drawnAt: string | null }
  beforeAll(async () => {
    const { enterNumbers, moments } = await import('../rounds/world')
    harness.clock.set(moments.drawn)
    await enterNumbers(world.office, world.round)
    result = await world.office.one.call('POST /round-desk/:round/draw', { params: { round: world.round } })
  })

  /** The phone saw the commitment before the draw. */
  const seen = async () => {
    const { commitment } = await harness.as()('GET /rounds/:round/commitment', {
      params: { round: world.round },
    })
    phone.storage.set(
      'draw-commitment-2026-r03',
      JSON.stringify({ commitment, seenAt: '2026-12-20T10:20:00.000Z', others: [] }),
    )
  }

  it('one’s own place is told, and computed again from what the phone kept', async () => {
    expect(result.drawnAt).not.toBeNull()
    await seen()
    await open('place', world.family)
    render(<PlacePage />)
    expect(await screen.findByText(/^第 \d+ 位$/, { selector: '.place-number' })).toBeInTheDocument()
    await tap('算一遍')
    expect(await screen.findByText('手机算出来的值，和服务器说的一样')).toBeInTheDocument()
    expect(screen.getByText('承诺值和这部手机开奖前留的一样')).toBeInTheDocument()
    expect(screen.queryByText('对不上')).toBeNull()
  })

  it('a server that tells another value, or another commitment, is found out', async () => {
    phone.storage.set(
      'draw-commitment-2026-r03',
      JSON.stringify({ commitment: 'b'.repeat(64), seenAt: '2026-12-20T10:20:00.000Z', others: [] }),
    )
    await open('place', world.family)
    render(<PlacePage />)
    await tap('算一遍')
    expect(await screen.findByText(/手机算出来的值，和服务器说的不一样/)).toBeInTheDocument()
    expect(screen.getByText(/承诺值和这部手机开奖前留的不一样/)).toBeInTheDocument()
  })

  it('a phone that kept nothing before the draw does not pretend that it had', async () => {
    await open('place', world.family)
    render(<PlacePage />)
    await tap('算一遍')
    expect(await screen.findByText(/这部手机开奖前没有留承诺值/)).toBeInTheDocument()
  })

  it('the public record is read and checked whole without signing in', async () => {
    await seen()
    await open('record', null)
    render(<RecordPage />)
    expect(
      await screen.findByText('2 5 9 11 13 17 20 24 29 33 38 41 46 52 55 60 63 68 71 79'),
    ).toBeInTheDocument()
    await tap('开始核对')
    expect(
      await screen.findByText(/14 个号，名单、根、承诺值、来源、密钥、值、顺序和之后的记录都重新算过/),
    ).toBeInTheDocument()
    expect(screen.getByText('承诺值就是这部手机以前留的那一个')).toBeInTheDocument()
    expect(screen.getByText('还没有记录')).toBeInTheDocument()
  })

  it('giving up after the draw is asked for plainly and stands in the log, without a name', async () => {
    const { items } = await harness.as()('GET /rounds/:round/log', { params: { round: world.round } })
    expect(items).toEqual([])
    const gone = world.people[4] as OpenRound['people'][number]
    await open('ticket', gone)
    const page = render(<TicketPage />)
    await tap('放弃这个号')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: '放弃' }))
    await waitFor(async () =>
      expect(
        (await harness.as()('GET /rounds/:round/log', { params: { round: world.round } })).items,
      ).toHaveLength(1),
    )
    page.unmount()
    await open('place', gone)
    render(<PlacePage />)
    expect(await screen.findByText('不在选房名单里：本人退出')).toBeInTheDocument()
    cleanup()
    await open('record', null)
    render(<RecordPage />)
    expect(await screen.findByText(/^T\d{6} 本人退出$/)).toBeInTheDocument()
  })

  it('without a network what was read before stays, and says so', async () => {
    await open('place', world.family)
    render(<PlacePage />)
    await screen.findByText('我的号和回执')
    connect(harness, () => true)
    act(() => phone.emit('pull-down'))
    expect(await screen.findByText('没有刷新成功，下面是刚才取到的')).toBeInTheDocument()
  })

  it('all records are listed for everybody', async () => {
    await carry(null)
    render(<RecordsPage />)
    expect(await screen.findByText('2026-r03 · 10 套 · 14 个号')).toBeInTheDocument()
  })

  /** Whoever has a flat and nobody before them. */
  const firstCalled = async () => {
    for (const person of [...world.people, world.family]) {
      const { place } = await person.call('GET /me/rounds/:round', { params: { round: world.round } })
      if (place?.standing === 'called' && place.before === 0) return person
    }
    throw new Error('nobody is called first')
  }

  it('before choosing began nobody is told that it is their turn, nor led to the board', async () => {
    await open('place', await firstCalled())
    render(<PlacePage />)
    expect(await screen.findByText('能选到房，你排在最前')).toBeInTheDocument()
    expect(screen.queryByText(/轮到你选房/)).toBeNull()
    expect(screen.queryByRole('button', { name: '去选房' })).toBeNull()
  })

  it('while people choose, whoever is called is led to the board, and everybody may look at it', async () => {
    const { moments } = await import('../rounds/world')
    harness.clock.set(moments.choosing)
    const { call } = world.office.one
    const params = { round: world.round }
    const { version } = await call('GET /round-desk/:round', { params })
    await call('POST /round-desk/:round/choosing', { params, body: { version } })
    const board = { url: `/choosing/choose/index?round=${world.round}` }
    await open('place', await firstCalled())
    const page = render(<PlacePage />)
    await tap('去选房')
    expect(Taro.navigateTo).toHaveBeenLastCalledWith(board)
    page.unmount()
    await open('round', null)
    render(<RoundPage />)
    expect(await screen.findByRole('link', { name: /选房图/ })).toHaveAttribute('href', board.url)
  })
})

it('who is not signed in is led to sign in, and who did not apply is led to the round', async () => {
  await open('place', null)
  const page = render(<PlacePage />)
  expect(await screen.findByText('先登录，再继续')).toBeInTheDocument()
  page.unmount()
  await open('place', await harness.registerPerson())
  render(<PlacePage />)
  expect(await screen.findByText('这一批你没有申请')).toBeInTheDocument()
})
