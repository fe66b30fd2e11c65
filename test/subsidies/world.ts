import type { Answers } from '@jucai/contract/forms'
import { keepUp } from '../../server/subsidies'
import { testVault } from '../../mock/fakes'
import { apply, decide, recognitionAnswers, type FakeEvidence } from '../applications/world'
import type { Harness, Visitor } from '../harness'

/** Answers of the rent subsidy that pass, but for the proof of no home: a bachelor of this year, 800 元 a month for 36 months. */
export const rentAnswers = (file: string, changes: Answers = {}): Answers => ({
  leaseTerm: { from: '2026-09-01', to: '' },
  address: '星城市老城区示例路 1 号',
  lease: [file],
  ownsHome: 'no',
  otherBenefit: 'none',
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  certificate: [file],
  works: 'employed',
  employer: '示例软件有限公司',
  workProof: [file],
  insuranceMonths: 4,
  phone: '13900001234',
  checks: true,
  knows: true,
  ...changes,
})

/** Answers of an internship of six months, begun on 1 September. */
export const internshipAnswers = (file: string, changes: Answers = {}): Answers => ({
  base: '示例智能制造有限公司',
  internshipFrom: '2026-09-01',
  internshipTo: '2027-02-28',
  agreement: [file],
  employed: 'no',
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  certificate: [file],
  phone: '13900001234',
  checks: true,
  knows: true,
  ...changes,
})

/** Answers of a company of eight months that employs nobody. */
export const startupAnswers = (file: string, changes: Answers = {}): Answers => ({
  companyRole: 'main',
  company: '示例文化有限公司',
  companyFoundedOn: '2026-03-10',
  companyEmployees: 1,
  license: [file],
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  certificate: [file],
  phone: '13900001234',
  checks: true,
  knows: true,
  ...changes,
})

/** Answers of a bachelor who bought a first home three months ago, but for the query of homes: 20,000 元 once. */
export const purchaseAnswers = (file: string, changes: Answers = {}): Answers => ({
  homeBoughtOn: '2026-08-15',
  firstHome: 'yes',
  address: '星城市老城区示例路 2 号',
  purchase: [file],
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  certificate: [file],
  works: 'employed',
  employer: '示例软件有限公司',
  workProof: [file],
  insuranceMonths: 18,
  phone: '13900001234',
  checks: true,
  knows: true,
  ...changes,
})

/** Answers of the subsidy for living: 600 元 a month for 24 months. */
export const livingAnswers = (file: string, changes: Answers = {}): Answers => ({
  degree: 'bachelor',
  graduatesOn: '2026-06-30',
  certificate: [file],
  works: 'employed',
  employer: '示例软件有限公司',
  employerKind: 'firm',
  workProof: [file],
  insuranceMonths: 4,
  phone: '13900001234',
  checks: true,
  knows: true,
  ...changes,
})

type AnswersOf = (file: string, changes?: Answers) => Answers
const answersOf: Record<string, AnswersOf> = {
  'rent-subsidy': rentAnswers,
  'internship-subsidy': internshipAnswers,
  'startup-subsidy': startupAnswers,
  'purchase-subsidy': purchaseAnswers,
  'living-subsidy': livingAnswers,
}
/** The paper of a form that has to be a file of its own. */
const ownPaper: Record<string, string> = { 'rent-subsidy': 'homeProof', 'purchase-subsidy': 'homeQuery' }

/** Applies for a subsidy, with files of their own. */
export const applyFor = (person: Visitor, evidence: FakeEvidence, scheme: string, changes: Answers = {}) => {
  const paper = ownPaper[scheme]
  const other = paper === undefined ? {} : { [paper]: [evidence.add(person.personId)] }
  const answers = answersOf[scheme]?.(evidence.add(person.personId), { ...other, ...changes }) ?? {}
  return apply(person, scheme, answers)
}

/** Recommends a case by one and approves it by another. */
export const approve = async (first: Visitor, second: Visitor, id: string) => {
  await decide(first, id, { event: 'recommend' })
  return decide(second, id, { event: 'approve' })
}

/** Lets somebody be recognised in a tier. */
export const recognise = async (
  person: Visitor & { registration: { documentNumber: string } },
  evidence: FakeEvidence,
  [first, second]: readonly [Visitor, Visitor],
) => {
  const answers = recognitionAnswers(evidence.add(person.personId), person.registration.documentNumber)
  await approve(first, second, (await apply(person, 'recognition', answers)).id)
}

/** Sets the budget of a scheme and year. */
export const budget = async (lead: Visitor, scheme: string, year: number, amountFen: number) => {
  const known = (await lead.call('GET /ledger/budgets', { query: { year, limit: 50 } })).items.find(
    (one) => one.scheme === scheme,
  )
  return lead.call('PUT /ledger/budgets/:scheme/:year', {
    params: { scheme, year },
    body: { title: '示例补贴', amountFen, why: '年初安排', version: known?.version ?? 0 },
  })
}

/** What time and budgets bring, and everybody told. */
export const tick = async (harness: Harness) => {
  await keepUp({ db: harness.db, vault: testVault() }, harness.clock.now())
  await harness.app.worker.drain()
}

/** The one subsidy of somebody. */
export const subsidyOf = async (person: Visitor) => {
  const [subsidy] = (await person.call('GET /me/subsidies')).items
  if (!subsidy) throw new Error('nothing was granted')
  return subsidy
}
