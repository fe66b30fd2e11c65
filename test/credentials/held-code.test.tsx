/** @jest-environment <rootDir>/test/jsdom-environment.ts */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { verify } from '@jucai/contract/talent-code/verify'
import { fromBase64url } from '@jucai/contract/talent-code/bytes'
import Taro from '@tarojs/taro'
import CodePage from '@/pages/code'
import { useSession } from '@/session'
import { phone } from '../doubles/taro'
import { startHarness, type Harness } from '../harness'
import { nodeVerify } from './keys'
import { connectPhone, type Network } from './phone-over-api'
import { startWorld, type Someone, type World } from './world'

jest.setTimeout(60_000)
let harness: Harness
let world: World
let network: Network
beforeAll(async () => {
  harness = await startHarness({ clock: () => new Date() })
  world = await startWorld(harness)
})
afterAll(() => harness.close())
beforeEach(() => {
  network = connectPhone(harness)
})

const found = (text: string | RegExp) => screen.findByText(text, {}, { timeout: 20_000 })
const shown = () => screen.findByRole('img', { name: /人才码/ }, { timeout: 20_000 })
/** Somebody who has just taken a code on this phone, and the page, left. */
const taken = async (): Promise<Someone> => {
  const person = await world.registered()
  const me = await person.call('GET /me')
  act(() => {
    useSession.setState({ token: person.token, me })
  })
  const page = render(<CodePage />)
  fireEvent.click(await found('领取人才码'))
  await shown()
  page.unmount()
  return person
}
/** The text behind the code, as it is copied. */
const copied = async (): Promise<string> => {
  const copy = jest.mocked(Taro.setClipboardData)
  copy.mockClear()
  fireEvent.click(screen.getByText(/复制人才码文本/))
  return copy.mock.calls[0]?.[0].data ?? ''
}

it('a phone that lost its key is not told of another phone; offline it reads that taking one needs a network', async () => {
  const person = await taken()
  phone.storage.delete(`holder-key-${person.id}`)
  render(<CodePage />)
  await found('这部手机上的密钥不见了')
  expect(screen.queryByText(/另一部手机/)).toBeNull()
  network.down = true
  fireEvent.click(screen.getByRole('button', { name: '重新领取' }))
  await found(/领取人才码需要联网/)
  network.down = false
  fireEvent.click(screen.getByRole('button', { name: '重新领取' }))
  await shown()
})

const typedInto = {
  h5: async () => {
    fireEvent.click(screen.getByRole('button', { name: '输入现场口令' }))
    fireEvent.change(await screen.findByLabelText(/六位数字/), { target: { value: '0429' } })
    fireEvent.click(screen.getByRole('button', { name: '放进人才码' }))
    expect(screen.getByText('口令是六位数字')).toBeInTheDocument()
    fireEvent.change(screen.getByLabelText(/六位数字/), { target: { value: '042917' } })
    fireEvent.click(screen.getByRole('button', { name: '放进人才码' }))
  },
  weapp: async () => {
    for (const content of ['0429', '０４２ ９１７']) {
      const answer = { confirm: true, cancel: false, content, errMsg: 'showModal:ok' }
      jest.mocked(Taro.showModal).mockResolvedValueOnce(answer)
      fireEvent.click(screen.getByRole('button', { name: '输入现场口令' }))
      if (content === '0429') await found('口令是六位数字')
    }
  },
}
it.each(['h5', 'weapp'] as const)('the digits of a scanner go into the code: %s', async (env) => {
  await taken()
  process.env.TARO_ENV = env
  render(<CodePage />)
  await shown()
  await typedInto[env]()
  process.env.TARO_ENV = 'weapp'
  await found(/已答现场口令 042917/)
  const bundle = await harness.as()('GET /verifier-bundle')
  const finding = verify(await copied(), {
    keys: bundle.keys.map(({ id, publicKey }) => ({
      id: fromBase64url(id),
      issuer: bundle.issuer,
      publicKey: fromBase64url(publicKey),
    })),
    isRevoked: () => false,
    now: new Date(),
    challenge: '042917',
    verifySignature: nodeVerify,
  })
  expect(finding.verdict).toBe('valid')
})

it('what is copied before the code is drawn is the code, and not nothing', async () => {
  await taken()
  const copy = jest.mocked(Taro.setClipboardData)
  copy.mockClear()
  const { getRandomValues } = Taro
  let letGo: () => void = () => undefined
  const slow = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = jest.spyOn(Taro, 'getRandomValues').mockImplementation((async (options: never) => {
    await slow
    return getRandomValues(options)
  }) as never)
  try {
    render(<CodePage />)
    fireEvent.click(await found(/复制人才码文本/))
    expect(screen.queryByRole('img', { name: /人才码/ })).toBeNull()
    letGo()
    await found('已复制，一分钟内有效')
    expect(copy.mock.calls.map(([{ data }]) => data)).toEqual([expect.stringMatching(/^TC1:/)])
  } finally {
    held.mockRestore()
  }
})

it('a phone without a network does not show codes of tomorrow', async () => {
  await taken()
  network.down = true
  const later = Date.now() + 13 * 3_600_000
  const clock = jest.spyOn(Date, 'now').mockReturnValue(later)
  try {
    render(<CodePage />)
    await found('请连一次网络')
    expect(screen.queryByRole('img', { name: /人才码/ })).toBeNull()
  } finally {
    clock.mockRestore()
  }
})

it('a phone whose storage is full shows the code that it can take or has', async () => {
  await taken()
  const full = jest.spyOn(Taro, 'setStorageSync').mockImplementation(() => {
    throw new Error('setStorageSync:fail exceed storage max size')
  })
  try {
    phone.storage.delete(`held-credential-${useSession.getState().me?.id ?? ''}`)
    render(<CodePage />)
    await shown()
    expect(screen.queryByText(/没有连上网络/)).toBeNull()
  } finally {
    full.mockRestore()
  }
})

it('the day of expiry is that in China', async () => {
  const person = await taken()
  const credential = await person.call('GET /me/credential')
  const kept = { ...credential, expiresAt: '2027-11-22T16:30:00.000Z' }
  phone.storage.set(`held-credential-${person.id}`, JSON.stringify(kept))
  network.down = true
  render(<CodePage />)
  await found(/至 2027-11-23/)
})
