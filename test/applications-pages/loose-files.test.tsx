import { render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import FilesPage from '@/applications/files'
import { Filled } from '@/applications/application/filled'
import { FileField } from '@/applications/evidence/file-field'
import { useUploads } from '@/applications/evidence/uploads'
import { FormProvider } from '@/applications/form/form-provider'
import { createForm } from '@/applications/form/form-store'
import { connect, hold, tap, tapWhenThere } from '../accounts-pages/phone'
import { apartmentAnswers, apply } from '../applications/world'
import { phone } from '../doubles/taro'
import { pdf, photo, uploaded } from '../evidence/files'
import { startHarness, type Harness, type Visitor } from '../harness'

let harness: Harness
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  useUploads.setState({ items: [] })
  connect(harness.transport)
  person = await harness.registerPerson()
  await hold(person)
})

const draftWith = async (file: string) => {
  const { version } = await person.call('GET /programs/:program', { params: { program: 'apartment' } })
  await person.call('PUT /programs/:program/draft', {
    params: { program: 'apartment' },
    body: { answers: { homeProof: [file] }, revision: 0, version },
  })
}
const names = async () => (await person.call('GET /me/evidence')).items.map(({ fileName }) => fileName)

describe('the page of files that belong to no application', () => {
  it('says where each is used and when it goes, and deletes one after asking', async () => {
    const used = await uploaded(person.call, pdf(), '收入证明.pdf')
    await uploaded(person.call, pdf(), '旧照片.pdf')
    await draftWith(used.id)
    render(<FilesPage />)
    expect(await screen.findByText(/12月22日后自动删除/)).toBeInTheDocument()
    expect(screen.getByText(/“青年人才公寓资格”的草稿里用着/)).toBeInTheDocument()
    tap('删除旧照片.pdf')
    tap('删除')
    await waitFor(() => expect(screen.queryByText('旧照片.pdf')).not.toBeInTheDocument())
    expect(await names()).toEqual(['收入证明.pdf'])
  })

  it('warns that a draft uses it, and leaves it on second thoughts', async () => {
    const used = await uploaded(person.call, pdf(), '收入证明.pdf')
    await draftWith(used.id)
    render(<FilesPage />)
    await tapWhenThere('删除收入证明.pdf')
    expect(screen.getByRole('alertdialog')).toHaveTextContent(
      '“青年人才公寓资格”的草稿里用着它，删除后要重新上传',
    )
    tap('再想想')
    expect(await names()).toEqual(['收入证明.pdf'])
  })

  it('says so when there is none, and why a deletion did not happen', async () => {
    const file = await uploaded(person.call, pdf(), '户口本.pdf')
    const first = render(<FilesPage />)
    await screen.findByText('户口本.pdf')
    await apply(person, 'apartment', apartmentAnswers(file.id))
    tap('删除户口本.pdf')
    tap('删除')
    expect(await screen.findByText(/文件已随申请提交，不能删除/)).toBeInTheDocument()
    first.unmount()
    render(<FilesPage />)
    expect(await screen.findByText('没有这样的文件')).toBeInTheDocument()
  })

  it('tells files of one name apart', async () => {
    for (let turn = 0; turn < 2; turn += 1) await uploaded(person.call, pdf(), '证书.pdf')
    render(<FilesPage />)
    expect(await screen.findByRole('button', { name: '删除证书.pdf' })).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '删除证书(2).pdf' })).toBeInTheDocument()
  })
})

it('a form below the page knows what was deleted there', async () => {
  const file = await uploaded(person.call, pdf(), '收入证明.pdf')
  const form = createForm(
    'apartment',
    { sections: [{ key: 'a', title: '材料', fields: [field] }] },
    { proof: [file.id] },
  )
  render(
    <>
      <FormProvider value={form}>
        <FileField field={field} path="proof" />
      </FormProvider>
      <FilesPage />
    </>,
  )
  await screen.findByText(/已上传$/)
  await tapWhenThere('删除收入证明.pdf')
  tap('删除')
  expect(await screen.findByText('已删除，请移除后重新上传')).toBeInTheDocument()
})

const field = { key: 'proof', kind: 'file', label: '证明', why: '核对。', required: true } as const
const openField = () => {
  const form = createForm('apartment', { sections: [{ key: 'a', title: '材料', fields: [field] }] }, {})
  render(
    <FormProvider value={form}>
      <FileField field={field} path="proof" />
    </FormProvider>,
  )
  return () => (form.store.getState().answers.proof ?? []) as string[]
}
const choose = async (count: number) => {
  const picture = await photo()
  const tempFiles = Array.from({ length: count }, (_, turn) => {
    phone.disk.set(`tmp/${turn}`, picture)
    return { path: `tmp/${turn}`, name: '证书.pdf', size: picture.length }
  })
  jest.mocked(Taro.chooseMessageFile).mockResolvedValueOnce({ tempFiles } as never)
  await tapWhenThere('给证明选 PDF')
}

it('a file too many leads to the list and goes on from there', async () => {
  for (let turn = 0; turn < 20; turn += 1)
    await person.call('POST /me/evidence', { body: { fileName: `${turn}.jpg`, sizeBytes: 10 } })
  const ids = openField()
  await choose(1)
  expect(await screen.findByText(/最多 20 个，已经满了/)).toBeInTheDocument()
  tap('去删除不用的文件')
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/applications/files/index' })
  const [newest] = (await person.call('GET /me/evidence')).items
  await person.call('DELETE /me/evidence/:evidence', { params: { evidence: newest?.id ?? '' } })
  tap('继续上传证书.pdf')
  await waitFor(() => expect(ids()).toHaveLength(1))
})

it('files of one name are told apart while they are being sent, too', async () => {
  const { transport } = harness
  connect(async (request) => {
    if (/completion$/.test(request.path)) throw new Error('no network')
    return transport(request)
  })
  openField()
  await choose(2)
  expect(await screen.findByRole('button', { name: '不传证书.pdf了' })).toBeInTheDocument()
  expect(screen.getByRole('button', { name: '不传证书(2).pdf了' })).toBeInTheDocument()
})

it('what was handed in with a withdrawn application and then deleted is said to be deleted', async () => {
  const file = await uploaded(person.call, pdf(), '户口本.pdf')
  const application = await apply(person, 'apartment', apartmentAnswers(file.id))
  await person.call('POST /me/applications/:application/events', {
    params: { application: application.id },
    body: { event: 'withdraw', version: 1 },
  })
  await person.call('DELETE /me/evidence/:evidence', { params: { evidence: file.id } })
  render(<Filled application={application} />)
  tap('看我交的内容')
  expect(await screen.findAllByText('已删除')).not.toHaveLength(0)
  const [row] = (await screen.findAllByText('已删除')).map((one) => one.closest('.file') as HTMLElement)
  expect(within(row as HTMLElement).queryByRole('button', { name: /查看/ })).not.toBeInTheDocument()
})
