import { startHarness, type Harness } from '../harness'
import { containing, refused } from '../matchers'
import { officeWorld, secretOf } from './world'

let harness: Harness
let world: ReturnType<typeof officeWorld>
beforeAll(async () => {
  harness = await startHarness()
  world = officeWorld(harness)
})
afterAll(() => harness.close())

describe('opening an account', () => {
  it('goes by an invitation, which is used up only by the first right code', async () => {
    const invitation = await world.invite()
    const { setup, otpauth, expiresAt } = await world.begin(invitation)
    expect(otpauth).toMatch(/^otpauth:\/\/totp\//)
    expect(expiresAt).toBe(new Date(harness.clock.now().getTime() + 900_000).toISOString())
    const secret = secretOf(otpauth)
    await expect(
      harness.as()('POST /office-accounts/confirmation', { body: { setup, code: world.wrongCode(secret) } }),
    ).rejects.toMatchObject({ code: 'one-time-code-wrong', body: { triesLeft: 4 } })
    expect(
      await harness.db
        .selectFrom('staff_invitation')
        .select('id')
        .where('accepted_at', 'is not', null)
        .execute(),
    ).toEqual([])
    const { token, me } = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: world.codeNow(secret) },
    })
    expect(me.assignments).toEqual([{ role: 'reviewer', station: null }])
    expect(await harness.as(token)('GET /office/me')).toMatchObject({
      personId: me.id,
      login: world.lastLogin(),
      name: '何审慎',
      idleSeconds: 900,
      sample: false,
    })
    await expect(
      harness.as()('POST /office-accounts/confirmation', { body: { setup, code: world.codeNow(secret) } }),
    ).rejects.toEqual(refused('invitation-invalid'))
    await expect(world.begin(invitation)).rejects.toEqual(refused('invitation-invalid'))
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
    const { setup, otpauth } = await world.begin(undefined, {}, lead.token)
    const { me } = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: world.codeNow(secretOf(otpauth)) },
    })
    expect(me.id).toBe(lead.personId)
    await expect(world.begin(undefined, {}, lead.token)).rejects.toMatchObject({
      code: 'login-taken',
      message: containing('您已有电脑端账号'),
    })
    for (const token of [(await harness.registerPerson()).token, null, 'x'.repeat(43)])
      await expect(world.begin(undefined, {}, token)).rejects.toMatchObject({
        errors: [{ pointer: '/invitation' }],
      })
  })

  it('gives an officer who never registered the name that colleagues read', async () => {
    const { me } = await world.opened()
    const { items } = await (await harness.office('lead')).call('GET /reviewers')
    expect(items).toContainEqual({ personId: me.id, name: '何审慎', role: '审核员' })
    const staff = await (await harness.office('system-admin')).call('GET /staff', { query: { limit: 50 } })
    expect(staff.items.find(({ personId }) => personId === me.id)?.maskedName).toBe('何**')
  })

  it('refuses a weak password, a taken login, a clerk, a made-up invitation, and does not tell logins without one', async () => {
    const { login } = await world.opened()
    const invitation = await world.invite()
    await expect(world.begin(invitation, { password: 'Password1234' })).rejects.toMatchObject({
      code: 'password-weak',
      message: containing('太容易猜到'),
    })
    await expect(world.begin(invitation, { password: 'short' })).rejects.toMatchObject({
      errors: [{ pointer: '/password', detail: '至少 12 个字' }],
    })
    await expect(world.begin(invitation, { login })).rejects.toEqual(refused('login-taken'))
    await expect(world.begin('AAAA-BBBB-CCCC-DDDD', { login })).rejects.toEqual(refused('invitation-invalid'))
    await expect(world.begin(await world.invite('clerk'))).rejects.toMatchObject({
      code: 'invitation-invalid',
      message: containing('加入工作站'),
    })
  })

  it('ends after five wrong codes or 15 minutes, and the invitation can be used again', async () => {
    const invitation = await world.invite()
    const first = await world.begin(invitation)
    const secret = secretOf(first.otpauth)
    const confirm = (setup: string, code: string) =>
      harness.as()('POST /office-accounts/confirmation', { body: { setup, code } })
    for (let left = 4; left >= 0; left -= 1)
      await expect(confirm(first.setup, world.wrongCode(secret))).rejects.toMatchObject({
        body: { triesLeft: left },
      })
    await expect(confirm(first.setup, world.codeNow(secret))).rejects.toEqual(refused('invitation-expired'))
    const second = await world.begin(invitation)
    harness.clock.advance(900)
    await expect(confirm(second.setup, world.codeNow(secretOf(second.otpauth)))).rejects.toEqual(
      refused('invitation-expired'),
    )
    const third = await world.begin(invitation)
    expect((await confirm(third.setup, world.codeNow(secretOf(third.otpauth)))).me.assignments).toHaveLength(
      1,
    )
  })

  it('lets one of two openings with one invitation or one login through', async () => {
    const invitation = await world.invite()
    const [one, two] = [await world.begin(invitation), await world.begin(invitation)]
    await harness.as()('POST /office-accounts/confirmation', {
      body: { setup: one.setup, code: world.codeNow(secretOf(one.otpauth)) },
    })
    await expect(
      harness.as()('POST /office-accounts/confirmation', {
        body: { setup: two.setup, code: world.codeNow(secretOf(two.otpauth)) },
      }),
    ).rejects.toEqual(refused('invitation-invalid'))
    const [three, four] = [
      await world.begin(await world.invite(), { login: 'same.login' }),
      await world.begin(await world.invite(), { login: 'same.login' }),
    ]
    await harness.as()('POST /office-accounts/confirmation', {
      body: { setup: three.setup, code: world.codeNow(secretOf(three.otpauth)) },
    })
    await expect(
      harness.as()('POST /office-accounts/confirmation', {
        body: { setup: four.setup, code: world.codeNow(secretOf(four.otpauth)) },
      }),
    ).rejects.toEqual(refused('login-taken'))
  })

  it('refuses a person two roles that must stay apart', async () => {
    const auditor = await harness.staff('audit-admin')
    const { setup, otpauth } = await world.begin(await world.invite('system-admin'), {}, auditor.token)
    await expect(
      harness.as()('POST /office-accounts/confirmation', {
        body: { setup, code: world.codeNow(secretOf(otpauth)) },
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
