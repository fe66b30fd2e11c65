import type { BookRule, PolicyBook } from '@jucai/contract/policies/book'
import { parameterOn } from '@jucai/contract/policies/parameters'
import {
  policiesOfRule,
  ruleKindLabels,
  ruleKindOf,
  ruleKinds,
  ruleText,
  type RuleKind,
} from '@jucai/contract/policies/office-words'
import { dayOf } from '../dates'
import { numberText } from '@jucai/contract/policies/units'

const rowHeight = 52
const [nodeWidth, ruleWidth, width] = [210, 190, 760]
const [left, right] = [10, width - ruleWidth - 10]

interface Placed {
  code: string
  title: string
  y: number
}
/** Policies that a rule is about, each near the rules that it stands in, so that lines cross little. */
const placePolicies = (book: PolicyBook): Placed[] => {
  const where = (code: string) => {
    const at = book.rules.flatMap((rule, index) => (policiesOfRule(rule).includes(code) ? [index] : []))
    return at.reduce((sum, one) => sum + one, 0) / at.length
  }
  const codes = [...new Set(book.rules.flatMap(policiesOfRule))]
  return codes
    .map((code) => ({ code, at: where(code) }))
    .sort((a, b) => a.at - b.at)
    .map(({ code }, index) => ({
      code,
      title: book.policies.find((one) => one.code === code)?.title ?? code,
      y: index * rowHeight + 30,
    }))
}

/** What stands in a rule's box: the kind, and how much. */
const ruleWords = (rule: BookRule, book: PolicyBook): string => {
  const kind = ruleKindLabels[ruleKindOf(rule)]
  if ('reduces' in rule) return `${kind} ${rule.toThousandths / 10}%`
  if (!('cap' in rule)) return kind
  const parameter = book.parameters.find(({ code }) => code === rule.parameter)
  const value = parameter && parameterOn(parameter, dayOf(new Date()))
  return value ? `${kind} ${numberText(value.value, parameter.unit)}` : kind
}
/** Which way a line points: to the policy that a rule acts on, from the one it looks at. */
const pointsAt = (rule: BookRule, code: string): boolean =>
  ('reduces' in rule && rule.reduces === code) ||
  ('benefit' in rule && rule.benefit === code) ||
  ('first' in rule && rule.then === code)

/** Lines of one policy leave its box one below the other, so that no arrow hides another. */
const lineOffset = (book: PolicyBook, code: string, at: number): number => {
  const rules = book.rules.flatMap((rule, index) => (policiesOfRule(rule).includes(code) ? [index] : []))
  return (rules.indexOf(at) - (rules.length - 1) / 2) * Math.min(12, 30 / rules.length)
}

const short = (text: string) => (text.length > 12 ? `${text.slice(0, 11)}…` : text)

/** The rules between policies as one picture: policies at the left, rules at the right, a line for each that is meant. */
export function RulesPicture({ book }: { book: PolicyBook }) {
  const policies = placePolicies(book)
  const height = Math.max(policies.length, book.rules.length) * rowHeight + 20
  const gap = height / Math.max(1, book.rules.length)
  const rules = book.rules.map((rule, index) => ({ rule, y: gap * (index + 0.5) }))
  const kinds = ruleKinds.filter((kind) => book.rules.some((rule) => ruleKindOf(rule) === kind))
  return (
    <figure className="rules-picture">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${policies.length} 项政策之间的 ${rules.length} 条规则，下面的列表逐条写明`}
      >
        <defs>
          {ruleKinds.map((kind) => (
            <marker
              key={kind}
              id={`arrow-${kind}`}
              className={`rule-${kind}`}
              viewBox="0 0 8 8"
              markerUnits="userSpaceOnUse"
              refX="1"
              refY="4"
              markerWidth="14"
              markerHeight="14"
              orient="auto"
            >
              <path d="M8 0 0 4l8 4z" fill="currentColor" />
            </marker>
          ))}
        </defs>
        {rules.flatMap(({ rule, y }, at) =>
          policiesOfRule(rule).map((code) => {
            const policy = policies.find((one) => one.code === code)
            if (!policy) return null
            const kind = ruleKindOf(rule)
            const [from, middle] = [left + nodeWidth, (left + nodeWidth + right) / 2]
            const start = policy.y + lineOffset(book, code, at)
            return (
              <path
                key={`${at} ${code}`}
                className={`rule-line rule-${kind}`}
                d={`M${from + 2} ${start}C${middle} ${start} ${middle} ${y} ${right} ${y}`}
                markerStart={pointsAt(rule, code) ? `url(#arrow-${kind})` : undefined}
              />
            )
          }),
        )}
        {policies.map(({ code, title, y }) => (
          <g key={code} className="rule-policy">
            <rect x={left} y={y - 19} width={nodeWidth} height={38} rx={9} />
            <text x={left + 14} y={y + 5}>
              {short(title)}
            </text>
          </g>
        ))}
        {rules.map(({ rule, y }, at) => (
          <g key={at} className={`rule-box rule-${ruleKindOf(rule)}`}>
            <rect x={right} y={y - 17} width={ruleWidth} height={34} rx={17} />
            <text x={right + ruleWidth / 2} y={y + 5} textAnchor="middle">
              {ruleWords(rule, book)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        <Legend kinds={kinds} />
      </figcaption>
    </figure>
  )
}

const meanings: Readonly<Record<RuleKind, string>> = {
  oneOf: '只能享受其中一项',
  cap: '合计不超过上限',
  reduces: '箭头指的那项打折发放',
  needs: '箭头指的那项要先有另一项',
  order: '箭头指的那项排在后面',
}
function Legend({ kinds }: { kinds: readonly RuleKind[] }) {
  return (
    <ul className="rules-legend">
      {kinds.map((kind) => (
        <li key={kind} className={`rule-${kind}`}>
          <svg width="34" height="10" aria-hidden>
            <path className={`rule-line rule-${kind}`} d="M1 5H33" />
          </svg>
          <span>
            {ruleKindLabels[kind]}：{meanings[kind]}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A rule as its sentence, with the clause that says so. */
export function RuleWords({ rule, book }: { rule: BookRule; book: PolicyBook }) {
  return (
    <>
      <span className={`tag rule-tag rule-${ruleKindOf(rule)}`}>{ruleKindLabels[ruleKindOf(rule)]}</span>
      <span>
        {ruleText(rule, book)}
        <span className="second small">
          {' '}
          《{rule.source.paper}》{rule.source.clause}：{rule.source.text}
        </span>
      </span>
    </>
  )
}
