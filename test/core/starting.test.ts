import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { sampleDeps } from '../../mock/deps'
import { sampleKeys } from '../../mock/keys'
import { DataDirectoryBusy, lockDirectory } from '../../server/core/data-lock'
import { startEmbedded } from '../../server/core/embedded'
import { EnvironmentError, readEnvironment, requireSecrets } from '../../server/env'
import { serve } from '../../server/serve'

jest.setTimeout(180_000)

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-starting-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const silent = () => jest.spyOn(process.stdout, 'write').mockImplementation(() => true)

describe('the data directory', () => {
  it('is held by one process; a second one is told what to do and ends', async () => {
    const release = await lockDirectory(path.join(folder, 'database'))
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, '../faults/server.ts')], {
      cwd: path.join(__dirname, '../..'),
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: '',
        PORT: '0',
        JUCAI_METRICS_PORT: '0',
        JUCAI_DATA_DIR: folder,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const code = await new Promise((resolve) => {
      child.once('exit', resolve)
    })
    expect({ code, said: said.trim() }).toEqual({
      code: 1,
      said: `✗ 数据目录 ${path.join(folder, 'database')} 正被另一个进程使用。请先停掉它（在它的窗口按 Ctrl-C），或用 --data 换一个目录。`,
    })
    release()
  })

  it('is free again after it was released', async () => {
    const release = await lockDirectory(folder)
    await expect(lockDirectory(folder)).rejects.toThrow(DataDirectoryBusy)
    release()
    await new Promise(setImmediate)
    const again = await lockDirectory(folder)
    again()
  })

  it('is made anew when its making was cut short', async () => {
    const directory = path.join(folder, 'database')
    fs.mkdirSync(directory)
    fs.writeFileSync(path.join(directory, 'PG_VERSION'), '18\n') // as far as a killed first start may come
    fs.writeFileSync(`${directory}.creating`, '')
    const host = await startEmbedded(directory)
    expect(fs.existsSync(`${directory}.creating`)).toBe(false)
    expect(fs.existsSync(path.join(directory, 'global', 'pg_control'))).toBe(true)
    await host.close()
  })

  it('has its socket in a folder that the next start clears away when its owner is gone', async () => {
    const { pid: gone } = spawnSync(process.execPath, ['-e', ''])
    const standing = () => fs.readdirSync(folder).sort()
    for (const name of [
      `jucai-db-${gone}-aaaaaa`,
      `jucai-db-${process.pid}-bbbbbb`,
      `jucai-db-${gone}`,
      'jucai-db-cccccc',
      'jucai-dba',
      'else',
    ])
      fs.mkdirSync(path.join(folder, name))
    fs.writeFileSync(path.join(folder, `jucai-db-${gone}-aaaaaa`, '.s.PGSQL.5432'), '')
    const tmpdir = jest.spyOn(os, 'tmpdir').mockReturnValue(folder)
    const host = await startEmbedded(null)
    tmpdir.mockRestore()
    expect(standing()).toEqual(
      [
        'else',
        path.basename(host.connection.host),
        `jucai-db-${process.pid}-bbbbbb`,
        'jucai-db-cccccc',
        `jucai-db-${gone}`,
        'jucai-dba',
      ].sort(),
    )
    await host.close()
    expect(standing()).toEqual(
      ['else', `jucai-db-${process.pid}-bbbbbb`, 'jucai-db-cccccc', `jucai-db-${gone}`, 'jucai-dba'].sort(),
    )
  })

  it('keeps its keys when writing them was cut short', () => {
    fs.writeFileSync(path.join(folder, 'sample-keys.json.new'), '{"dataKey":"')
    const keys = sampleKeys(folder)
    expect(keys.issuerSeed).toHaveLength(32)
    expect(sampleKeys(folder)).toEqual(keys)
    expect(fs.readdirSync(folder)).toEqual(['sample-keys.json'])
  })
})

