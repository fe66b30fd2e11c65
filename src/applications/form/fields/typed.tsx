import { useRef, useState } from 'react'
import { Input, Text, Textarea, View } from '@tarojs/components'
import { documentTypeOf, textLengths, type Answer, type FormField } from '@jucai/contract/forms'
import { phoneText } from '@jucai/contract/text'
import { Field } from '@/components/field'
import { useQuietInput } from '@/components/quiet-input'
import { webOnly } from '@/web-only'
import { useAnswer, useFault, useForm } from '../form-store'
import type { AnswerPath } from '../paths'

/** What every field is given. */
export interface FieldViewProps {
  field: FormField
  path: AnswerPath
}
/** What is said above every field: what it should look like, and why it is asked. */
export const hintOf = ({ hint, why }: FormField): string => (hint ? `${hint}。${why}` : why)

interface LineLook {
  type: 'text' | 'number' | 'digit' | 'idcard'
  maxLength: number
  autoComplete?: string
  /** What is kept of what was typed or pasted. */
  clean?(typed: string): string
}
const looks: Partial<Record<FormField['kind'], LineLook>> = {
  // Longer than a number is: what is pasted is cleaned first, and only then judged.
  phone: { type: 'number', maxLength: 40, autoComplete: 'tel-national', clean: phoneText },
  document: { type: 'idcard', maxLength: 60, autoComplete: 'off' },
  employer: { type: 'text', maxLength: 140, autoComplete: 'organization' },
}

/** One line: text, employer, phone, number of a document. */
export function LineField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  const ref = useQuietInput()
  const { type, maxLength, autoComplete, clean } = looks[field.kind] ?? {
    type: 'text',
    maxLength: (field.maxLength ?? textLengths[field.kind] ?? 60) + 20,
  }
  const { answers } = form.store.getState()
  // WeChat's keyboard for identity cards lacks letters other than X, that for numbers the + of a country.
  const lettered =
    field.abroad === true ||
    (field.kind === 'document' && documentTypeOf(field, answers) === 'foreign-permanent-id')
  const keyboard = lettered ? 'text' : type
  return (
    <Field label={field.label} hint={hintOf(field)} required={field.required} error={useFault(path)}>
      {(attributes) => (
        <Input
          {...attributes}
          {...{ ...webOnly({ autoComplete }), ref }}
          className="box"
          placeholderClass="box-empty"
          type={keyboard}
          maxlength={maxLength}
          value={typeof answer === 'string' ? answer : ''}
          placeholder=""
          onInput={(event) => form.set(path, clean?.(event.detail.value) ?? event.detail.value)}
          onBlur={() => typeof answer === 'string' && answer !== '' && form.check(path)}
        />
      )}
    </Field>
  )
}

/** Several lines. How much room is left is said once it matters. */
export function ParagraphField({ field, path }: FieldViewProps) {
  const form = useForm()
  const answer = useAnswer(path)
  const text = typeof answer === 'string' ? answer : ''
  const ref = useQuietInput()
  const limit = field.maxLength ?? 1000
  const length = [...text].length
  return (
    <Field label={field.label} hint={hintOf(field)} required={field.required} error={useFault(path)}>
      {(attributes) => (
        <>
          <Textarea
            {...attributes}
            {...{ ref }}
            className="box box-area"
            placeholderClass="box-empty"
            autoHeight
            // Room to paste more than fits and then shorten it: cutting it off would lose what was typed.
            maxlength={limit * 2 + 200}
            value={text}
            placeholder=""
            onInput={(event) => form.set(path, event.detail.value)}
            onBlur={() => text !== '' && form.check(path)}
          />
          {length > limit * 0.8 && (
            <View className="room">
              {length > limit ? `多了 ${length - limit} 个字` : `还能写 ${limit - length} 个字`}
            </View>
          )}
        </>
      )}
    </Field>
  )
}

/** What was typed as a number; the text itself while it is none, so that it stays and is told to be wrong. */
const numberFrom = (kind: 'number' | 'money', typed: string): Answer | undefined => {
  const text = typed
    .replace(/[,，¥￥\s]/g, '')
    .replace(/[０-９．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  if (text === '') return undefined
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : typed
  const [, yuan = '', cents = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  return yuan === '' ? typed : Number(yuan) * 100 + Number(cents.padEnd(2, '0'))
}
/** A number as it is typed: money in yuan. */
const numberText = (kind: 'number' | 'money', answer: Answer | undefined): string => {
  if (typeof answer !== 'number') return typeof answer === 'string' ? answer : ''
  return kind === 'number'
    ? String(answer)
    : `${Math.floor(answer / 100)}${answer % 100 ? `.${String(answer % 100).padStart(2, '0')}` : ''}`
}

/** A number, or money in yuan. What is typed stays as typed; the form holds what it means. */
export function NumberField({ field, path }: FieldViewProps) {
  const form = useForm()
  const kind = field.kind === 'money' ? 'money' : 'number'
  const answer = useAnswer(path)
  const [typed, setTyped] = useState(() => numberText(kind, answer))
  const meant = useRef(answer)
  // The answer was changed elsewhere: another draft was chosen.
  const shown = meant.current === answer ? typed : numberText(kind, answer)
  const ref = useQuietInput()
  return (
    <Field label={field.label} hint={hintOf(field)} required={field.required} error={useFault(path)}>
      {(attributes) => (
        <View className="figure-row">
          {kind === 'money' && (
            <Text className="figure-unit" aria-hidden>
              ¥
            </Text>
          )}
          <Input
            {...attributes}
            {...{ ref }}
            className="box figure-box"
            type="digit"
            maxlength={20}
            value={shown}
            placeholder=""
            onInput={(event) => {
              setTyped(event.detail.value)
              meant.current = numberFrom(kind, event.detail.value)
              form.set(path, meant.current)
            }}
            onBlur={() => shown !== '' && form.check(path)}
          />
          {(field.unit ?? kind === 'money') && <Text className="figure-unit">{field.unit ?? '元'}</Text>}
        </View>
      )}
    </Field>
  )
}
