import crypto from 'node:crypto'
import { createCall } from '@jucai/contract/client'
import { codeAt } from '../../server/office/totp'
import { seedSampleCity } from '../../mock/seed'
import { testVault } from '../../mock/fakes'
import { sampleOfficeAccounts } from '../../mock/office/accounts'
import { startHarness, type Harness } from '../harness'
import { containing, refused } from '../matchers'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const password = 'tide-copper-lantern'
const secretOf = (otpauth: string) => new URL(otpauth).searchParams.get('secret') as string
const codeNow = (secret: string) => codeAt(secret, harness.clock.now())
const wrongCode = (secret: string) => String((Number(codeNow(secret)) + 1) % 1_000_000).padStart(6, '0')
let turn = 0
const invite = async (role: 'reviewer' | 'clerk' | 'lead' | 'system-admin' = 'reviewer') => {
  const admin = await harness.staff('system-admin')
  const stationId = role === 'clerk' ? ((await harness.as()('GET /city')).stations[0]?.id as string) : null
  return (await admin.call('POST /staff-invitations', { body: { role, stationId, note: '给小何' } })).code
}
const begin = (
  invitation: string | undefined,
  overrides: { login?: string; password?: string } = {},
  token: string | null = null,
) =>
  harness.as(token)('POST /office-accounts', {
    body: {
      ...(invitation ? { invitation } : {}),
      name: '何审慎',
      login: `hewei${++turn}`,
      password,
      ...overrides,
    },
  })
/** An account in use, 31 seconds later, when its first code no longer counts. */
const opened = async () => {
  const { setup, otpauth } = await begin(await invite())
  const secret = secretOf(otpauth)
  const signedIn = await harness.as()('POST /office-accounts/confirmation', {
    body: { setup, code: codeNow(secret) },
  })
  harness.clock.advance(31)
  return { login: `hewei${turn}`, secret, ...signedIn, call: harness.as(signedIn.token) }
}
/** A client whose requests come from one address, as those of a desk do. */
const from = (remoteAddress: string) =>
  createCall(
    async ({ method, path, body, headers }) => {
      const reply = await harness.app.http.inject({
        method,
        url: `/api${path}`,
        headers,
        remoteAddress,
        payload: JSON.stringify(body),
      })
      return {
        status: reply.statusCode,
        body: reply.body === '' ? null : (JSON.parse(reply.body) as unknown),
      }
    },
    () => null,
  )
const signIn = (
  login: string,
  code: string,
  typed = password,
  { at = '10.0.0.1', browser }: { at?: string; browser?: string } = {},
) =>
  from(at)('POST /office-sessions', {
    body: { login, password: typed, code, ...(browser ? { browser } : {}) },
  })
const actionsOn = async (personId: string) =>
  (
    await harness.db
      .selectFrom('audit_entry')
      .select('action')
      .where('object', '=', `office-account:${personId}`)
      .orderBy('id')
      .execute()
  ).map((row) => row.action)

