import { registrationOf, startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { stationOf } from '../../mock/city/stations'
import { currentNotice } from '../../server/profiles'

/** Text as people type and paste it: brought into one form, then checked, wherever in a body it stands. */
let harness: Harness
let system: Visitor
beforeAll(async () => {
  harness = await startHarness()
  system = await harness.office('system-admin')
})
afterAll(() => harness.close())

const consented = async () => {
  const person = await harness.signIn()
  for (const purpose of ['registration', 'id-number'] as const)
    await person.call('PUT /me/consents/:purpose', {
      params: { purpose },
      body: { given: true, noticeVersion: currentNotice.version },
    })
  return person
}
const register = async (overrides: Parameters<typeof registrationOf>[0]) =>
  (await consented()).call('PUT /me/profile', { body: registrationOf(overrides) })
const fields = (error: unknown) => (error as { errors: { pointer: string; detail: string }[] }).errors
const faultsOf = (act: Promise<unknown>) => act.then(() => [], fields)

const invisible = [
  '\u200b\u200b',
  '\u2800\u2800',
  '\u00ad\u00ad',
  '\u2060\u2060',
  '\u3164\u3164',
  '\uffa0\uffa0',
]

it.each(invisible)('asks again for a required text of which nothing is seen: %j', async (text) => {
  const wanted = { role: 'reviewer', stationId: null, note: text } as const
  expect(await faultsOf(system.call('POST /staff-invitations', { body: wanted }))).toEqual([
    { pointer: '/note', detail: '这一项必填' },
  ])
  expect((await faultsOf(register({ name: text }))).map(({ pointer }) => pointer)).toEqual(['/name'])
})

it('trims and checks texts in lists, in objects and where nothing may stand instead', async () => {
  const profile = {
    hours: ' 周一至周五 ',
    phone: '0731-85550000',
    address: '人才大道 1 号',
    university: '  湖南大学 ',
    charter: [' 第一条 '],
    serves: [],
    fallback: true,
  }
  const put = (changes: object) =>
    system.call('PUT /stations/:station/profile', {
      params: { station: stationOf.hall },
      body: { ...profile, ...changes },
    })
  const pointers = async (changes: object) => (await faultsOf(put(changes))).map(({ pointer }) => pointer)
  expect(await pointers({ university: '   ' })).toEqual(['/university'])
  expect(await pointers({ charter: ['第一条', '\u200b'] })).toEqual(['/charter/1'])
  expect(await put({})).toMatchObject({
    hours: '周一至周五',
    university: '湖南大学',
    charter: ['第一条'],
  })
})

it('takes no text that a spreadsheet or an XML document cannot hold', async () => {
  for (const note of ['窗\ufffe口', '窗\uffff口', '窗\ufdd0口', '窗\u{1ffff}口'])
    expect(
      await faultsOf(
        system.call('POST /staff-invitations', { body: { role: 'reviewer', stationId: null, note } }),
      ),
    ).toEqual([{ pointer: '/note', detail: '含有无法识别的字符，请删去后重新输入' }])
})

it.each([
  ['李〇', '李〇'],
  ['阿卜杜‧热合曼', '阿卜杜·热合曼'],
  ['买买提．艾力', '买买提·艾力'],
  ['古丽∙娜', '古丽·娜'],
  ['王\ue863', '王\ue863'],
  ['D’Souza Ana', "D'Souza Ana"],
  [`Maria ${'de la Cruz '.repeat(4)}Y`, `Maria ${'de la Cruz '.repeat(4)}Y`],
])('registers %j as %j', async (name, kept) => {
  expect((await register({ name })).name).toBe(kept)
})

it('says which sign of a name is refused', async () => {
  expect(await faultsOf(register({ name: '李😀明' }))).toMatchObject([
    { pointer: '/name', detail: expect.stringContaining('“😀”') as unknown },
  ])
})

it('finds an account by its owner’s name, however the keyboard writes it', async () => {
  for (const [registered, typed] of [
    ["D'Souza Ana", 'D’Souza Ana'],
    ['Anne-Marie', 'Anne‑Marie'],
    ['Ana Li', 'Ａｎａ Ｌｉ'],
    ['买买提·艾力', '买买提‧艾力'],
  ] as const) {
    const owner = await harness.registerPerson({ name: registered })
    const asker = await harness.signIn()
    const { documentNumber } = owner.registration
    const check = (name: string) =>
      asker.call('POST /account-recoveries/checks', {
        body: { name, documentType: 'resident-id', documentNumber: documentNumber.replace(/^(.{6})/, '$1 ') },
      })
    expect((await check(typed)).maskedPhone).toContain('****')
    await expect(check('王小明')).rejects.toEqual(refused('recovery-not-matched'))
  }
})

it('signs in with a number and a code as they are copied', async () => {
  const digits = '13855550000'
  for (const phone of ['+86 138 5555 0000', '138-5555-0000', '\u202d13855550000\u202c']) {
    harness.clock.advance(61)
    await harness.as()('POST /sms-codes', { body: { phone, purpose: 'sign-in' } })
    const code = harness.sms.lastCode(digits) as string
    const { me } = await harness.as()('POST /sessions', {
      body: { method: 'sms', phone, code: `${code.slice(0, 3)} ${code.slice(3)}` },
    })
    expect(me.phone).toBe('138****0000')
  }
})

it('registers a number of a document as it is copied, and a school with a long name', async () => {
  const { documentNumber } = registrationOf()
  const school = 'The Hong Kong University of Science and Technology (Guangzhou)'
  const typed = `${documentNumber.slice(0, 6)}\u200b ${documentNumber.slice(6, 14)} ${documentNumber.slice(14)}`
  expect(await register({ documentNumber: typed, school, major: '电'.repeat(61) })).toMatchObject({ school })
  expect((await faultsOf(register({ school: '校'.repeat(121) }))).map(({ pointer }) => pointer)).toEqual([
    '/school',
  ])
})

it('takes a file whatever its name, which nobody typed', async () => {
  const person = await harness.signIn()
  const begun = async (fileName: string) =>
    (await person.call('POST /me/evidence', { body: { fileName, sizeBytes: 100 } })).fileName
  expect(await begun('\u200e劳动合同.pdf')).toBe('劳动合同.pdf')
  expect(await begun('合同\n(1).pdf')).toBe('合同 (1).pdf')
  expect(await begun(`${'合'.repeat(121)}.pdf`)).toBe(`${'合'.repeat(116)}.pdf`)
  expect(await begun('C:\\Users\\x\\b.pdf')).toBe('b.pdf')
})

it('cleans what is pasted into a form', async () => {
  const person = await harness.registerPerson()
  const params = { program: 'schooling' }
  const { version } = await person.call('GET /programs/:program', { params })
  const { answers } = await person.call('PUT /programs/:program/draft', {
    params,
    body: {
      answers: {
        phone: '+86 139 0000 1234',
        childName: '\u200b\u200b',
        childDocument: '430102 2019 0101\u200b 0014',
      },
      revision: 0,
      version,
    },
  })
  expect(answers).toEqual({ phone: '13900001234', childName: '', childDocument: '430***********0014' })
})

it('says what a number, a code or a login looks like where one is none', async () => {
  const asked = harness.as()('POST /sms-codes', { body: { phone: '12345', purpose: 'sign-in' } })
  expect(await faultsOf(asked)).toEqual([{ pointer: '/phone', detail: '请填写 11 位手机号，以 1 开头' }])
  const signIn = { method: 'sms', phone: '13700000000', code: '12' } as const
  expect(await faultsOf(harness.as()('POST /sessions', { body: signIn }))).toEqual([
    { pointer: '/code', detail: '请填写 6 位数字' },
  ])
  const { name, documentType, documentNumber } = registrationOf()
  const claim = {
    method: 'office',
    name,
    documentType,
    documentNumber,
    explanation: '换了号码，请帮忙核实。',
  } as const
  const asker = await harness.signIn()
  expect(
    await faultsOf(asker.call('POST /account-recoveries', { body: { ...claim, contactPhone: '+65' } })),
  ).toEqual([
    {
      pointer: '/contactPhone',
      detail: '请填写 11 位手机号；境外号码以 + 和国家代码开头，例如 +6581234567',
    },
  ])
})
