import { DraftFact, DraftParameter, DraftPolicy, DraftRule } from '@jucai/contract/policy-office'
import type { PolicyBook } from '@jucai/contract/policies/book'
import { isCriterion } from '@jucai/contract/policies/shape'
import { shapeFaults } from '../core/validation'

/** A book, or a file of one, that cannot be published; the message says every reason. */
export class BookRefused extends Error {
  override name = 'BookRefused'
  constructor(faults: readonly string[]) {
    super(`政策库不能发布：\n${faults.join('\n')}`)
  }
}

const parts = { facts: '事实', orders: '先后', parameters: '参数', policies: '政策', rules: '规则' } as const
const schemas = { facts: DraftFact, parameters: DraftParameter, policies: DraftPolicy, rules: DraftRule }

type Data = Record<string, unknown>
const nameOf = (part: keyof typeof parts, one: unknown, at: number): string => {
  const { title, label, code } = (one ?? {}) as Data
  const name = [title, label, code].find((text) => typeof text === 'string' && text !== '')
  return `${parts[part]}${typeof name === 'string' ? `“${name}”` : `第 ${at + 1} 项`}`
}
const criterionMessages = (policy: unknown): string[] => {
  const { criterion = null, amounts = [] } = policy as { criterion?: unknown; amounts?: { when?: unknown }[] }
  const whens = amounts.flatMap(({ when }, at) => (when === undefined ? [] : [[`amounts/${at}/when`, when]]))
  return [...(criterion === null ? [] : [['criterion', criterion]]), ...whens].flatMap(([where, one]) =>
    isCriterion(one) ? [] : [`${String(where)}：每一处只能是一种比较或一种组合，没有别的字段`],
  )
}

/**
 * Reads a book from the text of a file, and holds it to the form that the console writes: a field that is left out or
 * misspelt would decide otherwise, or stop the phone.
 * @throws BookRefused with every fault by name
 */
export const bookFromFile = (text: string): PolicyBook => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BookRefused([`文件不是完整的 JSON：${(error as Error).message}。请检查括号、逗号和引号`])
  }
  const book = (json ?? {}) as Data
  const missing = Object.keys(parts).filter((part) => !Array.isArray(book[part]))
  if (missing.length > 0)
    throw new BookRefused([
      `文件里没有这些列表：${missing.join('、')}。要写整本政策库，可先用 npm run export:policies 取出现行的一版`,
    ])
  if (typeof book.sample !== 'boolean') throw new BookRefused(['sample 要写 true（示例）或 false'])
  const faults = Object.entries(schemas).flatMap(([name, schema]) => {
    const part = name as keyof typeof schemas
    return (book[part] as unknown[]).flatMap((one, at) => {
      const shape = shapeFaults(schema, one).map(({ pointer, detail }) => `${pointer.slice(1)}：${detail}`)
      const messages = shape.length === 0 && part === 'policies' ? criterionMessages(one) : shape
      return messages.map((message) => `${nameOf(part, one, at)}的 ${message}`)
    })
  })
  if (faults.length > 0) throw new BookRefused(faults)
  return json as PolicyBook
}
