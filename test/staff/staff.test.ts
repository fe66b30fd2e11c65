import { startHarness, type Harness } from '../harness'
import { containing, matching, refused } from '../matchers'

let harness: Harness
let admin: Awaited<ReturnType<Harness['staff']>>
let station: string
beforeAll(async () => {
  harness = await startHarness()
  admin = await harness.staff('system-admin')
  station = (await harness.as()('GET /city')).stations[0]?.id as string
})
afterAll(() => harness.close())

type Invited = {
  role: 'clerk' | 'reviewer' | 'system-admin' | 'security-admin' | 'audit-admin'
  stationId?: string | null
}
const invite = ({ role, stationId = null }: Invited) =>
  admin.call('POST /staff-invitations', { body: { role, stationId, note: '给小陈' } })

it('invites a clerk by a code that is told once and kept as a hash', async () => {
  const { invitation, code } = await invite({ role: 'clerk', stationId: station })
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(JSON.stringify(await harness.db.selectFrom('staff_invitation').selectAll().execute())).not.toContain(
    code,
  )
  const clerk = await harness.registerPerson()
  expect(
    await clerk.call('POST /me/assignments', {
      body: { code: ` ${code.toLowerCase().replace(/-/g, '').replace(/0/g, 'o').replace(/1/g, 'l')} ` },
    }),
  ).toMatchObject({ role: 'clerk', stationName: '老城区人才服务大厅' })
  expect((await clerk.call('GET /me')).assignments).toEqual([
    { role: 'clerk', station: { id: station, name: '老城区人才服务大厅' } },
  ])
  const next = await harness.signIn()
  await expect(next.call('POST /me/assignments', { body: { code } })).rejects.toEqual(
    refused('invitation-invalid'),
  )
  expect(
    (await admin.call('GET /staff-invitations')).items.find((one) => one.id === invitation.id)?.acceptedAt,
  ).not.toBeNull()
})

it('keeps whom an invitation is for sealed, and no longer than it is open', async () => {
  const noteOf = async (id: string) =>
    (
      await harness.db
        .selectFrom('staff_invitation')
        .select('note')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).note
  const shownOf = async (id: string) =>
    (await admin.call('GET /staff-invitations')).items.find((one) => one.id === id)?.note
  const [taken, revoked, late] = [
    await invite({ role: 'reviewer' }),
    await invite({ role: 'reviewer' }),
    await invite({ role: 'reviewer' }),
  ]
  for (const { invitation } of [taken, revoked, late]) {
    expect((await noteOf(invitation.id))?.toString()).not.toContain('给小陈')
    expect([invitation.note, await shownOf(invitation.id)]).toEqual(['给小陈', '给小陈'])
  }
  await (await harness.signIn()).call('POST /me/assignments', { body: { code: taken.code } })
  await admin.call('DELETE /staff-invitations/:invitation', {
    params: { invitation: revoked.invitation.id },
  })
  for (const { invitation } of [taken, revoked]) expect(await noteOf(invitation.id)).toBeNull()
  const hourly = async () => {
    for (const { everyMs, run } of harness.app.chores)
      if (everyMs === 3_600_000) await run(harness.clock.now())
  }
  await hourly()
  expect(await noteOf(late.invitation.id)).not.toBeNull()
  harness.clock.advance(7 * 86_400)
  await hourly()
  for (const { invitation } of [taken, revoked, late]) {
    expect(await noteOf(invitation.id)).toBeNull()
    expect(await shownOf(invitation.id)).toBe('')
  }
})

