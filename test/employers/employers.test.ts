import { testVault } from '../../mock/fakes'
import { systemRandomness } from '../../server/adapters/keys'
import { leavePlatform } from '../../server/employers/registering'
import { employerDeps } from '../../server/work-deps'
import { uploaded } from '../evidence/files'
import { startHarness, type Harness, type Visitor } from '../harness'
import { containing, refused } from '../matchers'
import { creditCodeOf, employerOf, picture } from './world'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
})
afterAll(() => harness.close())

const begin = (person: Visitor, creditCode = creditCodeOf(), name = '星火精密（示例）') =>
  person.call('POST /employers', { body: { creditCode, name, memberName: '沈负责' } })
const toldTo = async (person: Visitor) => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}
const whole = async (person: Visitor, creditCode = creditCodeOf()) => {
  const { id, version } = await begin(person, creditCode)
  const licence = await uploaded(person.call, await picture(), '执照.jpg')
  return person.call('PUT /employers/:employer/details', {
    params: { employer: id },
    body: {
      version,
      creditCode,
      name: '星火精密（示例）',
      address: '星沙街道 1 号',
      field: '精密加工',
      chainKeys: [],
      size: 'small',
      contactName: '周经办',
      contactPhone: '0731-88880000',
      licence: licence.id,
    },
  })
}
const submit = (person: Visitor, { id, version }: { id: string; version: number }) =>
  person.call('POST /employers/:employer/submission', { params: { employer: id }, body: { version } })
const decide = (id: string, body: Parameters<typeof bodyOf>[0]) =>
  lead.call('POST /office/employers/:employer/decisions', { params: { employer: id }, body: bodyOf(body) })
const bodyOf = (
  body:
    | { event: 'verify'; version: number }
    | { event: 'return' | 'suspend' | 'resume' | 'close'; version: number; reason: string },
) => body

it('registers, is returned, put right, verified, suspended and verified again; owners are told each time', async () => {
  const owner = await harness.registerPerson()
  const draft = await begin(owner, ` ${creditCodeOf().toLowerCase()} `)
  expect(draft).toMatchObject({ state: 'draft', kind: 'company', right: 'owner' })
  expect(draft.missing).toContain('营业执照（或登记证书）照片')
  await expect(submit(owner, draft)).rejects.toEqual(refused('invalid-request'))
  const saved = await whole(owner)
  const given = await submit(owner, saved)
  expect(given.state).toBe('submitted')
  const file = await lead.call('GET /office/employers/:employer', { params: { employer: saved.id } })
  expect(file).toMatchObject({
    state: 'submitted',
    maskedPhone: '073****0000',
    allowedEvents: ['verify', 'return', 'close'],
  })
  expect(
    await lead.call('GET /office/employers/:employer/licence', { params: { employer: saved.id } }),
  ).toMatchObject({ type: 'image/jpeg' })
  await expect(
    decide(saved.id, { event: 'suspend', version: given.version, reason: '不应当在这时候' }),
  ).rejects.toEqual(refused('employer-settled'))
  await decide(saved.id, { event: 'return', version: given.version, reason: '照片看不清，请重新拍' })
  expect(await toldTo(owner)).toContain('单位登记需要补正')
  const returned = await owner.call('GET /employers/:employer', { params: { employer: saved.id } })
  expect(returned).toMatchObject({
    state: 'returned',
    reason: '照片看不清，请重新拍',
    address: '星沙街道 1 号',
  })
  const again = await submit(owner, returned)
  const verified = await decide(saved.id, { event: 'verify', version: again.version })
  expect(verified.state).toBe('verified')
  expect(await toldTo(owner)).toContain('单位已核实')
  expect(await harness.as()('GET /employers/:employer/profile', { params: { employer: saved.id } })).toEqual({
    id: saved.id,
    name: '星火精密（示例）',
    creditCode: saved.creditCode,
    kind: 'company',
    field: '精密加工',
    size: 'small',
    verifiedOn: '2026-11-22',
  })
  const suspended = await decide(saved.id, {
    event: 'suspend',
    version: verified.version,
    reason: '岗位与实际不符，待核实',
  })
  await expect(
    harness.as()('GET /employers/:employer/profile', { params: { employer: saved.id } }),
  ).rejects.toEqual(refused('not-found'))
  expect(await toldTo(owner)).toContain('单位被暂停')
  await decide(saved.id, { event: 'resume', version: suspended.version, reason: '已经更正，恢复使用' })
  expect((await toldTo(owner)).filter((title) => title === '单位已核实')).toHaveLength(2)
  const { steps } = await lead.call('GET /office/employers/:employer', { params: { employer: saved.id } })
  expect(steps.map(({ event }) => event)).toEqual([
    'resume',
    'suspend',
    'verify',
    'submit',
    'return',
    'submit',
  ])
  expect((await owner.call('GET /me/reads')).items.map(({ what }) => what)).toContain(
    '查看你上传的营业执照（登记证书）照片',
  )
  await owner.call('DELETE /me')
  await expect(
    lead.call('GET /office/employers/:employer/licence', { params: { employer: saved.id } }),
  ).rejects.toEqual(refused('not-found'))
})

