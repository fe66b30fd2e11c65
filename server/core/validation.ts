import type { FieldError } from '@jucai/contract/problems'
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { isDay, isId, isMoment } from './values'

// Control characters, and the bidirectional overrides that make text look like other text.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/
const loneSurrogate = /\p{Surrogate}/u
/**
 * Whether text holds nothing that hides or breaks other text: no control characters but line breaks and
 * tabs, no bidirectional overrides.
 */
export const isParagraph = (text: string) => !forbidden.test(text) && !loneSurrogate.test(text)
const isLine = (text: string) => isParagraph(text) && !/[\t\r\n\u2028\u2029]/.test(text)

const make = (coerceTypes: boolean) => {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    strict: false,
  })
  ajv.addFormat('uuid', isId)
  ajv.addFormat('date', isDay)
  ajv.addFormat('date-time', isMoment)
  ajv.addFormat('line', isLine)
  ajv.addFormat('paragraph', isParagraph)
  return ajv
}
const bodies = make(false)
const texts = make(true) // path and query arrive as text

/**
 * Compiles schemas for Fastify when a route is first asked: bodies strictly, path and query with coercion.
 * Unknown fields are refused, never dropped.
 */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  let check: ValidateFunction | undefined
  const validate: ReturnType<typeof validatorCompiler> & { errors?: ValidateFunction['errors'] } = (
    data: unknown,
  ) => {
    check ??= (httpPart === 'body' ? bodies : texts).compile(schema)
    const holds = check(data)
    validate.errors = check.errors ?? null
    return holds
  }
  return validate
}

type StringSchema = { format?: string }
type BodySchema = { properties?: Record<string, StringSchema>; anyOf?: BodySchema[] }

/** Trims typed text at both ends and composes its accents (NFC), where the schema says it is typed text. */
export const tidyBody = (bodySchema: object, body: unknown): void => {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return
  const schema = bodySchema as BodySchema
  const record = body as Record<string, unknown>
  for (const part of schema.anyOf ?? [schema]) {
    for (const [name, { format }] of Object.entries(part.properties ?? {})) {
      const value = record[name]
      if (
        (format === 'line' || format === 'paragraph') &&
        typeof value === 'string' &&
        !loneSurrogate.test(value)
      )
        record[name] = value.trim().normalize('NFC')
    }
  }
}

const formatWords: Record<string, string> = {
  line: '含有无法识别的字符，请删去后重新输入',
  paragraph: '含有无法识别的字符，请删去后重新输入',
  date: '请填写有效日期，例如 2026-07-01',
  'date-time': '时间格式不对',
  uuid: '编号格式不对',
}

const words = (error: ErrorObject): string => {
  const { keyword, params } = error
  switch (keyword) {
    case 'required':
      return '这一项必填'
    case 'additionalProperties':
      return '不认识这一项，请去掉'
    case 'type':
      return '类型不对'
    case 'enum':
      return '不在可选范围内'
    case 'minLength':
      return params.limit === 1 ? '这一项必填' : `至少 ${params.limit} 个字`
    case 'maxLength':
      return `最多 ${params.limit} 个字`
    case 'minItems':
      return `至少选 ${params.limit} 项`
    case 'maxItems':
      return `最多选 ${params.limit} 项`
    case 'uniqueItems':
      return '有重复的选项'
    case 'minimum':
      return `不能小于 ${params.limit}`
    case 'maximum':
      return `不能大于 ${params.limit}`
    case 'format':
      return formatWords[String(params.format)] ?? '格式不对'
    case 'pattern':
      return '格式不对，请检查'
    default:
      return '填写有误'
  }
}

const escapePointer = (name: string) => name.replace(/~/g, '~0').replace(/\//g, '~1')
const pointerOf = ({ instancePath, params }: ErrorObject): string => {
  const extra = (params.missingProperty ?? params.additionalProperty) as string | undefined
  return extra === undefined ? instancePath : `${instancePath}/${escapePointer(extra)}`
}

/** Of a union told apart by `method`, only the branch that was meant: its errors do not include `/method`. */
const meantBranch = (errors: ErrorObject[]): ErrorObject[] => {
  const branchOf = (error: ErrorObject) => /anyOf\/(\d+)/.exec(error.schemaPath)?.[1]
  const wrong = new Set(errors.filter((error) => error.instancePath === '/method').map(branchOf))
  const meant = errors.filter((error) => error.keyword !== 'anyOf' && !wrong.has(branchOf(error)))
  return meant.length > 0 ? meant : errors.filter((error) => error.keyword !== 'anyOf')
}

/** Validation errors as one sentence a field, in words that help; the pointer is a JSON Pointer. */
export const fieldErrors = (errors: ErrorObject[]): FieldError[] => {
  const seen = new Map<string, string>()
  for (const error of meantBranch(errors)) {
    const pointer = pointerOf(error)
    if (!seen.has(pointer)) seen.set(pointer, words(error))
  }
  return [...seen].map(([pointer, detail]) => ({ pointer, detail }))
}
