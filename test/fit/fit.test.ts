import { fitOf, knownForFit, matcherOf } from '@jucai/contract/fit/fit'
import { fitFacts } from '@jucai/contract/fit/facts'
import { disciplines, majorClasses, majorClassOf, majorsOf } from '@jucai/contract/fit/majors'
import { criterionOf, requirementFaults, type FitRequirements } from '@jucai/contract/fit/requirements'
import { criterionFaults } from '@jucai/contract/policies/criteria'
import { definitionFaults, type Facts } from '@jucai/contract/policies/facts'
import { readingOf } from '../../server/core/pinyin-search'

const today = '2026-11-27'
const facts = (values: Record<string, string | number>, asOf = today): Facts =>
  Object.fromEntries(
    Object.entries(values).map(([code, value]) => [code, { value, source: 'self' as const, asOf }]),
  )
const asked: FitRequirements = {
  minDegree: 'bachelor',
  majors: ['0809'],
  experienceYears: 2,
  others: ['能出差'],
}
const shortOf = (fit: ReturnType<typeof fitOf>) => fit.clauses.map(({ key, outcome }) => `${key} ${outcome}`)

it('knows twelve disciplines, 93 classes, and each major in one of them', () => {
  expect([disciplines.length, majorClasses.length]).toEqual([12, 93])
  const names = majorClasses.flatMap(({ code }) => majorsOf(code))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  expect(definitionFaults(fitFacts)).toEqual([])
})

it.each([
  ['软件工程', '0809'],
  ['软 件工程（师范类）', '0809'],
  ['计算机类', '0809'],
  ['计算机科学与技术/软件工程', '0809'],
  ['ruanjian gongcheng', '0809'],
  ['软件工成', '0809'],
  ['RuanJianGongCheng', '0809'],
  ['电气工程及其自动化专业', '0806'],
  ['物理学/软件工程', null],
  ['星际航行学', null],
  ['   ', null],
])('maps the major “%s” to %s', (typed, code) => {
  expect(majorClassOf(typed, readingOf)).toBe(code)
})

it('says clause by clause what holds, what not, and what it does not know, and asks for that', () => {
  const fit = fitOf(facts({ degree: 'associate', experienceYears: 3 }), asked, today)
  expect(shortOf(fit)).toEqual([
    'minDegree fail',
    'majors unknown',
    'experienceYears pass',
    'others not-computed',
  ])
  expect(fit.outcome).toBe('fail')
  expect(fit.questions).toEqual([]) // no answer can change it
  const open = fitOf(facts({ degree: 'master' }), asked, today)
  expect([open.outcome, open.questions.map(({ code }) => code).sort()]).toEqual([
    'unknown',
    ['experienceYears', 'majorClass'],
  ])
})

it('leaves to the employer what no data decides, and never turns the unknown into a no', () => {
  const all = facts({ degree: 'master', majorClass: '0809', experienceYears: 2 })
  expect(fitOf(all, asked, today).outcome).toBe('not-computed')
  expect(fitOf({}, asked, today).outcome).toBe('unknown')
  expect(fitOf(all, {}, today)).toEqual({ outcome: 'not-computed', clauses: [], questions: [] })
  const aged = fitOf(
    facts({ degree: 'master', majorClass: '0809', experienceYears: 9 }, '2024-01-01'),
    asked,
    today,
  )
  expect(shortOf(aged)[2]).toBe('experienceYears unknown') // told too long ago
})

it('takes a whole discipline as each of its classes', () => {
  expect(fitOf(facts({ majorClass: '0804' }), { majors: ['08'] }, today).outcome).toBe('pass')
  expect(fitOf(facts({ majorClass: '0703' }), { majors: ['08'] }, today).outcome).toBe('fail')
})

it('names what is wrong with requirements, and makes faultless criteria of faultless ones', () => {
  expect(
    requirementFaults({ majors: ['9999'], experienceYears: 0, tier: 'z', others: [' '] }).map(({ at }) => at),
  ).toEqual(['majors', 'experienceYears', 'tier', 'others'])
  const full: FitRequirements = { ...asked, title: 'senior', tier: 'b', graduatedWithinYears: 2 }
  expect(requirementFaults(full)).toEqual([])
  expect(criterionFaults(criterionOf(full), { facts: fitFacts, parameters: [] })).toEqual([])
})

it('asks first for what most posts wait for', () => {
  const matcher = matcherOf(knownForFit(facts({ degree: 'bachelor' }), today))
  expect(matcher.match({ minDegree: 'doctor', majors: ['01'] })).toEqual({
    outcome: 'fail',
    onlyMissing: 'minDegree',
  })
  matcher.match({ experienceYears: 1 })
  matcher.match({ majors: ['0809'] })
  matcher.match({ majors: ['0809'], experienceYears: 3 })
  matcher.match({ majors: ['0807'] })
  expect(matcher.questions().map(({ code }) => code)).toEqual(['majorClass', 'experienceYears'])
})