it('says which place of a code is wrong, beside its field', async () => {
  const person = await harness.registerPerson()
  await expect(begin(person, '91350100M000100Y44')).rejects.toMatchObject({
    errors: [{ pointer: '/creditCode', detail: containing('最后一位') }],
  })
})

it('a code that is taken leads to asking to be let in, which the owner decides', async () => {
  const { id, creditCode, owner, recruiter } = await employerOf(harness)
  const person = await harness.registerPerson()
  await expect(begin(person, creditCode)).rejects.toEqual(refused('employer-known'))
  const request = await person.call('POST /me/employer-requests', {
    body: { creditCode, memberName: '何来', words: '新来的人事，工号 12' },
  })
  expect(request).toMatchObject({ state: 'open', decides: 'owner' })
  expect(await toldTo(owner)).toContain('有人申请加入单位')
  await expect(
    recruiter.call('GET /employers/:employer/requests', { params: { employer: id } }),
  ).rejects.toEqual(refused('employer-right-needed'))
  const at = { employer: id, joinRequest: request.id }
  const waiting = await owner.call('GET /employers/:employer/requests', { params: { employer: id } })
  expect(waiting.items).toMatchObject([{ id: request.id, name: '何来', words: '新来的人事，工号 12' }])
  await expect(
    person.call('PUT /employers/:employer/requests/:joinRequest/decision', {
      params: at,
      body: { grant: true, right: 'owner' },
    }),
  ).rejects.toEqual(refused('not-found'))
  await owner.call('PUT /employers/:employer/requests/:joinRequest/decision', {
    params: at,
    body: { grant: false, reason: '不认识，请让部门联系我' },
  })
  expect(await toldTo(person)).toContain('加入申请没有通过')
  const disputed = await person.call('POST /me/employer-requests/:askedRequest/dispute', {
    params: { askedRequest: request.id },
    body: { words: '登记的人早已离职，附上在职证明' },
  })
  expect(disputed).toMatchObject({ state: 'open', decides: 'office' })
  await expect(
    owner.call('PUT /employers/:employer/requests/:joinRequest/decision', {
      params: at,
      body: { grant: true, right: 'recruiter' },
    }),
  ).rejects.toEqual(refused('join-request-over'))
  await lead.call('PUT /office/employers/:employer/requests/:joinRequest/decision', {
    params: at,
    body: { grant: true, right: 'owner' },
  })
  expect((await person.call('GET /me/employers')).employers).toMatchObject([{ id, right: 'owner' }])
})

it('invites by a code that lets one person in, and takes everything back from who leaves', async () => {
  const { id, owner, recruiter } = await employerOf(harness)
  const [joiner, late] = [await harness.registerPerson(), await harness.registerPerson()]
  const params = { employer: id }
  await expect(
    recruiter.call('POST /employers/:employer/invitations', {
      params,
      body: { right: 'recruiter', note: '小何' },
    }),
  ).rejects.toEqual(refused('employer-right-needed'))
  const { code } = await owner.call('POST /employers/:employer/invitations', {
    params,
    body: { right: 'owner', note: '小何' },
  })
  const join = (person: Visitor) => person.call('POST /me/employers', { body: { code, memberName: '何来' } })
  await join(joiner)
  await expect(join(late)).rejects.toEqual(refused('invitation-invalid'))
  const { code: second } = await joiner.call('POST /employers/:employer/invitations', {
    params,
    body: { right: 'recruiter', note: '小林' },
  })
  const { items } = await owner.call('GET /employers/:employer/people', { params })
  expect(items.map(({ name, right }) => [name, right])).toEqual([
    ['沈负责', 'owner'],
    ['何来', 'owner'],
    ['周经办', 'recruiter'],
  ])
  const member = items.find(({ name }) => name === '何来')?.id ?? ''
  await owner.call('DELETE /employers/:employer/people/:member', { params: { employer: id, member } })
  await expect(joiner.call('GET /employers/:employer', { params })).rejects.toEqual(refused('not-found'))
  await expect(
    late.call('POST /me/employers', { body: { code: second, memberName: '林小' } }),
  ).rejects.toEqual(refused('invitation-invalid'))
  expect(await toldTo(joiner)).toContain('你已不在这个单位')
})

