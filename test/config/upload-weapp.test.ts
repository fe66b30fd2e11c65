import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { uploadOptions } from '../../config/upload-weapp'

const root = path.join(__dirname, '../..')
let folder: string
let key: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-upload-'))
  key = path.join(folder, 'private.key')
  fs.writeFileSync(key, 'sample')
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

const complete = () => ({
  WEAPP_APP_ID: 'wx0123456789abcdef',
  WEAPP_PRIVATE_KEY_PATH: key,
  WEAPP_VERSION: '1.2.3',
  JUCAI_API_BASE: 'https://api.example.com/',
})

it('takes what it needs from the environment', () => {
  expect(uploadOptions(complete())).toEqual({
    appId: 'wx0123456789abcdef',
    privateKeyPath: fs.realpathSync(key),
    version: '1.2.3',
    apiBase: 'https://api.example.com',
  })
})

it.each(['WEAPP_APP_ID', 'WEAPP_PRIVATE_KEY_PATH', 'JUCAI_API_BASE'])(
  'names %s when it is missing',
  (name) => {
    expect(() => uploadOptions({ ...complete(), [name]: undefined })).toThrow(name)
  },
)

it('refuses a version that is none, a key that is not there, and an address without TLS', () => {
  expect(() => uploadOptions({ ...complete(), WEAPP_VERSION: 'new' })).toThrow('WEAPP_VERSION')
  expect(() => uploadOptions({ ...complete(), WEAPP_PRIVATE_KEY_PATH: path.join(folder, 'none') })).toThrow(
    '不存在',
  )
  expect(() => uploadOptions({ ...complete(), JUCAI_API_BASE: 'http://api.example.com' })).toThrow('https://')
})

it('refuses a key inside the repository, also behind a link from outside', () => {
  const inside = path.join(root, 'package.json')
  expect(() => uploadOptions({ ...complete(), WEAPP_PRIVATE_KEY_PATH: inside })).toThrow('仓库')
  fs.symlinkSync(inside, path.join(folder, 'link.key'))
  expect(() =>
    uploadOptions({ ...complete(), WEAPP_PRIVATE_KEY_PATH: path.join(folder, 'link.key') }),
  ).toThrow('仓库')
})
