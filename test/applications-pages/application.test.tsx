import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ApplicationPage from '@/applications/application/index'
import ListPage from '@/applications/list/index'
import { connect, describedBy, hold, letGo, tap, tapWhenThere, type } from '../accounts-pages/phone'
import { apply, decide, homecomingAnswers } from '../applications/world'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
  phone.open('/applications/form/index', { program: 'homecoming' })
})

const returnee = async (): Promise<Visitor> => {
  const visitor = await harness.registerPerson({ presentRegion: '440305' })
  await hold(visitor)
  return visitor
}

describe('an application', () => {
  const open = async (visitor: Visitor) => {
    const { id } = await apply(visitor, 'homecoming', homecomingAnswers())
    phone.open('/applications/application/index', { id })
    return id
  }

  it('says where it stands, who has it and by when', async () => {
    await open(await returnee())
    render(<ApplicationPage />)
    expect((await screen.findAllByText(/现在由.*办理/)).length).toBeGreaterThan(0)
    expect(screen.getAllByText(/还剩 \d 个工作日（11月\d+日前）/).length).toBeGreaterThan(0)
    expect(screen.getByRole('listitem', { name: '提交申请，现在' })).toBeInTheDocument()
    expect(screen.getByRole('listitem', { name: '工作站答复，还没到' })).toBeInTheDocument()
    tap('看我交的内容')
    expect(screen.getByText('新能源材料')).toBeInTheDocument()
  })

  it('opens only the fields that were asked for, keeps a correction half done, and sends it', async () => {
    const visitor = await returnee()
    const id = await open(visitor)
    await decide(await harness.office('reviewer'), id, {
      event: 'request-changes',
      fields: [{ field: 'phone', what: '号码打不通，请核对' }],
    })
    const first = render(<ApplicationPage />)
    expect(await screen.findByText('号码打不通，请核对')).toBeInTheDocument()
    expect(screen.getAllByRole('textbox')).toHaveLength(1)
    type('联系电话', '139')
    tap('提交补正')
    await waitFor(() => expect(describedBy('联系电话')).toContain('11 位手机号'))
    type('联系电话', '13900004321')
    first.unmount()
    render(<ApplicationPage />)
    expect(await screen.findByLabelText('联系电话')).toHaveValue('13900004321')
    await tapWhenThere('提交补正')
    await waitFor(() => expect(screen.queryByText('请你改这几项')).not.toBeInTheDocument())
    expect(
      (await visitor.call('GET /me/applications/:application', { params: { application: id } })).answers
        .phone,
    ).toBe('13900004321')
  })

  it('shows a refusal with reason, fix and where to appeal, and takes the appeal', async () => {
    const visitor = await returnee()
    const id = await open(visitor)
    await decide(await harness.office('reviewer'), id, {
      event: 'reject',
      note: '电话三次无人接听',
      reason: { code: 'not-reachable', field: 'phone', fix: '请核对联系电话最后四位，并写明方便的时间' },
    })
    render(<ApplicationPage />)
    expect(await screen.findByText('没有通过：无法取得联系')).toBeInTheDocument()
    expect(screen.getByText('请核对联系电话最后四位，并写明方便的时间')).toBeInTheDocument()
    tap('不认同，我要申诉')
    const sheet = within(screen.getByRole('dialog', { name: '申诉' }))
    fireEvent.change(sheet.getByRole('textbox'), { target: { value: '那几天在国外出差，现在可以接电话' } })
    fireEvent.click(sheet.getByRole('button', { name: '提交申诉' }))
    expect(await screen.findByRole('heading', { name: '申诉中' })).toBeInTheDocument()
  })

  it('is withdrawn only after a question, and stands in the list', async () => {
    const visitor = await returnee()
    const id = await open(visitor)
    const page = render(<ApplicationPage />)
    await tapWhenThere('撤回申请')
    expect(screen.getByRole('alertdialog')).toHaveTextContent(
      /你交的文件人才办不能再打开，由你自己删除，30 天后也会自动删除.*文件要重新上传/,
    )
    fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: '撤回' }))
    expect(await screen.findByRole('heading', { name: '已撤回' })).toBeInTheDocument()
    page.unmount()
    render(<ListPage />)
    expect(await screen.findByRole('link', { name: /归根.*已撤回/ })).toHaveAttribute(
      'href',
      `/applications/application/index?id=${id}`,
    )
  })

  it('of nobody is an empty list that says what to do', async () => {
    await returnee()
    render(<ListPage />)
    expect(await screen.findByText('还没有申请')).toBeInTheDocument()
    act(() => tap('看看能申请什么'))
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/services/index' })
  })
})

// Last: the form stays changed for the rest of the file.
