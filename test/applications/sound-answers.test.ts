import type { Answers } from '@jucai/contract/forms'
import type { DocumentType } from '@jucai/contract/vocabulary'
import { sampleDocument } from '../../mock/people/people'
import { startHarness, type Harness, type Visitor } from '../harness'
import {
  apartmentAnswers,
  apply,
  decide,
  fakeEvidence,
  homecomingAnswers,
  recognitionAnswers,
  type FakeEvidence,
} from './world'

let harness: Harness
let evidence: FakeEvidence
beforeAll(async () => {
  evidence = fakeEvidence()
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())

const childBornOn = '2020-03-15'
const schoolingAnswers = (file: string, changes: Answers = {}): Answers => ({
  childName: '示例宝',
  childBornOn,
  childDocumentType: 'resident-id',
  childDocument: sampleDocument('430102', childBornOn, 7),
  relation: 'mother',
  register: [file],
  level: 'primary',
  startsOn: '2027-09-01',
  homeRegion: '430102',
  home: 'owned',
  worksHere: 'yes',
  phone: '13900001234',
  childConsent: true,
  ...changes,
})

describe('a person whose document is not a resident’s', () => {
  it.each<[DocumentType, string]>([
    ['hk-macao-permit', sampleDocument('810000', '2004-01-01', 1)],
    ['taiwan-permit', sampleDocument('830000', '2004-01-01', 2)],
    ['foreign-permanent-id', sampleDocument('943156', '2004-01-01', 3)],
  ])('applies for recognition with what is known of them: %s', async (documentType, documentNumber) => {
    const person = await harness.registerPerson({ documentType, documentNumber })
    const { prefill } = await person.call('GET /programs/:program/draft', {
      params: { program: 'recognition' },
    })
    const known = Object.fromEntries(prefill.map(({ field, value }) => [field, value]))
    expect(known.documentType).toBe(documentType)
    const file = evidence.add(person.personId)
    const { answers } = await apply(
      person,
      'recognition',
      recognitionAnswers(file, String(known.document), { documentType: known.documentType }),
    )
    expect(answers.documentType).toBe(documentType)
  })

  it('sends a child with such a document to school', async () => {
    const person = await harness.registerPerson()
    const file = evidence.add(person.personId)
    const own = evidence.add(person.personId)
    const answers = schoolingAnswers(file, {
      childDocumentType: 'hk-macao-permit',
      childDocument: sampleDocument('810000', childBornOn, 4),
      homeProof: [own],
    })
    expect((await apply(person, 'schooling', answers)).state).toBe('submitted')
  })
})

it('takes the registration of somebody abroad, with their number and country', async () => {
  const person = await harness.registerPerson({ presentRegion: '947400' })
  const { answers } = await apply(
    person,
    'homecoming',
    homecomingAnswers({ presentRegion: '947400', phone: '+6581234567' }),
  )
  expect(answers).toMatchObject({ presentRegion: '947400', phone: '+6581234567' })
  expect((await person.call('GET /me/profile')).presentRegionName).toBe('海外 新加坡')
})

describe('answers that contradict each other are told at the field', () => {
  const refusedAt = async (person: Visitor, program: string, answers: Answers) =>
    apply(person, program, answers).then(
      () => [],
      (error: { errors: { pointer: string; detail: string }[] }) =>
        error.errors.map(({ pointer, detail }) => `${pointer.replace('/answers/', '')}: ${detail}`),
    )

  it.each<[string, (file: string, own: string) => Answers, string]>([
    [
      'the applicant’s own number as the child’s',
      (_file, own) => ({ childDocument: own, childBornOn: '2020-03-15' }),
      'childDocument: 这是你自己的证件号码，请填写孩子的',
    ],
    [
      'a birthday that is not the number’s',
      () => ({ childBornOn: '2019-06-01' }),
      'childBornOn: 与孩子证件号码里的出生日期不一致，请对照证件检查',
    ],
    [
      'a child older than its mother',
      () => ({ childBornOn: '2005-03-15', childDocument: sampleDocument('430102', '2005-03-15', 8) }),
      'childBornOn: 按你登记的证件，这一天你还不满 12 岁，请检查孩子的出生日期和你们的关系',
    ],
    [
      'one file in two fields',
      (file) => ({ homeProof: [file] }),
      'homeProof: 这份文件在前面传过了，请上传租房合同或房产证',
    ],
  ])('schooling: %s', async (_case, changes, words) => {
    const person = await harness.registerPerson()
    const [file, home] = [evidence.add(person.personId), evidence.add(person.personId)]
    const answers = schoolingAnswers(file, {
      homeProof: [home],
      ...changes(file, person.registration.documentNumber),
    })
    expect(await refusedAt(person, 'schooling', answers)).toContain(words)
  })

  const spouse = { relation: 'spouse', name: '示例配偶', bornOn: '2003-02-03' }
  it.each<[string, Answers, string[]]>([
    [
      'a spouse of somebody unmarried',
      { household: [spouse] },
      ['household/0/relation: 婚姻状况不是已婚，这里不能有配偶。请改婚姻状况，或改这一条'],
    ],
    [
      'two spouses',
      { marital: 'married', household: [spouse, spouse] },
      ['household/1/relation: 配偶只能有一位，请检查与你的关系'],
    ],
    [
      'two rooms for one',
      { household: [], flatType: 'two-rooms' },
      ['flatType: 两室一厅给三人及以上。请选其他户型，或补上一起住的人'],
    ],
    [
      'a child born when its parent was six',
      { household: [{ relation: 'child', name: '示例孩子', bornOn: '2010-01-01' }] },
      ['household/0/bornOn: 按你登记的证件，这一天你还不满 12 岁，请检查出生日期和与你的关系'],
    ],
    [
      'a parent born after the applicant',
      { household: [{ relation: 'parent', name: '示例父亲', bornOn: '2015-01-01' }] },
      ['household/0/bornOn: 按你登记的证件，父母这一天之后不满 12 年你就出生了，请检查出生日期和与你的关系'],
    ],
    ['nothing where all is in order', {}, []],
  ])('apartment: %s', async (_case, changes, words) => {
    const person = await harness.registerPerson()
    const [file, marriageProof] = [evidence.add(person.personId), evidence.add(person.personId)]
    const answers = apartmentAnswers(file, { marriageProof: [marriageProof], ...changes })
    expect(await refusedAt(person, 'apartment', answers)).toEqual(words)
  })

  it('in a correction too', async () => {
    const person = await harness.registerPerson()
    const { id } = await apply(person, 'apartment', apartmentAnswers(evidence.add(person.personId)))
    const reviewer = await harness.office('reviewer')
    await decide(reviewer, id, {
      event: 'request-changes',
      fields: [{ field: 'household', what: '请核对家庭成员' }],
    })
    const correct = (household: Answers[]) =>
      person.call('POST /me/applications/:application/events', {
        params: { application: id },
        body: { event: 'correct', version: 2, answers: { household } },
      })
    await expect(correct([spouse])).rejects.toMatchObject({
      errors: [{ pointer: '/answers/household/0/relation' }],
    })
    expect((await correct([])).state).toBe('submitted')
  })
})