it('wants a station for a clerk and for nobody else', async () => {
  await expect(invite({ role: 'clerk' })).rejects.toMatchObject({ errors: [{ pointer: '/stationId' }] })
  await expect(invite({ role: 'reviewer', stationId: station })).rejects.toMatchObject({
    errors: [{ pointer: '/stationId' }],
  })
  await expect(
    invite({ role: 'clerk', stationId: '01930000-0000-7000-8000-0000000000ff' }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/stationId', detail: containing('没有这个站点') }] })
})

it('refuses an invitation that is revoked, late, or made up', async () => {
  const person = await harness.signIn()
  const accept = (code: string) => person.call('POST /me/assignments', { body: { code } })
  const revoked = await invite({ role: 'reviewer' })
  await admin.call('DELETE /staff-invitations/:invitation', { params: { invitation: revoked.invitation.id } })
  await expect(
    admin.call('DELETE /staff-invitations/:invitation', { params: { invitation: revoked.invitation.id } }),
  ).rejects.toEqual(refused('invitation-invalid'))
  await expect(
    admin.call('DELETE /staff-invitations/:invitation', { params: { invitation: station } }),
  ).rejects.toEqual(refused('not-found'))
  await expect(accept(revoked.code)).rejects.toEqual(refused('invitation-invalid'))
  await expect(accept('0000-0000-0000-0000')).rejects.toEqual(refused('invitation-invalid'))
  const late = await invite({ role: 'reviewer' })
  harness.clock.advance(7 * 86_400)
  await expect(accept(late.code)).rejects.toEqual(refused('invitation-expired'))
})

it('takes a code as a Chinese keyboard types it', async () => {
  const { code } = await invite({ role: 'reviewer' })
  const wide = code.replace(/./g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
  const reviewer = await harness.signIn()
  expect(await reviewer.call('POST /me/assignments', { body: { code: wide } })).toMatchObject({
    role: 'reviewer',
  })
})

it('takes back what somebody invited to who administers no longer: nobody comes back by a code of their own', async () => {
  const leaving = await harness.staff('system-admin')
  const { invitation, code } = await leaving.call('POST /staff-invitations', {
    body: { role: 'system-admin', stationId: null, note: '给自己' },
  })
  const others = await invite({ role: 'reviewer' })
  await admin.call('DELETE /staff/:person/roles/:role', {
    params: { person: leaving.personId, role: 'system-admin' },
  })
  harness.clock.advance(61)
  const back = await harness.signIn(leaving.phone)
  await expect(back.call('POST /me/assignments', { body: { code } })).rejects.toEqual(
    refused('invitation-invalid'),
  )
  const { items } = await admin.call('GET /staff-invitations')
  expect(items.find(({ id }) => id === invitation.id)).toMatchObject({ note: '', revokedAt: matching(/Z$/) })
  expect(await back.call('POST /me/assignments', { body: { code: others.code } })).toMatchObject({
    role: 'reviewer',
  })
})

it('takes them back when the account is deleted, too', async () => {
  const leaving = await harness.staff('system-admin')
  const { code } = await leaving.call('POST /staff-invitations', {
    body: { role: 'system-admin', stationId: null, note: '给自己' },
  })
  await leaving.call('DELETE /me')
  await expect((await harness.signIn()).call('POST /me/assignments', { body: { code } })).rejects.toEqual(
    refused('invitation-invalid'),
  )
})

it('keeps system, security and audit administration in different hands', async () => {
  const { code } = await invite({ role: 'audit-admin' })
  await expect(admin.call('POST /me/assignments', { body: { code } })).rejects.toEqual(
    refused('role-conflict'),
  )
  const auditor = await harness.registerPerson()
  await auditor.call('POST /me/assignments', { body: { code } })
  const security = await invite({ role: 'security-admin' })
  await expect(auditor.call('POST /me/assignments', { body: { code: security.code } })).rejects.toEqual(
    refused('role-conflict'),
  )
})

it('takes a role away, ends the sessions at once, and tells the person', async () => {
  const clerk = await harness.staff('clerk', station)
  const remove = { params: { person: clerk.personId, role: 'clerk' as const } }
  await expect(clerk.call('DELETE /staff/:person/roles/:role', remove)).rejects.toEqual(
    refused('not-allowed'),
  )
  await admin.call('DELETE /staff/:person/roles/:role', remove)
  await expect(clerk.call('GET /me')).rejects.toEqual(refused('signed-out'))
  await expect(admin.call('DELETE /staff/:person/roles/:role', remove)).rejects.toEqual(refused('not-found'))
  harness.clock.advance(61)
  const back = await harness.signIn(clerk.phone)
  expect((await back.call('GET /me')).assignments).toEqual([])
  await harness.app.worker.drain()
  expect((await back.call('GET /me/messages')).items[0]).toMatchObject({ title: '你不再是工作站工作人员' })
})

it('keeps the last system administrator, also when two try at once', async () => {
  const remove = (person: string, by = admin) =>
    by.call('DELETE /staff/:person/roles/:role', { params: { person, role: 'system-admin' } })
  await expect(remove(admin.personId)).rejects.toEqual(refused('last-admin'))
  const second = await harness.staff('system-admin')
  const outcomes = await Promise.allSettled([remove(second.personId), remove(admin.personId, second)])
  const left = await harness.db
    .selectFrom('staff_assignment')
    .select('person_id')
    .where('role', '=', 'system-admin')
    .where('ended_at', 'is', null)
    .execute()
  expect(left).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  if (left[0]?.person_id !== admin.personId) admin = { ...admin, ...second }
})

it('lists staff masked, page by page, to administrators only', async () => {
  const clerk = await harness.staff('clerk', station)
  const first = await admin.call('GET /staff', { query: { limit: 1 } })
  expect(first.items).toEqual([
    {
      personId: clerk.personId,
      maskedName: '林**',
      maskedPhone: matching(/^137\*{4}\d{4}$/),
      role: 'clerk',
      station: { id: station, name: '老城区人才服务大厅' },
      since: matching(/Z$/),
    },
  ])
  const second = await admin.call('GET /staff', { query: { limit: 1, after: first.next as string } })
  expect(second.items[0]?.personId).not.toBe(clerk.personId)
  await expect(clerk.call('GET /staff')).rejects.toEqual(refused('not-allowed'))
})

it('shows the audit log to the audit administrator alone, and the look itself is on record', async () => {
  const auditor = await harness.staff('audit-admin')
  await expect(admin.call('GET /audit-entries')).rejects.toEqual(refused('not-allowed'))
  const first = await auditor.call('GET /audit-entries', { query: { action: 'staff.role-ended', limit: 1 } })
  expect(first.items).toMatchObject([{ action: 'staff.role-ended', actorRole: 'system-admin', seal: null }])
  const all = await auditor.call('GET /audit-entries', { query: { limit: 50 } })
  expect(all.items[0]).toMatchObject({ action: 'audit.read', actorId: auditor.personId })
  const rest = await auditor.call('GET /audit-entries', { query: { limit: 50, after: all.next as string } })
  expect(rest.items.some((entry) => all.items.some((seen) => seen.id === entry.id))).toBe(false)
})
