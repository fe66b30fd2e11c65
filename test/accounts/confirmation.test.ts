import type { RouteDef } from '@jucai/contract/route'
import { routes, type RouteName } from '@jucai/contract/routes'
import { currentNotice } from '../../server/profiles'
import { deviceOf, startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'

/** A carrier gives numbers of people who left to others. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const days = (count: number) => count * 86_400
const codeFor = async (phone: string) => {
  harness.clock.advance(61)
  await harness.as()('POST /sms-codes', { body: { phone, purpose: 'sign-in' } })
  return harness.sms.lastCode(phone) as string
}
const elsewhere = 'another-device-of-somebody'
const signInOn = async (phone: string, deviceId?: string) => {
  const { token, me } = await harness.as()('POST /sessions', {
    body: { method: 'sms', phone, code: await codeFor(phone), ...(deviceId ? { deviceId } : {}) },
  })
  return { token, me, call: harness.as(token) }
}
const byWeChat = async (name: string) => {
  const { token, me } = await harness.as()('POST /sessions', {
    body: { method: 'wechat', code: `login-${name}` },
  })
  return { token, me, call: harness.as(token) }
}
const claimOf = ({ registration }: { registration: { name: string; documentNumber: string } }) => ({
  name: registration.name,
  lastFour: registration.documentNumber.slice(-4).toLowerCase(),
})
const titles = async (visitor: Pick<Visitor, 'call'>) =>
  (await visitor.call('GET /me/messages')).items.map(({ title }) => title)

it('takes the last four as they are pasted or typed on a Chinese keyboard', async () => {
  const owner = await harness.registerPerson()
  const holder = await signInOn(owner.phone, elsewhere)
  const { name, lastFour } = claimOf(owner)
  const wide = [...lastFour].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('')
  const body = { name, lastFour: ` ${wide}\u200b` }
  expect(await holder.call('POST /me/confirmation', { body })).toMatchObject({ registered: true })
})

it('shows nothing of an account to who has no more than its number, on a device it does not know', async () => {
  const owner = await harness.registerPerson()
  const holder = await signInOn(owner.phone, elsewhere)
  const bare = {
    name: null,
    phone: `${owner.phone.slice(0, 3)}****${owner.phone.slice(-4)}`,
    registered: false,
    wechat: false,
    tier: null,
    assignments: [],
    confirmed: false,
  }
  expect(holder.me).toMatchObject(bare)
  expect(await holder.call('GET /me')).toMatchObject(bare)
  const open = Object.entries(routes as Record<string, RouteDef>).filter(
    ([, { access }]) => access.who !== 'anyone' && access.unconfirmed,
  )
  expect(open.map(([name]) => name).sort()).toEqual([
    'DELETE /sessions/current',
    'GET /me',
    'POST /me/confirmation',
    'POST /me/renunciation',
  ])
  for (const name of ['GET /me/export', 'GET /me/profile', 'GET /me/messages', 'DELETE /me'] as RouteName[])
    await expect(holder.call(name as 'GET /me/export')).rejects.toEqual(refused('confirmation-needed'))
  await holder.call('DELETE /sessions/current')
  await expect(holder.call('GET /me')).rejects.toEqual(refused('signed-out'))
})

it('opens with name and the last four signs of the document, and the device is known from then on', async () => {
  const owner = await harness.registerPerson()
  const holder = await signInOn(owner.phone, elsewhere)
  await expect(
    holder.call('POST /me/confirmation', { body: { ...claimOf(owner), name: '王小满' } }),
  ).rejects.toMatchObject({ code: 'confirmation-not-matched', body: { triesLeft: 4 } })
  const me = await holder.call('POST /me/confirmation', { body: claimOf(owner) })
  expect(me).toMatchObject({ id: owner.personId, registered: true, confirmed: true })
  expect(await titles(holder)).toContain('有人用你的手机号登录，没有确认成功')
  await harness.app.worker.drain() // what registering sets off tells people too
  expect(await holder.call('POST /me/confirmation', { body: claimOf(owner) })).toEqual(
    await holder.call('GET /me'),
  )
  expect((await signInOn(owner.phone, elsewhere)).me.confirmed).toBe(true)
  harness.clock.advance(days(179))
  expect((await signInOn(owner.phone, elsewhere)).me.confirmed).toBe(true)
  harness.clock.advance(days(181))
  expect((await signInOn(owner.phone, elsewhere)).me.confirmed).toBe(false)
})

it('asks a device again after half a year, a new account and WeChat never', async () => {
  const owner = await harness.registerPerson()
  harness.clock.advance(days(181))
  expect((await signInOn(owner.phone, deviceOf(owner.phone))).me.confirmed).toBe(false)
  const fresh = await harness.signIn()
  expect((await signInOn(fresh.phone)).me.confirmed).toBe(true)
  const wechat = await byWeChat('confirmed')
  expect(wechat.me.confirmed).toBe(true)
})

it('allows five tries a day, all sessions together', async () => {
  const owner = await harness.registerPerson()
  const [one, two] = [await signInOn(owner.phone, elsewhere), await signInOn(owner.phone)]
  const guess = (visitor: Pick<Visitor, 'call'>) =>
    visitor.call('POST /me/confirmation', { body: { ...claimOf(owner), lastFour: '0000' } })
  const tries = await Promise.allSettled([one, two, one, two, one, two, one].map(guess))
  const codes = tries.map((each) =>
    each.status === 'rejected' ? (each.reason as { code: string }).code : 'in',
  )
  expect(codes.filter((code) => code === 'confirmation-not-matched')).toHaveLength(5)
  expect(codes.filter((code) => code === 'too-many-requests')).toHaveLength(2)
  await expect(one.call('POST /me/confirmation', { body: claimOf(owner) })).rejects.toMatchObject({
    code: 'too-many-requests',
    message: containing('用微信登录'),
  })
  harness.clock.advance(days(1))
  expect((await one.call('POST /me/confirmation', { body: claimOf(owner) })).id).toBe(owner.personId)
})

it('gives the number of “not my account” to a new person, and leaves the former owner a way back', async () => {
  const owner = await harness.registerPerson()
  const holder = await signInOn(owner.phone, elsewhere)
  const me = await holder.call('POST /me/renunciation')
  expect(me).toMatchObject({ registered: false, confirmed: true, phone: containing('****') })
  expect(me.id).not.toBe(owner.personId)
  expect((await signInOn(owner.phone)).me.id).toBe(me.id)
  // the account is as it was, without the number, where it is still signed in
  expect(await owner.call('GET /me')).toMatchObject({ id: owner.personId, registered: true, phone: null })
  await harness.app.worker.drain()
  expect(await titles(owner)).toContain('你的手机号不再用于登录')
  await expect(holder.call('POST /me/renunciation')).rejects.toEqual(refused('not-found'))
  const { name, documentType, documentNumber } = owner.registration
  const back = await harness.signIn()
  expect(
    await back.call('POST /account-recoveries/checks', { body: { name, documentType, documentNumber } }),
  ).toEqual({ maskedPhone: null })
})

it('does not take a number from an account that has another by now', async () => {
  const owner = await harness.registerPerson()
  const holder = await signInOn(owner.phone, elsewhere)
  const phone = '13511112222'
  await owner.call('PUT /me/phone', { body: { method: 'sms', phone, code: await codeFor(phone) } })
  await expect(holder.call('POST /me/renunciation')).rejects.toEqual(refused('not-found'))
  await expect(holder.call('POST /me/confirmation', { body: claimOf(owner) })).rejects.toEqual(
    refused('signed-out'),
  )
  expect((await owner.call('GET /me')).phone).toBe('135****2222')
})

describe('who links a number in the mini-program', () => {
  const linkOf = async (visitor: Pick<Visitor, 'call'>, phone: string) => {
    const code = await codeFor(phone)
    return visitor.call('PUT /me/phone', { body: { method: 'sms', phone, code } })
  }

  it('lands in the account of the number only after confirming that it is theirs', async () => {
    const owner = await harness.registerPerson()
    const visitor = await byWeChat('links')
    await expect(linkOf(visitor, owner.phone)).rejects.toEqual(refused('confirmation-needed'))
    expect(await visitor.call('GET /me')).toMatchObject({ id: visitor.me.id, registered: false, phone: null })
    expect(await visitor.call('POST /me/confirmation', { body: claimOf(owner) })).toMatchObject({
      id: owner.personId,
      wechat: true,
      registered: true,
    })
    expect((await byWeChat('links')).me.id).toBe(owner.personId)
  })

  it('takes the number along when the account is not theirs', async () => {
    const owner = await harness.registerPerson()
    const visitor = await byWeChat('renounces')
    await expect(linkOf(visitor, owner.phone)).rejects.toEqual(refused('confirmation-needed'))
    expect(await visitor.call('POST /me/renunciation')).toMatchObject({
      id: visitor.me.id,
      phone: containing(owner.phone.slice(-4)),
    })
    expect((await owner.call('GET /me')).phone).toBeNull()
  })
})

describe('an account without registration, of a number that the carrier resold', () => {
  const withdrawn = async () => {
    const owner = await harness.registerPerson()
    await owner.call('PUT /me/consents/:purpose', {
      params: { purpose: 'registration' },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    await harness.app.worker.drain() // which tells the owner so
    return owner
  }
  const clerkWithout = async () => {
    const station = (await harness.as()('GET /city')).stations[0]?.id as string
    const clerk = await harness.staff('clerk', station)
    await clerk.call('PUT /me/consents/:purpose', {
      params: { purpose: 'registration' },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    return { ...clerk, station }
  }
  const linkOf = async (visitor: Pick<Visitor, 'call'>, phone: string) => {
    const code = await codeFor(phone)
    return visitor.call('PUT /me/phone', { body: { method: 'sms', phone, code } })
  }

  it('shows nothing of what was done before the registration was withdrawn, and can be left', async () => {
    const owner = await withdrawn()
    harness.clock.advance(days(181))
    const holder = await signInOn(owner.phone, elsewhere)
    expect(holder.me.confirmed).toBe(false)
    for (const name of ['GET /me/export', 'GET /me/messages', 'GET /me/applications'] as RouteName[])
      await expect(holder.call(name as 'GET /me/export')).rejects.toEqual(refused('confirmation-needed'))
    await expect(holder.call('POST /me/confirmation', { body: claimOf(owner) })).rejects.toEqual(
      refused('confirmation-not-matched'),
    )
    expect(await holder.call('POST /me/renunciation')).toMatchObject({ confirmed: true, registered: false })
    expect((await holder.call('GET /me/messages')).items).toEqual([])
  })

  it('gives no role to who has the number of a clerk who left', async () => {
    const { phone, station } = await clerkWithout()
    harness.clock.advance(days(181))
    const holder = await signInOn(phone, elsewhere)
    expect(holder.me).toMatchObject({ confirmed: false, assignments: [] })
    await expect(
      holder.call('GET /stations/:station/visits', { params: { station }, query: {} }),
    ).rejects.toEqual(refused('confirmation-needed'))
  })

  it('does not join the account of who links the number', async () => {
    const [owner, registered] = [await withdrawn(), await harness.registerPerson({ name: '新机主' })]
    harness.clock.advance(days(181))
    const back = await signInOn(registered.phone, elsewhere)
    await back.call('POST /me/confirmation', { body: claimOf(registered) })
    const wechat = await byWeChat('resold')
    for (const visitor of [back, wechat])
      await expect(linkOf(visitor, owner.phone)).rejects.toEqual(refused('confirmation-needed'))
    const me = await wechat.call('POST /me/renunciation')
    expect(me).toMatchObject({ id: wechat.me.id, phone: containing(owner.phone.slice(-4)) })
    expect((await wechat.call('GET /me/messages')).items).toEqual([])
  })

  it('lets in at once who was here within half a year, or has nothing there', async () => {
    const owner = await withdrawn()
    const bare = await harness.signIn()
    harness.clock.advance(days(170))
    expect((await signInOn(owner.phone, elsewhere)).me.confirmed).toBe(true)
    harness.clock.advance(days(20))
    expect((await signInOn(bare.phone, elsewhere)).me.confirmed).toBe(true)
  })
})
