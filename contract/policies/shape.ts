import { comparatorOf, deepest, mostParts, type Comparison, type Criterion } from './criteria'

type Data = Record<string, unknown>
const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isPlain = (value: unknown): boolean =>
  isText(value) || typeof value === 'number' || typeof value === 'boolean'

const quoted = ['clause', 'label', 'advice']
const hasOnly = (node: Data, ...keys: string[]): boolean =>
  Object.keys(node).every((key) => keys.includes(key) || quoted.includes(key)) &&
  quoted.every((key) => node[key] === undefined || isText(node[key]))

const isOperand = (value: unknown): boolean => {
  if (!isData(value)) return false
  if ('parameter' in value) return isText(value.parameter)
  return isText(value.value) || (typeof value.value === 'number' && isText(value.unit))
}
const isSpan = (value: unknown): boolean => {
  if (!isData(value)) return false
  if ('parameter' in value) return isText(value.parameter)
  const [[unit, count] = [''], ...more] = Object.entries(value)
  return ['years', 'months', 'days'].includes(unit) && typeof count === 'number' && more.length === 0
}

const isComparison = (node: Data): boolean => {
  const by = comparatorOf(node as unknown as Comparison)
  const value = node[by]
  const isSpanned = by === 'sinceAtLeast' || by === 'sinceAtMost'
  if (!isText(node.fact) || !hasOnly(node, 'fact', by, ...(isSpanned ? ['on'] : []))) return false
  if (isSpanned) return isSpan(value) && (node.on === undefined || isText(node.on))
  if (by === 'atMost' || by === 'atLeast') return isOperand(value)
  if (by === 'oneOf') return Array.isArray(value) && value.every(isPlain)
  return by === 'is' || by === 'isNot' ? isPlain(value) : isText(value)
}

const partsOf = (node: Data): unknown[] | null => {
  if ('all' in node) return Array.isArray(node.all) && hasOnly(node, 'all') ? node.all : null
  if ('any' in node) return Array.isArray(node.any) && hasOnly(node, 'any') ? node.any : null
  if ('not' in node) return hasOnly(node, 'not') ? [node.not] : null
  if ('of' in node) {
    const isCounted = typeof node.atLeast === 'number' && hasOnly(node, 'atLeast', 'of')
    return isCounted && Array.isArray(node.of) ? node.of : null
  }
  if ('when' in node) return hasOnly(node, 'when', 'then') ? [node.when, node.then] : null
  return isText(node.office) && hasOnly(node, 'office') ? [] : null
}

/**
 * Whether JSON has the form of a criterion, so that it can be drawn, said in words and gone on with. Whether
 * what it names is there and can be compared is another question: `criterionFaults`.
 */
export const isCriterion = (json: unknown): json is Criterion => {
  let parts = 0
  const walk = (node: unknown, depth: number): boolean => {
    parts += 1
    if (!isData(node) || depth > deepest || parts > mostParts) return false
    if ('fact' in node) return isComparison(node)
    const inner = partsOf(node)
    return inner !== null && inner.every((part) => walk(part, depth + 1))
  }
  return walk(json, 1)
}
