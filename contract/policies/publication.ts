import type { Policy, PolicyBook } from './book'
import type { Criterion } from './criteria'
import type { Fault } from './facts'
import { isRecordFact } from './record-facts'

/** How many examples a policy has at least: passes, just fails, is unknown, the edge of a date. */
export const fewestExamples = 4

/** The parts directly below a part. */
const partsOf = (node: Criterion): readonly Criterion[] => {
  if ('all' in node) return node.all
  if ('any' in node) return node.any
  if ('not' in node) return [node.not]
  if ('of' in node) return node.of
  return 'when' in node ? [node.when, node.then] : []
}
/** Whether data decide some of it. */
const isComputed = (node: Criterion): boolean => 'fact' in node || partsOf(node).some(isComputed)

/** What keeps records alone from deciding a part: labels of facts that none tells, or what the office judges. */
const blockers = (node: Criterion, labelOf: (code: string) => string): string[] => {
  if ('fact' in node) {
    const codes = [node.fact, ...('on' in node && node.on !== undefined ? [node.on] : [])]
    return codes.filter((code) => !isRecordFact(code)).map(labelOf)
  }
  if ('office' in node) return [node.office]
  // Of whom the condition is not the case, nothing more is asked.
  if ('when' in node) return blockers(node.when, labelOf)
  const below = partsOf(node).map((part) => blockers(part, labelOf))
  const needed = 'any' in node ? 1 : 'of' in node ? node.atLeast : below.length
  return below.filter((found) => found.length === 0).length >= needed ? [] : below.flat()
}

/** Comparisons that no label names: neither their own nor that of a part they stand in. */
const unnamed = (node: Criterion): string[] => {
  if (node.label !== undefined && node.label.trim() !== '') return []
  return 'fact' in node ? [node.fact] : partsOf(node).flatMap(unnamed)
}

const policyMessages = (policy: Policy, labelOf: (code: string) => string): string[] => {
  const { criterion, title, offered, examples } = policy
  if (criterion === null) return []
  const blocked = offered ? [...new Set(blockers(criterion, labelOf))] : []
  const nameless = [...new Set(unnamed(criterion).map(labelOf))]
  const isFew = isComputed(criterion) && examples.length < fewestExamples
  return [
    ...(blocked.length > 0
      ? [
          `政策“${title}”写了免申即享，但没有记录能说明“${blocked.join('”“')}”，谁也不会符合：请换成登记和办理记录里有的情况，或者不写免申即享`,
        ]
      : []),
    ...(nameless.length > 0
      ? [`政策“${title}”的条件里，比较“${nameless.join('”“')}”的地方没有名称：请用几个字写明要求什么`]
      : []),
    ...(isFew
      ? [`政策“${title}”的例子不到 ${fewestExamples} 个：要有通过、刚好不通过、还不知道、日期边上各一个`]
      : []),
  ]
}

/** What a policy may open: keys of programs and of services. */
export type Openable = Readonly<Record<'program' | 'service', readonly string[]>>
const kinds = { program: '申请项目', service: '服务' } as const
const opensMessages = ({ title, opens }: Policy, there: Openable): string[] =>
  opens
    .filter(({ kind, key }) => !there[kind].includes(key))
    .map(
      ({ kind, key }) =>
        `政策“${title}”要打开的${kinds[kind]}“${key}”不存在：请从现有的${kinds[kind]}里选，或者去掉`,
    )

/**
 * What keeps a book from being published though people can be judged by it (`bookFaults`): an offered policy that
 * nobody can pass by records, comparisons without a name, too few examples, and what opens nothing.
 * @param there programs and services of the city; null: what a policy opens is not held against them
 */
export const publicationFaults = (book: PolicyBook, there: Openable | null): Fault[] => {
  const labelOf = (code: string) => book.facts.find((one) => one.code === code)?.label ?? code
  return book.policies.flatMap((policy) =>
    [...policyMessages(policy, labelOf), ...(there ? opensMessages(policy, there) : [])].map((message) => ({
      at: `policies.${policy.code}`,
      message,
    })),
  )
}