describe('opening an account', () => {
  it('goes by an invitation, which is used up only by the first right code', async () => {
    const invitation = await invite()
    const { setup, otpauth, expiresAt } = await begin(invitation)
    expect(otpauth).toMatch(/^otpauth:\/\/totp\//)
    expect(expiresAt).toBe(new Date(harness.clock.now().getTime() + 900_000).toISOString())
    const secret = secretOf(otpauth)
    await expect(
      harness.as()('POST /office-accounts/confirmation', { body: { setup, code: wrongCode(secret) } }),
    ).rejects.toMatchObject({ code: 'one-time-code-wrong', body: { triesLeft: 4 } })
    expect(
      await harness.db
        .selectFrom('staff_invitation')
        .select('id')
        .where('accepted_at', 'is not', null)
        .execute(),
    ).toEqual([])
    const { token, me } = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: codeNow(secret) },
    })
    expect(me.assignments).toEqual([{ role: 'reviewer', station: null }])
    expect(await harness.as(token)('GET /office/me')).toMatchObject({
      personId: me.id,
      login: `hewei${turn}`,
      name: '何审慎',
      idleSeconds: 900,
      sample: false,
    })
    await expect(
      harness.as()('POST /office-accounts/confirmation', { body: { setup, code: codeNow(secret) } }),
    ).rejects.toEqual(refused('invitation-invalid'))
    await expect(begin(invitation)).rejects.toEqual(refused('invitation-invalid'))
    const row = await harness.db
      .selectFrom('office_account')
      .selectAll()
      .where('person_id', '=', me.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(secret)
    expect(row.name.toString('utf8')).not.toContain('何审慎')
  })

  it('goes by the phone session of somebody with a role, who keeps being one person', async () => {
    const lead = await harness.staff('lead')
    const { setup, otpauth } = await begin(undefined, {}, lead.token)
    const { me } = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: codeNow(secretOf(otpauth)) },
    })
    expect(me.id).toBe(lead.personId)
    await expect(begin(undefined, {}, lead.token)).rejects.toMatchObject({
      code: 'login-taken',
      message: containing('您已有电脑端账号'),
    })
    for (const token of [(await harness.registerPerson()).token, null, 'x'.repeat(43)])
      await expect(begin(undefined, {}, token)).rejects.toMatchObject({
        errors: [{ pointer: '/invitation' }],
      })
  })

  it('gives an officer who never registered the name that colleagues read', async () => {
    const { me } = await opened()
    const { items } = await (await harness.office('lead')).call('GET /reviewers')
    expect(items).toContainEqual({ personId: me.id, name: '何审慎', role: '审核员' })
    const staff = await (await harness.office('system-admin')).call('GET /staff', { query: { limit: 50 } })
    expect(staff.items.find(({ personId }) => personId === me.id)?.maskedName).toBe('何**')
  })

  it('refuses a weak password, a taken login, a clerk, a made-up invitation, and does not tell logins without one', async () => {
    const { login } = await opened()
    const invitation = await invite()
    await expect(begin(invitation, { password: 'Password1234' })).rejects.toMatchObject({
      code: 'password-weak',
      message: containing('太容易猜到'),
    })
    await expect(begin(invitation, { password: 'short' })).rejects.toMatchObject({
      errors: [{ pointer: '/password', detail: '至少 12 个字' }],
    })
    await expect(begin(invitation, { login })).rejects.toEqual(refused('login-taken'))
    await expect(begin('AAAA-BBBB-CCCC-DDDD', { login })).rejects.toEqual(refused('invitation-invalid'))
    await expect(begin(await invite('clerk'))).rejects.toMatchObject({
      code: 'invitation-invalid',
      message: containing('加入工作站'),
    })
  })

  it('ends after five wrong codes or 15 minutes, and the invitation can be used again', async () => {
    const invitation = await invite()
    const first = await begin(invitation)
    const secret = secretOf(first.otpauth)
    const confirm = (setup: string, code: string) =>
      harness.as()('POST /office-accounts/confirmation', { body: { setup, code } })
    for (let left = 4; left >= 0; left -= 1)
      await expect(confirm(first.setup, wrongCode(secret))).rejects.toMatchObject({
        body: { triesLeft: left },
      })
    await expect(confirm(first.setup, codeNow(secret))).rejects.toEqual(refused('invitation-expired'))
    const second = await begin(invitation)
    harness.clock.advance(900)
    await expect(confirm(second.setup, codeNow(secretOf(second.otpauth)))).rejects.toEqual(
      refused('invitation-expired'),
    )
    const third = await begin(invitation)
    expect((await confirm(third.setup, codeNow(secretOf(third.otpauth)))).me.assignments).toHaveLength(1)
  })

  it('lets one of two openings with one invitation or one login through', async () => {
    const invitation = await invite()
    const [one, two] = [await begin(invitation), await begin(invitation)]
    await harness.as()('POST /office-accounts/confirmation', {
      body: { setup: one.setup, code: codeNow(secretOf(one.otpauth)) },
    })
    await expect(
      harness.as()('POST /office-accounts/confirmation', {
        body: { setup: two.setup, code: codeNow(secretOf(two.otpauth)) },
      }),
    ).rejects.toEqual(refused('invitation-invalid'))
    const [three, four] = [
      await begin(await invite(), { login: 'same.login' }),
      await begin(await invite(), { login: 'same.login' }),
    ]
    await harness.as()('POST /office-accounts/confirmation', {
      body: { setup: three.setup, code: codeNow(secretOf(three.otpauth)) },
    })
    await expect(
      harness.as()('POST /office-accounts/confirmation', {
        body: { setup: four.setup, code: codeNow(secretOf(four.otpauth)) },
      }),
    ).rejects.toEqual(refused('login-taken'))
  })

  it('refuses a person two roles that must stay apart', async () => {
    const auditor = await harness.staff('audit-admin')
    const { setup, otpauth } = await begin(await invite('system-admin'), {}, auditor.token)
    await expect(
      harness.as()('POST /office-accounts/confirmation', {
        body: { setup, code: codeNow(secretOf(otpauth)) },
      }),
    ).rejects.toEqual(refused('role-conflict'))
    expect(
      await harness.db
        .selectFrom('office_account')
        .select('login')
        .where('person_id', '=', auditor.personId)
        .execute(),
    ).toEqual([])
  })
})

