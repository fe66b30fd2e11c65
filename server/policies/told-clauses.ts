import type { Criterion as ToldCriterion } from '@jucai/contract/applications'
import type { CriterionResult } from '@jucai/contract/application-vocabulary'
import type { Policy } from '@jucai/contract/policies/book'
import { changesAhead, isOpen, remedies } from '@jucai/contract/policies/change'
import type { Compiled } from '@jucai/contract/policies/compile'
import { factsOf, type Criterion } from '@jucai/contract/policies/criteria'
import { addYears, dayInWords } from '@jucai/contract/policies/days'
import { evaluate, type Explanation } from '@jucai/contract/policies/evaluate'
import { factSourceLabels, type FactDefinition, type Facts } from '@jucai/contract/policies/facts'
import type { Known, Rulebook } from '@jucai/contract/policies/known'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import { clauseChangeWords, factWords, needWords, numberWords } from '@jucai/contract/policies/people-words'

/** A clause as it is told, and the codes of the facts that its sentences tell of. */
export type ToldClause = ToldCriterion & { quotes: string[] }

/** One of the parts that all have to be met, made ready. */
export interface ClausePart {
  criterion: Criterion
  compiled: Compiled
}
/** The parts of a criterion that stand one below the other: of `all`, each; of anything else, itself. */
export const partsOf = (criterion: Criterion): readonly Criterion[] =>
  'all' in criterion && criterion.clause === undefined ? criterion.all : [criterion]

const results: Record<Outcome, CriterionResult> = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  'not-applicable': 'not-applicable',
  'not-computed': 'office',
}
/** How many years ahead a change is looked for. */
const outlook = 5

/** The comparisons, and what the office judges, by which a part comes to its outcome. */
const decisive = (part: Explanation): Explanation[] => {
  const { rule, outcome, parts } = part
  if (rule === 'comparison' || rule === 'office') return [part]
  if (rule === 'not') return parts.flatMap(decisive)
  if (rule === 'when') {
    const [when, then] = parts
    if (outcome === 'not-applicable' || when?.outcome !== 'pass') return when ? decisive(when) : []
    return then ? decisive(then) : []
  }
  const same = parts.filter((one) => one.outcome === outcome)
  return (rule === 'any' && outcome === 'pass' ? same.slice(0, 1) : same).flatMap(decisive)
}

const definitionOf = ({ facts, factAt }: Rulebook, code: string): FactDefinition | undefined =>
  facts[factAt.get(code) ?? -1]

const onRecord = (definition: FactDefinition, fact: Explanation['used']): string =>
  fact
    ? `${definition.label}：${factWords(definition, fact.value)}（${factSourceLabels[fact.source]}，${dayInWords(fact.asOf)}）`
    : ''

const unknownWords = (book: Rulebook, { unknown, used, on, comparison }: Explanation): string => {
  if (!unknown || !comparison) return ''
  if (unknown.reason === 'no-value') {
    const parameter = book.parameters[book.parameterAt.get(unknown.of) ?? -1]
    return `还不知道：${parameter?.label ?? unknown.of}，这一天没有公布`
  }
  const definition = definitionOf(book, unknown.of)
  const label = definition?.label ?? unknown.of
  if (unknown.reason === 'missing') return `还不知道：${label}`
  if (unknown.reason === 'faulty') return `还不知道：${label}，填写有误`
  const fact = unknown.of === comparison.fact ? used : on
  return `还不知道：${definition ? onRecord(definition, fact) : label}，已过有效期，要重新确认`
}

const comparisonWords = (book: Rulebook, part: Explanation): string => {
  const { comparison, used, on, parameter } = part
  if (part.office !== undefined) return `由人才办认定：${part.office}`
  if (!comparison) return ''
  if (part.unknown) return unknownWords(book, part)
  const definition = definitionOf(book, comparison.fact)
  const other = 'on' in comparison && comparison.on ? definitionOf(book, comparison.on) : undefined
  const unit =
    parameter && book.parameters.find(({ values }) => values.some((value) => value === parameter))?.unit
  return [
    ...(definition ? [onRecord(definition, used)] : []),
    ...(other ? [onRecord(other, on)] : []),
    ...(parameter && unit ? [`标准是 ${numberWords(parameter.value, unit)}`] : []),
  ].join('，')
}

const titleOf = (book: Rulebook, { criterion }: ClausePart, policy: Policy, known: Known): string => {
  if (criterion.label !== undefined) return criterion.label
  if ('office' in criterion) return criterion.office
  const definition = 'fact' in criterion ? definitionOf(book, criterion.fact) : undefined
  if (definition && 'fact' in criterion)
    return needWords(definition, criterion, (code) => {
      const at = book.parameterAt.get(code) ?? -1
      const [unit, value] = [book.parameters[at]?.unit, known.rules.values[at]?.value]
      return unit === undefined || value === undefined ? '规定的标准' : numberWords(value, unit)
    })
  return policy.clauses.find(({ key }) => key === criterion.clause)?.title ?? policy.title
}

const advicesOf = (part: Explanation): string[] =>
  part.outcome === 'fail' ? [...(part.advice ? [part.advice] : []), ...part.parts.flatMap(advicesOf)] : []

/** What would change a failure, and when: by itself, by what the book advises, or by the nearest other value. */
const changeOf = (
  book: Rulebook,
  { compiled }: ClausePart,
  explanation: Explanation,
  { known, facts }: Judged,
): string | null => {
  if (explanation.outcome !== 'fail') return null
  const { day } = known.rules
  const ahead = changesAhead(compiled, facts, { from: day, until: addYears(day, outlook) })
  const opening = ahead.find(({ to }) => isOpen(to))
  const said = [...(opening ? [clauseChangeWords(opening)] : []), ...new Set(advicesOf(explanation))]
  if (said.length > 0) return said.join('；')
  const [remedy] = remedies(compiled, known)
  const definition = remedy && definitionOf(book, remedy.fact)
  return definition ? `${definition.label}为“${factWords(definition, remedy.needs)}”时符合` : null
}

/** What is judged by: the facts, as they are and as they were read on the day. */
interface Judged {
  known: Known
  facts: Facts
}

/** What one part comes to, as people read it: because of which fact of which day, and what would change it. */
export const toldClause = (policy: Policy, part: ClausePart, judged: Judged, key: string): ToldClause => {
  const book = part.compiled.book
  const explanation = evaluate(part.compiled, judged.known)
  const because = decisive(explanation)
  const change = changeOf(book, part, explanation, judged)
  const clause = policy.clauses.find((one) => one.key === part.criterion.clause)
  const told = because.flatMap(({ comparison }) => (comparison ? factsOf(comparison) : []))
  return {
    key,
    title: titleOf(book, part, policy, judged.known),
    result: results[explanation.outcome],
    because: [...new Set(because.map((one) => comparisonWords(book, one)))].filter(Boolean).join('；'),
    change,
    source: clause ? { ...policy.source, clause: clause.title, text: clause.text } : policy.source,
    quotes: [...new Set(change === null ? told : factsOf(part.criterion))],
  }
}
