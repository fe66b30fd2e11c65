import type { PolicyBook } from '@jucai/contract/policies/book'
import {
  comparatorOf,
  type Comparator,
  type Comparison,
  type Criterion,
  type Operand,
  type SpanOperand,
} from '@jucai/contract/policies/criteria'
import type { FactDefinition, FactType } from '@jucai/contract/policies/facts'
import { firstValue } from './values'

/** The forms that a part of a criterion can have. */
export type NodeKind = 'comparison' | 'all' | 'any' | 'not' | 'at-least' | 'when' | 'office'
/** Forms as the office says them. */
export const nodeKindLabels: Readonly<Record<NodeKind, string>> = {
  comparison: '比较一项情况',
  all: '全部满足',
  any: '满足任何一项',
  not: '不能是',
  'at-least': '至少满足几项',
  when: '如果…那么…',
  office: '由人才办认定',
}
/** Which form a part has. */
export const nodeKindOf = (node: Criterion): NodeKind => {
  if ('fact' in node) return 'comparison'
  if ('all' in node) return 'all'
  if ('any' in node) return 'any'
  if ('not' in node) return 'not'
  if ('of' in node) return 'at-least'
  return 'when' in node ? 'when' : 'office'
}
/** The parts of a part, in their order. */
export const partsOf = (node: Criterion): readonly Criterion[] => {
  if ('all' in node) return node.all
  if ('any' in node) return node.any
  if ('not' in node) return [node.not]
  if ('of' in node) return node.of
  return 'when' in node ? [node.when, node.then] : []
}

/** How comparisons are said, by the kind of fact. */
export const comparatorLabels: Readonly<Record<Comparator, string>> = {
  is: '是',
  isNot: '不是',
  oneOf: '是其中之一',
  atMost: '不超过',
  atLeast: '不低于',
  before: '早于',
  after: '晚于',
  sinceAtLeast: '起已经满',
  sinceAtMost: '起还在…以内',
}
/** The comparisons that a fact takes. */
export const comparatorsFor = (type: FactType): Comparator[] => {
  if (type.kind === 'boolean') return ['is']
  if (type.kind === 'integer') return ['atLeast', 'atMost']
  if (type.kind === 'day') return ['sinceAtLeast', 'sinceAtMost', 'before', 'after']
  const isRanked = type.options.every(({ rank }) => rank !== undefined)
  return isRanked ? ['is', 'isNot', 'oneOf', 'atLeast', 'atMost'] : ['is', 'isNot', 'oneOf']
}

const quoteOf = ({ clause, label, advice }: Criterion) => ({
  ...(clause === undefined ? {} : { clause }),
  ...(label === undefined ? {} : { label }),
  ...(advice === undefined ? {} : { advice }),
})

/** A comparison of a fact in a given way, with a first value that fits. */
export const comparisonBy = (fact: FactDefinition, by: Comparator, quoted: Criterion): Comparison => {
  const value = firstValue(fact)
  const said = { ...quoteOf(quoted), fact: fact.code }
  const operand: Operand =
    fact.type.kind === 'integer' ? { value: 0, unit: fact.type.unit } : { value: String(value) }
  switch (by) {
    case 'is':
      return { ...said, is: value }
    case 'isNot':
      return { ...said, isNot: value }
    case 'oneOf':
      return { ...said, oneOf: [String(value)] }
    case 'atMost':
      return { ...said, atMost: operand }
    case 'atLeast':
      return { ...said, atLeast: operand }
    case 'before':
      return { ...said, before: String(value) }
    case 'after':
      return { ...said, after: String(value) }
    case 'sinceAtLeast':
      return { ...said, sinceAtLeast: { months: 6 } }
    case 'sinceAtMost':
      return { ...said, sinceAtMost: { years: 5 } }
  }
}
const firstBy = (type: FactType): Comparator => comparatorsFor(type)[0] ?? 'is'
/** The same comparison of another fact; its way stays where that fact takes it. */
export const withFact = (node: Comparison, fact: FactDefinition): Comparison => {
  const by = comparatorOf(node)
  return comparisonBy(fact, comparatorsFor(fact.type).includes(by) ? by : firstBy(fact.type), node)
}
/** What a new part begins with. */
export const firstComparison = ({ facts }: PolicyBook): Comparison => {
  const [fact] = facts
  return fact ? comparisonBy(fact, firstBy(fact.type), { office: '' }) : { fact: '', is: true }
}

const unquoted = (node: Criterion): Criterion => {
  const { clause: _clause, label: _label, advice: _advice, ...rest } = node
  return rest
}

/** A part in another form; its parts are kept where the form has parts. */
export const withKind = (node: Criterion, kind: NodeKind, book: PolicyBook): Criterion => {
  const quote = quoteOf(node)
  const inner = 'fact' in node ? [unquoted(node)] : [...partsOf(node)]
  const bare = inner.length > 0 ? inner : [firstComparison(book)]
  const [first = firstComparison(book), second = firstComparison(book)] = bare
  switch (kind) {
    case 'comparison': {
      const { clause: _, ...comparison } = firstComparison(book)
      return { ...comparison, ...quote }
    }
    case 'all':
      return { ...quote, all: bare }
    case 'any':
      return { ...quote, any: bare }
    case 'not':
      return { ...quote, not: first }
    case 'at-least':
      return { ...quote, atLeast: 1, of: bare }
    case 'when':
      return { ...quote, when: first, then: second }
    case 'office':
      return { ...quote, office: '在重点产业链单位工作' }
  }
}
/** A part with other parts; without any, null. */
export const withParts = (node: Criterion, parts: readonly Criterion[]): Criterion | null => {
  const [first, second] = parts
  if (!first) return null
  if ('all' in node) return { ...node, all: parts }
  if ('any' in node) return { ...node, any: parts }
  if ('of' in node) return { ...node, of: parts, atLeast: Math.min(node.atLeast, parts.length) }
  if ('not' in node) return { ...node, not: first }
  return 'when' in node && second ? { ...node, when: first, then: second } : first
}

/** The limit of a comparison by number or rank; undefined of any other. */
export const limitIn = (node: Comparison): Operand | undefined =>
  'atMost' in node ? node.atMost : 'atLeast' in node ? node.atLeast : undefined
/** The length of time of a comparison; undefined of any other. */
export const spanIn = (node: Comparison): SpanOperand | undefined =>
  'sinceAtLeast' in node ? node.sinceAtLeast : 'sinceAtMost' in node ? node.sinceAtMost : undefined