describe('signing in', () => {
  it('wants password and code, each code once', async () => {
    const { login, secret, me } = await opened()
    const code = codeNow(secret)
    const { token } = await signIn(login, code)
    expect((await harness.as(token)('GET /office/me')).login).toBe(login)
    await expect(signIn(login, code)).rejects.toEqual(refused('sign-in-refused'))
    harness.clock.advance(30)
    expect((await signIn(login, codeNow(secret))).me.id).toBe(me.id)
    expect(await actionsOn(me.id)).toEqual([
      'office.account-opened',
      'office.signed-in',
      'office.sign-in-refused',
      'office.signed-in',
    ])
  })

  it('answers alike for a login that does not exist, a wrong password and a wrong code, the lock included', async () => {
    const { login, secret } = await opened()
    const answers = async (name: string, typed: string, code: () => string) => {
      const seen: unknown[] = []
      for (let turns = 0; turns < 6; turns += 1)
        seen.push(
          await signIn(name, code(), typed).catch((error: { body: object }) => ({
            ...error.body,
            instance: '',
          })),
        )
      return seen
    }
    const wrongPassword = await answers(login, 'wrong-wrong-wrong', () => codeNow(secret))
    expect(wrongPassword).toHaveLength(6)
    expect(await answers('nobody.here', password, () => '123456')).toEqual(wrongPassword)
    const other = await opened()
    expect(await answers(other.login, password, () => wrongCode(other.secret))).toEqual(wrongPassword)
    expect(wrongPassword[4]).toMatchObject({
      type: 'urn:jucai:problem:account-locked',
      retryAfterSeconds: 900,
    })
  })

  it('is locked after five wrong tries, for the right code too, and open again after 15 minutes', async () => {
    const { login, secret, me } = await opened()
    for (let turns = 0; turns < 4; turns += 1)
      await expect(signIn(login, wrongCode(secret))).rejects.toEqual(refused('sign-in-refused'))
    await expect(signIn(login, wrongCode(secret))).rejects.toMatchObject({
      code: 'account-locked',
      message: containing('请 15 分钟后再试'),
    })
    await expect(signIn(login, codeNow(secret))).rejects.toEqual(refused('account-locked'))
    harness.clock.advance(899)
    await expect(signIn(login, codeNow(secret))).rejects.toMatchObject({
      code: 'account-locked',
      message: containing('请 1 分钟后再试'),
    })
    harness.clock.advance(1)
    await expect(signIn(login, wrongCode(secret))).rejects.toEqual(refused('sign-in-refused')) // counted from one again
    expect((await signIn(login, codeNow(secret))).me.id).toBe(me.id)
    expect(await actionsOn(me.id)).toContain('office.locked')
    const { body } = await harness.db
      .selectFrom('message')
      .selectAll()
      .where('person_id', '=', me.id)
      .where('title', '=', '有人连续输错你的电脑端密码')
      .executeTakeFirstOrThrow()
    expect(body).toBeInstanceOf(Buffer)
  })

  it('is locked for strangers alone: the owner goes on elsewhere, and where they signed in before', async () => {
    const { login, secret, me } = await opened()
    const { browser } = await signIn(login, codeNow(secret), password, { at: '10.0.0.2' })
    const stranger = { at: '10.9.9.9' }
    for (let turns = 0; turns < 5; turns += 1)
      await signIn(login, wrongCode(secret), password, stranger).catch(() => undefined)
    harness.clock.advance(31)
    await expect(signIn(login, codeNow(secret), password, stranger)).rejects.toEqual(
      refused('account-locked'),
    )
    const again = await signIn(login, codeNow(secret), password, { at: '10.0.0.3' })
    expect([again.me.id, again.wrongTries]).toEqual([me.id, 5])
    await harness.db
      .updateTable('office_attempt')
      .set({ failures: 48 }) // as many tries from many addresses
      .where('login', '=', login)
      .where('source', '=', 'strangers')
      .execute()
    for (let turns = 0; turns < 3; turns += 1)
      await signIn(login, wrongCode(secret), password, { at: `10.8.0.${turns}` }).catch(() => undefined)
    harness.clock.advance(31)
    await expect(signIn(login, codeNow(secret), password, { at: '10.0.0.4' })).rejects.toEqual(
      refused('account-locked'),
    )
    await expect(
      signIn(login, codeNow(secret), password, { at: '10.0.0.4', browser: `x${browser}` }),
    ).rejects.toEqual(refused('account-locked'))
    const known = await signIn(login, codeNow(secret), password, { ...stranger, browser })
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
    const { login, secret, me } = await opened()
    for (let turns = 0; turns < 5; turns += 1) await signIn(login, wrongCode(secret)).catch(() => undefined)
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
    expect((await signIn(login, codeNow(secret))).me.id).toBe(me.id)
    expect(await actionsOn(me.id)).toContain('office.unlocked')
    await expect(
      security.call('DELETE /office-locks/:person', { params: { person: security.personId } }),
    ).rejects.toEqual(refused('not-found'))
  })

  it('asks for no dear work of who is locked out, or of who opens an account without an invitation', async () => {
    const { login, secret } = await opened()
    for (let turns = 0; turns < 5; turns += 1) await signIn(login, wrongCode(secret)).catch(() => undefined)
    const dear = jest.spyOn(crypto, 'scrypt')
    await expect(signIn(login, codeNow(secret))).rejects.toEqual(refused('account-locked'))
    await expect(begin('AAAA-BBBB-CCCC-DDDD')).rejects.toEqual(refused('invitation-invalid'))
    expect(dear).not.toHaveBeenCalled()
    dear.mockRestore()
  })

  it('names the clocks when the code is one of some minutes ago or ahead, but only to who has the password', async () => {
    const { login, secret } = await opened()
    const codeAfter = (seconds: number) =>
      codeAt(secret, new Date(harness.clock.now().getTime() + seconds * 1000))
    const wordsFor = (code: string, typed = password) =>
      signIn(login, code, typed).then(
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
    const { login, secret } = await opened()
    const wrong = wrongCode(secret)
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => signIn(login, wrong)))
    const codes = tries.map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : 'in',
    )
    expect(codes.sort()).toEqual([
      ...Array<string>(4).fill('account-locked'),
      ...Array<string>(4).fill('sign-in-refused'),
    ])
    await expect(signIn(login, codeNow(secret))).rejects.toEqual(refused('account-locked'))
  })

  it('ends after 15 minutes without a request, not before', async () => {
    const { login, secret } = await opened()
    const { token } = await signIn(login, codeNow(secret))
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

describe('the password', () => {
  const change = (token: string, code: string, newPassword = 'lantern-copper-ocean', typed = password) =>
    harness.as(token)('PUT /office/password', { body: { password: typed, code, newPassword } })

  it('is changed with the old one and a code; other sessions of the console end, the phone stays', async () => {
    const lead = await harness.staff('lead')
    const { setup, otpauth } = await begin(undefined, {}, lead.token)
    const secret = secretOf(otpauth)
    const first = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: codeNow(secret) },
    })
    harness.clock.advance(31)
    await change(first.token, codeNow(secret))
    harness.clock.advance(31)
    const second = await signIn(`hewei${turn}`, codeNow(secret), 'lantern-copper-ocean')
    harness.clock.advance(31)
    await change(second.token, codeNow(secret), 'ocean-lantern-pepper', 'lantern-copper-ocean')
    await expect(harness.as(first.token)('GET /office/me')).rejects.toEqual(refused('signed-out'))
    expect((await harness.as(second.token)('GET /office/me')).personId).toBe(lead.personId)
    expect((await lead.call('GET /me')).id).toBe(lead.personId)
    harness.clock.advance(31)
    await expect(signIn(`hewei${turn}`, codeNow(secret), 'lantern-copper-ocean')).rejects.toEqual(
      refused('sign-in-refused'),
    )
    expect(await actionsOn(lead.personId)).toEqual(
      expect.arrayContaining(['office.password-changed', 'office.sign-in-refused']),
    )
  })

  it('stays when the new one is weak or the same, or the old one or the code is wrong, which counts', async () => {
    const { token, secret } = await opened()
    await expect(change(token, codeNow(secret), 'Password1234')).rejects.toEqual(refused('password-weak'))
    await expect(change(token, codeNow(secret), password)).rejects.toEqual(refused('password-weak'))
    for (let turns = 0; turns < 4; turns += 1)
      await expect(
        change(token, codeNow(secret), 'lantern-copper-ocean', 'wrong-wrong-wrong'),
      ).rejects.toEqual(refused('sign-in-refused'))
    await expect(change(token, wrongCode(secret))).rejects.toEqual(refused('account-locked'))
  })
})

it('closes an account with the last role, so that a new invitation opens another', async () => {
  const { me, login } = await opened()
  const admin = await harness.office('system-admin')
  await admin.call('DELETE /staff/:person/roles/:role', { params: { person: me.id, role: 'reviewer' } })
  await harness.app.worker.drain()
  expect(
    await harness.db.selectFrom('office_account').select('login').where('login', '=', login).execute(),
  ).toEqual([])
  expect((await begin(await invite(), { login })).otpauth).toContain(login)
})

it('knows the sample accounts, which sign in like any other', async () => {
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, harness.clock.now())
  for (const { login, password: typed, totpSecret } of sampleOfficeAccounts) {
    const { token } = await signIn(login, codeNow(totpSecret), typed)
    expect((await harness.as(token)('GET /office/me')).login).toBe(login)
  }
})
