import crypto from 'node:crypto'
import { codeAt } from '../../server/office/totp'
import { startHarness, type Harness } from '../harness'
import { containing, refused } from '../matchers'
import { officeWorld, password } from './world'

let harness: Harness
let world: ReturnType<typeof officeWorld>
beforeAll(async () => {
  harness = await startHarness()
  world = officeWorld(harness)
})
afterAll(() => harness.close())

describe('signing in', () => {
  it('wants password and code, each code once', async () => {
    const { login, secret, me } = await world.opened()
    const code = world.codeNow(secret)
    const { token } = await world.signIn(login, code)
    expect((await harness.as(token)('GET /office/me')).login).toBe(login)
    await expect(world.signIn(login, code)).rejects.toEqual(refused('sign-in-refused'))
    harness.clock.advance(30)
    expect((await world.signIn(login, world.codeNow(secret))).me.id).toBe(me.id)
    expect(await world.actionsOn(me.id)).toEqual([
      'office.account-opened',
      'office.signed-in',
      'office.sign-in-refused',
      'office.signed-in',
    ])
  })

  it('answers alike for a login that does not exist, a wrong password and a wrong code, the lock included', async () => {
    const { login, secret } = await world.opened()
    const answers = async (name: string, typed: string, code: () => string) => {
      const seen: unknown[] = []
      for (let turns = 0; turns < 6; turns += 1)
        seen.push(
          await world.signIn(name, code(), typed).catch((error: { body: object }) => ({
            ...error.body,
            instance: '',
          })),
        )
      return seen
    }
    const wrongPassword = await answers(login, 'wrong-wrong-wrong', () => world.codeNow(secret))
    expect(wrongPassword).toHaveLength(6)
    expect(await answers('nobody.here', password, () => '123456')).toEqual(wrongPassword)
    const other = await world.opened()
    expect(await answers(other.login, password, () => world.wrongCode(other.secret))).toEqual(wrongPassword)
    expect(wrongPassword[4]).toMatchObject({
      type: 'urn:jucai:problem:account-locked',
      retryAfterSeconds: 900,
    })
  })

  it('is locked after five wrong tries, for the right code too, and open again after 15 minutes', async () => {
    const { login, secret, me } = await world.opened()
    for (let turns = 0; turns < 4; turns += 1)
      await expect(world.signIn(login, world.wrongCode(secret))).rejects.toEqual(refused('sign-in-refused'))
    await expect(world.signIn(login, world.wrongCode(secret))).rejects.toMatchObject({
      code: 'account-locked',
      message: containing('请 15 分钟后再试'),
    })
    await expect(world.signIn(login, world.codeNow(secret))).rejects.toEqual(refused('account-locked'))
    harness.clock.advance(899)
    await expect(world.signIn(login, world.codeNow(secret))).rejects.toMatchObject({
      code: 'account-locked',
      message: containing('请 1 分钟后再试'),
    })
    harness.clock.advance(1)
    await expect(world.signIn(login, world.wrongCode(secret))).rejects.toEqual(refused('sign-in-refused')) // counted from one again
    expect((await world.signIn(login, world.codeNow(secret))).me.id).toBe(me.id)
    expect(await world.actionsOn(me.id)).toContain('office.locked')
    const { body } = await harness.db
      .selectFrom('message')
      .selectAll()
      .where('person_id', '=', me.id)
      .where('title', '=', '有人连续输错你的电脑端密码')
      .executeTakeFirstOrThrow()
    expect(body).toBeInstanceOf(Buffer)
  })

  it('is locked for strangers alone: the owner goes on elsewhere, and where they signed in before', async () => {
    const { login, secret, me } = await world.opened()
    const { browser } = await world.signIn(login, world.codeNow(secret), password, { at: '10.0.0.2' })
    const stranger = { at: '10.9.9.9' }
    for (let turns = 0; turns < 5; turns += 1)
      await world.signIn(login, world.wrongCode(secret), password, stranger).catch(() => undefined)
    harness.clock.advance(31)
    await expect(world.signIn(login, world.codeNow(secret), password, stranger)).rejects.toEqual(
      refused('account-locked'),
    )
    const again = await world.signIn(login, world.codeNow(secret), password, { at: '10.0.0.3' })
    expect([again.me.id, again.wrongTries]).toEqual([me.id, 5])
    await harness.db
      .updateTable('office_attempt')
      .set({ failures: 48 }) // as many tries from many addresses
      .where('login', '=', login)
      .where('source', '=', 'strangers')
      .execute()
    for (let turns = 0; turns < 3; turns += 1)
      await world
        .signIn(login, world.wrongCode(secret), password, { at: `10.8.0.${turns}` })
        .catch(() => undefined)
    harness.clock.advance(31)
    await expect(world.signIn(login, world.codeNow(secret), password, { at: '10.0.0.4' })).rejects.toEqual(
      refused('account-locked'),
    )
    await expect(
      world.signIn(login, world.codeNow(secret), password, { at: '10.0.0.4', browser: `x${browser}` }),
    ).rejects.toEqual(refused('account-locked'))
    const known = await world.signIn(login, world.codeNow(secret), password, { ...stranger, browser })
    expect([known.me.id, known.wrongTries]).toEqual([me.id, 2])
    const told = await harness.db
      .selectFrom('message')
      .select('id')
      .where('person_id', '=', me.id)
      .where('title', '=', '有人连续输错你的电脑端密码')
      .execute()
    expect(told).toHaveLength(1)
  })

  it('is opened again by the security administrator, on record', async () => {
    const { login, secret, me } = await world.opened()
    for (let turns = 0; turns < 5; turns += 1)
      await world.signIn(login, world.wrongCode(secret)).catch(() => undefined)
    const security = await harness.office('security-admin')
    expect((await security.call('GET /office-locks')).items).toContainEqual({
      personId: me.id,
      login,
      name: '何审慎',
      until: new Date(harness.clock.now().getTime() + 900_000).toISOString(),
      places: 1,
    })
    await security.call('DELETE /office-locks/:person', { params: { person: me.id } })
    expect((await security.call('GET /office-locks')).items.map((lock) => lock.personId)).not.toContain(me.id)
    expect((await world.signIn(login, world.codeNow(secret))).me.id).toBe(me.id)
    expect(await world.actionsOn(me.id)).toContain('office.unlocked')
    await expect(
      security.call('DELETE /office-locks/:person', { params: { person: security.personId } }),
    ).rejects.toEqual(refused('not-found'))
  })

  it('asks for no dear work of who is locked out, or of who opens an account without an invitation', async () => {
    const { login, secret } = await world.opened()
    for (let turns = 0; turns < 5; turns += 1)
      await world.signIn(login, world.wrongCode(secret)).catch(() => undefined)
    const dear = jest.spyOn(crypto, 'scrypt')
    await expect(world.signIn(login, world.codeNow(secret))).rejects.toEqual(refused('account-locked'))
    await expect(world.begin('AAAA-BBBB-CCCC-DDDD')).rejects.toEqual(refused('invitation-invalid'))
    expect(dear).not.toHaveBeenCalled()
    dear.mockRestore()
  })

  it('names the clocks when the code is one of some minutes ago or ahead, but only to who has the password', async () => {
    const { login, secret } = await world.opened()
    const codeAfter = (seconds: number) =>
      codeAt(secret, new Date(harness.clock.now().getTime() + seconds * 1000))
    const wordsFor = (code: string, typed = password) =>
      world.signIn(login, code, typed).then(
        () => 'signed in',
        ({ message }: Error) => message,
      )
    expect(await wordsFor(codeAfter(-90))).toContain('约 1.5 分钟前的：手机时间和服务器时间不一致')
    expect(await wordsFor(codeAfter(300))).toContain('约 5 分钟后的')
    expect(await wordsFor(codeAfter(-90), 'wrong-wrong-wrong')).toContain('请检查登录名、密码和动态码')
    expect(await wordsFor(codeAfter(-330))).toContain('请检查登录名、密码和动态码')
    expect(await wordsFor(codeAfter(30))).toBe('signed in')
  })

  it('cannot be hurried by many tries at once', async () => {
    const { login, secret } = await world.opened()
    const wrong = world.wrongCode(secret)
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => world.signIn(login, wrong)))
    const codes = tries.map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : 'in',
    )
    expect(codes.sort()).toEqual([
      ...Array<string>(4).fill('account-locked'),
      ...Array<string>(4).fill('sign-in-refused'),
    ])
    await expect(world.signIn(login, world.codeNow(secret))).rejects.toEqual(refused('account-locked'))
  })

  it('ends after 15 minutes without a request, not before', async () => {
    const { login, secret } = await world.opened()
    const { token } = await world.signIn(login, world.codeNow(secret))
    for (let minutes = 0; minutes < 30; minutes += 10) {
      harness.clock.advance(600)
      await harness.as(token)('GET /office/me')
    }
    harness.clock.advance(899)
    await harness.as(token)('GET /office/me')
    harness.clock.advance(900)
    await expect(harness.as(token)('GET /office/me')).rejects.toEqual(refused('signed-out'))
  })
})
