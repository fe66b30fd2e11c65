import { render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { FileField } from '@/applications/evidence/file-field'
import { withinEdge } from '@/applications/evidence/picture-size'
import { useUploads } from '@/applications/evidence/uploads'
import { FormProvider, createForm, type FormApi } from '@/applications/form/form-store'
import { connect, hold, letGo, tap, tapWhenThere } from '../accounts-pages/phone'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { evidenceInMemory, type EvidenceInMemory } from './evidence-over-memory'

const field = { key: 'diploma', kind: 'file', label: '毕业证', why: '核对学历。', required: true, maxItems: 2 } as const
const part = 256 * 1024
let harness: Harness
let server: EvidenceInMemory
let form: FormApi
beforeAll(async () => { harness = await startHarness() })
afterAll(() => harness.close())
beforeEach(async () => {
  letGo()
  useUploads.setState({ items: [] })
  server = evidenceInMemory(harness.transport)
  connect(server.transport)
  await hold(await harness.registerPerson())
  form = createForm('recognition', { sections: [{ key: 'papers', title: '材料', fields: [field] }] }, {})
})

const choosePhoto = (bytes: number) => {
  phone.disk.set('tmp/photo', Buffer.alloc(bytes, 7))
  jest.mocked(Taro.chooseMedia).mockResolvedValueOnce({ tempFiles: [{ tempFilePath: 'tmp/photo', size: bytes }] } as never)
}
const open = () => render(<FormProvider value={form}><FileField field={field} path="diploma" /></FormProvider>)
const ids = () => form.store.getState().answers.diploma as string[] | undefined
/** No part arrives from this offset on, as when a tunnel begins. */
const loseNetworkFrom = (offset: number) => connect(async (request) => {
  if (Number(/parts\/(\d+)$/.exec(request.path)?.[1] ?? -1) >= offset) throw new Error('no network')
  return server.transport(request)
})

it('says the limits beforehand, makes a picture smaller on the phone and sends it in parts', async () => {
  choosePhoto(3_000_000)
  open()
  expect(screen.getByText(/照片或 PDF，每份不超过 10 MB，最多 2 份/)).toBeInTheDocument()
  tap('给毕业证拍照或选图')
  await waitFor(() => expect(ids()).toHaveLength(1))
  expect(Taro.compressImage).toHaveBeenCalledWith(expect.objectContaining({ compressedWidth: 2400, compressedHeight: 1800 }))
  expect(server.parts).toEqual([0, part, 2 * part])
  expect(await screen.findByText('照片1.jpg')).toBeInTheDocument()
  expect(useUploads.getState().items).toEqual([])
})

it('goes on from where it stopped when the network is lost and the page closed in between', async () => {
  choosePhoto(700_000)
  const first = open()
  loseNetworkFrom(part)
  tap('给毕业证拍照或选图')
  expect(await screen.findByText(/已传 37%。网络断了/, undefined, { timeout: 15_000 })).toBeInTheDocument()
  first.unmount()
  connect(server.transport)
  open()
  await waitFor(() => expect(ids()).toHaveLength(1))
  expect(server.parts).toEqual([0, part, 2 * part]) // the first part was not sent again
  expect([...server.files.values()][0]?.bytes.length).toBe(700_000)
}, 40_000)

it('takes back what was removed, and refuses in words what is too large or no paper', async () => {
  choosePhoto(1000)
  open()
  tap('给毕业证拍照或选图')
  await waitFor(() => expect(ids()).toHaveLength(1))
  await tapWhenThere('移除照片1.jpg')
  expect(ids()).toHaveLength(0)
  tap('撤销')
  expect(ids()).toHaveLength(1)
  jest.mocked(Taro.chooseMessageFile).mockResolvedValueOnce({ tempFiles: [{ path: 'tmp/big', name: '论文.pdf', size: 300 * 1024 * 1024 }] } as never)
  tap('给毕业证选 PDF')
  expect(await screen.findByText(/“论文.pdf”有 300 MB，超过了 10 MB/)).toBeInTheDocument()
  server.refuse = true
  phone.disk.set('tmp/virus', Buffer.alloc(900, 1))
  jest.mocked(Taro.chooseMessageFile).mockResolvedValueOnce({ tempFiles: [{ path: 'tmp/virus', name: '成绩单.pdf', size: 900 }] } as never)
  await tapWhenThere('给毕业证选 PDF')
  expect(await screen.findByText('不支持这种文件。内容不是照片或 PDF')).toBeInTheDocument()
  tap('不传成绩单.pdf了')
  expect(screen.queryByText('成绩单.pdf')).not.toBeInTheDocument()
  expect(ids()).toHaveLength(1)
})

it.each([[4000, 3000, 2400, 1800], [1000, 800, 1000, 800], [1200, 4800, 600, 2400], [0, 0, 1, 1]])('a picture of %i × %i is sent as %i × %i', (width, height, w, h) => {
  expect(withinEdge(width, height)).toEqual({ width: w, height: h })
})
