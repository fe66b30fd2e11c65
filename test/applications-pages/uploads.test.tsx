import { render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import type { Transport } from '@jucai/contract/client'
import { FileField } from '@/applications/evidence/file-field'
import { withinEdge } from '@/applications/evidence/picture-size'
import { useUploads } from '@/applications/evidence/uploads'
import { FormProvider } from '@/applications/form/form-provider'
import { createForm, type FormApi } from '@/applications/form/form-store'
import { connect, hold, letGo, tap, tapWhenThere } from '../accounts-pages/phone'
import { phone } from '../doubles/taro'
import { pdf, photo } from '../evidence/files'
import { startHarness, type Harness, type Visitor } from '../harness'

const field = {
  key: 'diploma',
  kind: 'file',
  label: '毕业证',
  why: '核对学历。',
  required: true,
  maxItems: 2,
} as const
const part = 256 * 1024
let harness: Harness
let person: Visitor
let form: FormApi
let picture: Buffer
const parts: number[] = []
/** The real API, with the offsets of the parts that reached it. */
const api: Transport = async (request) => {
  const reply = await harness.transport(request)
  const offset = /parts\/(\d+)$/.exec(request.path)?.[1]
  if (offset !== undefined && reply.status === 200) parts.push(Number(offset))
  return reply
}
beforeAll(async () => {
  harness = await startHarness()
  picture = await photo(1600, 1200)
})
afterAll(() => harness.close())
beforeEach(async () => {
  letGo()
  useUploads.setState({ items: [] })
  parts.length = 0
  connect(api)
  person = await harness.registerPerson()
  await hold(person)
  form = createForm('recognition', { sections: [{ key: 'papers', title: '材料', fields: [field] }] }, {})
})

const choosePhoto = () => {
  phone.disk.set('tmp/photo', picture)
  jest
    .mocked(Taro.chooseMedia)
    .mockResolvedValueOnce({ tempFiles: [{ tempFilePath: 'tmp/photo', size: picture.length }] } as never)
}
const offsets = () => Array.from({ length: Math.ceil(picture.length / part) }, (_, turn) => turn * part)
const fileOf = (id: string) => person.call('GET /me/evidence/:evidence', { params: { evidence: id } })
const open = () =>
  render(
    <FormProvider value={form}>
      <FileField field={field} path="diploma" />
    </FormProvider>,
  )
const ids = () => form.store.getState().answers.diploma as string[] | undefined
/** No part arrives from this offset on, as when a tunnel begins. */
const loseNetworkFrom = (offset: number) =>
  connect(async (request) => {
    if (Number(/parts\/(\d+)$/.exec(request.path)?.[1] ?? -1) >= offset) throw new Error('no network')
    return api(request)
  })

it('says the limits beforehand, makes a picture smaller on the phone and sends it in parts', async () => {
  choosePhoto()
  open()
  expect(screen.getByText(/照片或 PDF，每份不超过 10 MB，最多 2 份/)).toBeInTheDocument()
  tap('给毕业证拍照或选图')
  await waitFor(() => expect(ids()).toHaveLength(1))
  expect(Taro.compressImage).toHaveBeenCalledWith(
    expect.objectContaining({ compressedWidth: 2400, compressedHeight: 1800 }),
  )
  expect(offsets().length).toBeGreaterThan(1)
  expect(parts).toEqual(offsets())
  expect(await fileOf(ids()?.[0] ?? '')).toMatchObject({ complete: true, type: 'image/jpeg' })
  expect(await screen.findByText('照片1.jpg')).toBeInTheDocument()
  expect(useUploads.getState().items).toEqual([])
})

it('tells two files of one name apart', async () => {
  open()
  for (const count of [1, 2]) {
    choosePhoto()
    await tapWhenThere('给毕业证拍照或选图')
    await waitFor(() => expect(ids()).toHaveLength(count))
  }
  expect(await screen.findByText('照片1.jpg')).toBeInTheDocument()
  expect(await screen.findByText('照片1(2).jpg')).toBeInTheDocument()
})

it('goes on from where it stopped when the network is lost and the page closed in between', async () => {
  choosePhoto()
  const first = open()
  loseNetworkFrom(part)
  tap('给毕业证拍照或选图')
  expect(await screen.findByText(/已传 \d+%。网络断了/, undefined, { timeout: 15_000 })).toBeInTheDocument()
  first.unmount()
  connect(api)
  open()
  await waitFor(() => expect(ids()).toHaveLength(1))
  expect(parts).toEqual(offsets()) // the first part was not sent again
  expect(await fileOf(ids()?.[0] ?? '')).toMatchObject({ complete: true })
})

it('takes back what was removed, and refuses in words what is too large or no paper', async () => {
  choosePhoto()
  open()
  tap('给毕业证拍照或选图')
  await waitFor(() => expect(ids()).toHaveLength(1))
  await tapWhenThere('移除照片1.jpg')
  expect(ids()).toHaveLength(0)
  tap('撤销')
  expect(ids()).toHaveLength(1)
  jest.mocked(Taro.chooseMessageFile).mockResolvedValueOnce({
    tempFiles: [{ path: 'tmp/big', name: '论文.pdf', size: 300 * 1024 * 1024 }],
  } as never)
  tap('给毕业证选 PDF')
  expect(await screen.findByText(/“论文.pdf”有 300 MB，超过了 10 MB/)).toBeInTheDocument()
  phone.disk.set('tmp/program', Buffer.concat([Buffer.from('MZ'), pdf()]))
  jest
    .mocked(Taro.chooseMessageFile)
    .mockResolvedValueOnce({ tempFiles: [{ path: 'tmp/program', name: '成绩单.pdf', size: 900 }] } as never)
  await tapWhenThere('给毕业证选 PDF')
  expect(await screen.findByText(/^不支持这种文件/)).toBeInTheDocument()
  tap('不传成绩单.pdf了')
  expect(screen.queryByText('成绩单.pdf')).not.toBeInTheDocument()
  expect(ids()).toHaveLength(1)
})

it.each([
  [4000, 3000, 2400, 1800],
  [1000, 800, 1000, 800],
  [1200, 4800, 600, 2400],
  [0, 0, 1, 1],
])('a picture of %i × %i is sent as %i × %i', (width, height, w, h) => {
  expect(withinEdge(width, height)).toEqual({ width: w, height: h })
})
