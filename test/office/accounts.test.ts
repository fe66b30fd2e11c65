import { seedSampleCity } from '../../mock/seed'
import { testVault } from '../../mock/fakes'
import { sampleOfficeAccounts } from '../../mock/office/accounts'
import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { officeWorld, password, secretOf } from './world'

let harness: Harness
let world: ReturnType<typeof officeWorld>
beforeAll(async () => {
  harness = await startHarness()
  world = officeWorld(harness)
})
afterAll(() => harness.close())

describe('the password', () => {
  const change = (token: string, code: string, newPassword = 'lantern-copper-ocean', typed = password) =>
    harness.as(token)('PUT /office/password', { body: { password: typed, code, newPassword } })

  it('is changed with the old one and a code; other sessions of the console end, the phone stays', async () => {
    const lead = await harness.staff('lead')
    const { setup, otpauth } = await world.begin(undefined, {}, lead.token)
    const secret = secretOf(otpauth)
    const first = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: world.codeNow(secret) },
    })
    harness.clock.advance(31)
    await change(first.token, world.codeNow(secret))
    harness.clock.advance(31)
    const second = await world.signIn(world.lastLogin(), world.codeNow(secret), 'lantern-copper-ocean')
    harness.clock.advance(31)
    await change(second.token, world.codeNow(secret), 'ocean-lantern-pepper', 'lantern-copper-ocean')
    await expect(harness.as(first.token)('GET /office/me')).rejects.toEqual(refused('signed-out'))
    expect((await harness.as(second.token)('GET /office/me')).personId).toBe(lead.personId)
    expect((await lead.call('GET /me')).id).toBe(lead.personId)
    harness.clock.advance(31)
    await expect(
      world.signIn(world.lastLogin(), world.codeNow(secret), 'lantern-copper-ocean'),
    ).rejects.toEqual(refused('sign-in-refused'))
    expect(await world.actionsOn(lead.personId)).toEqual(
      expect.arrayContaining(['office.password-changed', 'office.sign-in-refused']),
    )
  })

  it('stays when the new one is weak or the same, or the old one or the code is wrong, which counts', async () => {
    const { token, secret } = await world.opened()
    await expect(change(token, world.codeNow(secret), 'Password1234')).rejects.toEqual(
      refused('password-weak'),
    )
    await expect(change(token, world.codeNow(secret), password)).rejects.toEqual(refused('password-weak'))
    for (let turns = 0; turns < 4; turns += 1)
      await expect(
        change(token, world.codeNow(secret), 'lantern-copper-ocean', 'wrong-wrong-wrong'),
      ).rejects.toEqual(refused('sign-in-refused'))
    await expect(change(token, world.wrongCode(secret))).rejects.toEqual(refused('account-locked'))
  })
})

it('closes an account with the last role, so that a new invitation opens another', async () => {
  const { me, login } = await world.opened()
  const admin = await harness.office('system-admin')
  await admin.call('DELETE /staff/:person/roles/:role', { params: { person: me.id, role: 'reviewer' } })
  await harness.app.worker.drain()
  expect(
    await harness.db.selectFrom('office_account').select('login').where('login', '=', login).execute(),
  ).toEqual([])
  expect((await world.begin(await world.invite(), { login })).otpauth).toContain(login)
})

it('knows the sample accounts, which sign in like any other', async () => {
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, harness.clock.now())
  for (const { login, password: typed, totpSecret } of sampleOfficeAccounts) {
    const { token } = await world.signIn(login, world.codeNow(totpSecret), typed)
    expect((await harness.as(token)('GET /office/me')).login).toBe(login)
  }
})