it('keeps an owner: the last one neither leaves nor becomes a recruiter before another is there', async () => {
  const { id, owner, recruiter } = await employerOf(harness)
  const params = { employer: id }
  const { items } = await owner.call('GET /employers/:employer/people', { params })
  const of = (name: string) => ({ employer: id, member: items.find((one) => one.name === name)?.id ?? '' })
  await expect(
    owner.call('DELETE /employers/:employer/people/:member', { params: of('沈负责') }),
  ).rejects.toEqual(refused('employer-needs-owner'))
  await expect(
    owner.call('PUT /employers/:employer/people/:member', {
      params: of('沈负责'),
      body: { right: 'recruiter' },
    }),
  ).rejects.toEqual(refused('employer-needs-owner'))
  await expect(
    recruiter.call('DELETE /employers/:employer/people/:member', { params: of('沈负责') }),
  ).rejects.toEqual(refused('employer-right-needed'))
  await owner.call('PUT /employers/:employer/people/:member', {
    params: of('周经办'),
    body: { right: 'owner' },
  })
  await owner.call('DELETE /employers/:employer/people/:member', { params: of('沈负责') })
  expect((await recruiter.call('GET /me/employers')).employers).toMatchObject([{ id, right: 'owner' }])
})

it('an account that is deleted leaves its employer without an owner; the office appoints one', async () => {
  const { id, owner, recruiter } = await employerOf(harness)
  await owner.call('DELETE /me')
  expect(await toldTo(lead)).toContain('有单位没有负责人了')
  expect(await toldTo(recruiter)).toContain('单位没有负责人了')
  const { items } = await lead.call('GET /office/employers', { query: { ownerless: true } })
  expect(items.map((one) => one.id)).toContain(id)
  const file = await lead.call('GET /office/employers/:employer', { params: { employer: id } })
  expect(file).toMatchObject({ ownerless: true, contactName: '', maskedPhone: '' })
  const [left] = file.people
  await lead.call('PUT /office/employers/:employer/people/:member', {
    params: { employer: id, member: left?.id ?? '' },
    body: { reason: '原负责人注销账号，按单位来函指定' },
  })
  expect((await recruiter.call('GET /me/employers')).employers).toMatchObject([{ id, right: 'owner' }])
})

it('leaves the platform, frees its code, and lets nobody in any more', async () => {
  const { id, creditCode, owner } = await employerOf(harness)
  const asker = await harness.registerPerson()
  await asker.call('POST /me/employer-requests', {
    body: { creditCode, memberName: '何来', words: '新来的人事' },
  })
  const { version } = await owner.call('GET /employers/:employer', { params: { employer: id } })
  await owner.call('POST /employers/:employer/closing', {
    params: { employer: id },
    body: { version, reason: '公司迁往外地，不再招聘' },
  })
  await harness.app.worker.drain()
  expect((await asker.call('GET /me/employers')).requests).toEqual([])
  await expect(begin(asker, creditCode)).resolves.toMatchObject({ state: 'draft' })
})

it('the office finds an employer by name or code, page by page', async () => {
  const { id, creditCode } = await employerOf(harness, '独此一家百分之百%公司（示例）')
  const found = async (name: string) =>
    (await lead.call('GET /office/employers', { query: { name } })).items.map((one) => one.id)
  expect(await found('百分之百%公司')).toEqual([id])
  expect(await found('百分之_%公司')).toEqual([])
  expect(await found(creditCode.toLowerCase())).toEqual([id])
  const first = await lead.call('GET /office/employers', { query: { limit: 1, state: 'verified' } })
  const second = await lead.call('GET /office/employers', {
    query: { limit: 1, state: 'verified', after: first.next ?? '' },
  })
  expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
})

it('leaves only once nothing is open elsewhere, and says what is', async () => {
  const { id, owner } = await employerOf(harness)
  const { version } = await owner.call('GET /employers/:employer', { params: { employer: id } })
  const deps = {
    ...employerDeps(
      {
        db: harness.db,
        clock: harness.clock.now,
        vault: testVault(),
        random: systemRandomness,
        storage: harness.storage,
      },
      { vault: testVault() },
    ),
    openThings: async () => [
      { what: '个公开的岗位', count: 3 },
      { what: '份见习协议', count: 0 },
    ],
  }
  const leaving = harness.db.transaction().execute((db) =>
    leavePlatform({ db, now: harness.clock.now(), deps, actor: owner }, id, {
      version,
      reason: '公司迁往外地',
    }),
  )
  await expect(leaving).rejects.toMatchObject({
    code: 'employer-open-things',
    options: { extra: { open: ['3 个公开的岗位'] } },
  })
})
