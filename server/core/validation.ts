import { normalDocument } from '@jucai/contract/identity-documents'
import type { FieldError } from '@jucai/contract/problems'
import { digitsOf, fileNameText, nameText, phoneText, typedText } from '@jucai/contract/text'
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { isDay, isId, isMoment } from './values'

// Control characters, the bidirectional overrides that make text look like other text, and what is no
// character at all, which a spreadsheet cannot hold.
const forbidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Noncharacter_Code_Point}\p{Surrogate}]/u
/**
 * Whether text holds nothing that hides or breaks other text: no control characters but line breaks and
 * tabs, no bidirectional overrides, no non-characters.
 */
export const isParagraph = (text: string) => !forbidden.test(text)
const isLine = (text: string) => isParagraph(text) && !/[\t\r\n\u2028\u2029]/.test(text)

/** How text of a format is cleaned before it is checked, and what is then asked of it. */
const textFormats: Record<string, { clean(text: string): string; holds(text: string): boolean }> = {
  line: { clean: typedText, holds: isLine },
  paragraph: { clean: typedText, holds: isParagraph },
  'person-name': { clean: nameText, holds: isLine },
  'document-number': { clean: normalDocument, holds: isLine },
  'file-name': { clean: fileNameText, holds: isLine },
  phone: { clean: phoneText, holds: isLine },
  digits: { clean: digitsOf, holds: isLine },
}

const make = (coerceTypes: boolean) => {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    strict: false,
    verbose: true, // an error knows its schema, and so the words for its pattern
  })
  ajv.addFormat('uuid', isId)
  ajv.addFormat('date', isDay)
  ajv.addFormat('date-time', isMoment)
  for (const [name, { holds }] of Object.entries(textFormats)) ajv.addFormat(name, holds)
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

interface TextSchema {
  format?: string
  enum?: unknown[]
  properties?: Record<string, TextSchema>
  items?: TextSchema
  anyOf?: TextSchema[]
}

/** Whether a branch of a union may be the one that was meant, by its fields that are chosen from few words. */
const isMeant = ({ properties = {} }: TextSchema, value: unknown): boolean =>
  Object.entries(properties).every(
    ([name, { enum: words }]) => !words || words.includes((value as Record<string, unknown> | null)?.[name]),
  )

/**
 * What came, with its typed text in one form wherever the schema has some: trimmed, composed, cleaned of what
 * copying brings along. Changes objects and lists in place.
 */
const tidied = (schema: TextSchema, value: unknown): unknown => {
  if (schema.anyOf)
    return schema.anyOf
      .filter((one) => isMeant(one, value))
      .reduce((before, one) => tidied(one, before), value)
  if (typeof value === 'string') return textFormats[schema.format ?? '']?.clean(value) ?? value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    if (schema.items) for (const [at, item] of value.entries()) value[at] = tidied(schema.items, item)
    return value
  }
  const record = value as Record<string, unknown>
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    if (Object.hasOwn(record, name)) record[name] = tidied(inner, record[name])
  return record
}

/** Brings typed text of a body into the form in which it is checked and kept. */
export const tidyBody = (bodySchema: object, body: unknown): void => {
  tidied(bodySchema, body)
}

const formatWords: Record<string, string> = {
  ...Object.fromEntries(
    Object.keys(textFormats).map((name) => [name, '含有无法识别的字符，请删去后重新输入']),
  ),
  date: '请填写有效日期，例如 2026-07-01',
  'date-time': '时间格式不对',
  uuid: '编号格式不对',
}

const words = (error: ErrorObject): string => {
  const { keyword, params, parentSchema } = error
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
      return (parentSchema?.['x-must'] as string | undefined) ?? '格式不对，请检查'
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

const compiled = new WeakMap<object, ValidateFunction>()
/** What of a value from elsewhere than a request is not as its schema says; nothing of it is changed. */
export const shapeFaults = (schema: object, value: unknown): FieldError[] => {
  const check = compiled.get(schema) ?? bodies.compile(schema)
  compiled.set(schema, check)
  return check(value) ? [] : fieldErrors(check.errors ?? [])
}
