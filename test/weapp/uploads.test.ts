import path from 'node:path'
import sharp from 'sharp'
import { publishForm } from '../bench/long-form'
import { photo } from '../evidence/files'
import { startHarness, type Harness, type Visitor } from '../harness'
import type { Album } from './album'
import { compileApp, type CompiledApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

/** Pictures that leave the built mini-program, against the real API. */
let harness: Harness
let compiled: CompiledApp
let person: Visitor
let large: Buffer
let small: Buffer
const running: Simulator[] = []
const proof = { key: 'proof', kind: 'file', label: '证明', why: '核对。', required: true } as const
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() }) // the phone's clock is the real one
  compiled = compileApp(path.join(__dirname, '../../dist/weapp'))
  await publishForm(harness, 'homecoming', { sections: [{ key: 'a', title: '材料', fields: [proof] }] })
  ;[large, small] = [await photo(1200, 900), await photo(320, 240)]
})
beforeEach(async () => {
  person = await harness.registerPerson()
})
afterAll(async () => {
  running.forEach((app) => app.close())
  await harness.close()
})

const launch = async (album: Partial<Album>) => {
  const state = { token: person.token, me: await person.call('GET /me') }
  const app = startApp(
    compiled,
    requestVia((options) => harness.app.http.inject(options as never)),
    new Map([['session', JSON.stringify({ state, version: 0 })]]),
  )
  running.push(app)
  Object.assign(app.album, album)
  return app
}
const shows = (app: Simulator, text: string) => app.current().element.textContent?.includes(text) ?? false
const named = (app: Simulator, name: string) =>
  [...app.current().element.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === name,
  )
const press = async (app: Simulator, name: string) => {
  await app.until(() => named(app, name) !== undefined)
  app.tap(named(app, name) as Element)
  await app.idle()
}
const send = async (album: Partial<Album>) => {
  const app = await launch(album)
  app.wx.navigateTo?.({ url: '/applications/form/index?program=homecoming' })
  await press(app, '给证明拍照或选图')
  return app
}
/** The width of the only picture that arrived. */
const arrivedWidth = async () => {
  const [file] = (await person.call('GET /me/evidence')).items
  const { data } = await person.call('GET /me/evidence/:evidence/content', {
    params: { evidence: file?.id ?? '' },
  })
  return (await sharp(Buffer.from(data, 'base64')).metadata()).height // it lay on its side
}
const picture = (width: number, height: number) => ({ width, height, bytes: large, smaller: small })

it('sends the smaller picture, and lists it where one’s own files are deleted', async () => {
  const app = await send({ photo: picture(4000, 3000) })
  await app.until(() => shows(app, '已上传'))
  expect(await arrivedWidth()).toBe(320)
  const isSaved = () => app.calls.some(([, method, url]) => method === 'PUT' && /draft$/.test(String(url)))
  await app.until(isSaved)
  await app.idle()
  app.wx.navigateTo?.({ url: '/applications/files/index' })
  await app.until(() => shows(app, '照片1.jpg'))
  expect(shows(app, '“归根登记”的草稿里用着')).toBe(true)
  await press(app, '删除照片1.jpg')
  await press(app, '删除')
  await app.until(() => shows(app, '没有这样的文件'))
  expect((await person.call('GET /me/evidence')).items).toEqual([])
  expect(app.errors).toEqual([])
})

it('sends the photo itself when the smaller one shows nothing', async () => {
  const app = await send({ photo: picture(4000, 3000), isBlank: true })
  await app.until(() => shows(app, '已上传'))
  expect(await arrivedWidth()).toBe(1200)
  expect(app.errors).toEqual([])
})

it('says before sending what to do with 108 million pixels that came out blank', async () => {
  const app = await send({ photo: picture(12_000, 9_000), isBlank: true })
  await app.until(() => shows(app, '1.1 亿像素，最多 5000 万'))
  expect((await person.call('GET /me/evidence')).items).toEqual([])
  expect(app.errors).toEqual([])
})