it('tells whom a busy port keeps out how to choose another, and lets go of the data', async () => {
  const other = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => {
    other.once('listening', resolve)
  })
  const { port } = other.address() as AddressInfo
  const environment = readEnvironment({ PORT: String(port), JUCAI_METRICS_PORT: '0', JUCAI_DATA_DIR: folder })
  const write = silent()
  await expect(serve(environment, async (db) => sampleDeps(environment, db, null))).rejects.toMatchObject({
    name: 'PortBusy',
    message: `端口 ${port} 已被占用。请关掉占用它的程序，或用 --port 或环境变量 PORT 换一个。`,
  })
  write.mockRestore()
  await new Promise(setImmediate)
  const release = await lockDirectory(path.join(folder, 'database'))
  release()
  other.close()
})

describe('the environment', () => {
  const key = Buffer.alloc(32, 1).toString('base64')

  it.each([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['JUCAI_METRICS_PORT', { JUCAI_METRICS_PORT: '-1' }],
    ['JUCAI_DATA_KEYS', { JUCAI_DATA_KEYS: '1:short' }],
    ['JUCAI_DATA_KEYS', { JUCAI_DATA_KEYS: `one:${key}` }],
    ['JUCAI_DATA_KEYS', { JUCAI_DATA_KEYS: `256:${key}` }],
    ['JUCAI_ISSUER_SEED', { JUCAI_ISSUER_SEED: 'c2hvcnQ=' }],
    ['WECHAT_APP_SECRET', { WECHAT_APP_ID: 'wx1' }],
    ['SMS_SECRET_KEY、SMS_APP_ID、SMS_SIGN_NAME、SMS_TEMPLATE_ID', { SMS_SECRET_ID: 'id' }],
  ])('that is wrong about %s says so by name', (name, variables) => {
    const read = () => readEnvironment(variables)
    expect(read).toThrow(EnvironmentError)
    expect(read).toThrow(name)
  })

  it('without secrets starts no production, and names all that is missing at once', () => {
    expect(() => requireSecrets(readEnvironment({}))).toThrow(
      '正式运行还缺环境变量：JUCAI_DATA_KEYS；JUCAI_ISSUER_SEED；WECHAT_APP_ID、WECHAT_APP_SECRET；SMS_SECRET_ID、SMS_SECRET_KEY、SMS_APP_ID、SMS_SIGN_NAME、SMS_TEMPLATE_ID。没有默认密钥，也不会自动生成。',
    )
  })

  it('reads several data keys by version', () => {
    const { dataKeys } = readEnvironment({
      JUCAI_DATA_KEYS: `1:${key},2:${Buffer.alloc(32, 2).toString('base64')}`,
    })
    expect([...(dataKeys ?? [])].map(([version, bytes]) => [version, bytes[0]])).toEqual([
      [1, 1],
      [2, 2],
    ])
  })
})

it('takes templates by the topic of their message, and by the names they had before', () => {
  const { smsTemplates, wechatTemplates } = readEnvironment({
    SMS_TEMPLATE_REJECTED: '2',
    SMS_TEMPLATE_BRAND_NEW: '3',
    SMS_TEMPLATE_VISIT: '4',
    SMS_REFERRAL_TEMPLATE_ID: '5',
    WECHAT_TEMPLATE_PROGRESS: 'template-0001',
    WECHAT_TEMPLATE_VISIT_REMINDER: 'template-0002:thing4,phrase1,time2',
  })
  expect(smsTemplates).toEqual({
    rejected: '2',
    'brand-new': '3',
    'visit-reminder': '4',
    'referral-request': '5',
  })
  expect(wechatTemplates).toEqual({
    'application-progress': { id: 'template-0001', fields: ['thing1', 'phrase2', 'time3'] },
    'visit-reminder': { id: 'template-0002', fields: ['thing4', 'phrase1', 'time2'] },
  })
})
