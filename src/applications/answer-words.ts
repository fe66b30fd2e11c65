import {
  askedAnswers,
  isAnswered,
  type Answer,
  type Answers,
  type DateRange,
  type FormField,
} from '@jucai/contract/forms'
import { grouped } from '@/words/amounts'
import { dayText } from '@/words/dates'

/** Fen as people read it: ¥1,200 or ¥1,200.50. */
const moneyText = (fen: number): string =>
  `¥${grouped(Math.floor(fen / 100))}${fen % 100 ? `.${String(fen % 100).padStart(2, '0')}` : ''}`

// Enough for the owner to recognise it, too little for somebody looking over their shoulder.
const masked = (number: string) =>
  number.length > 8 ? `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}` : number

const optionWords = (field: FormField, value: unknown) =>
  field.options?.find((option) => option.value === value)?.label ?? String(value)
const rangeWords = ({ from, to }: DateRange) => `${dayText(from)}—${to ? dayText(to) : '至今'}`

/**
 * An answer in words, one line; empty while there is none. `regionName` turns a division code into its
 * name.
 */
export const answerWords = (
  field: FormField,
  answer: Answer | undefined,
  regionName: (code: string) => string = (code) => code,
): string => {
  if (!isAnswered(answer)) return ''
  switch (field.kind) {
    case 'money':
      return typeof answer === 'number' ? moneyText(answer) : String(answer)
    case 'number':
      return `${String(answer)}${field.unit ?? ''}`
    case 'date':
      return dayText(String(answer))
    case 'date-range':
      return rangeWords(answer as DateRange)
    case 'single':
      return optionWords(field, answer)
    case 'multiple':
      return (answer as string[]).map((value) => optionWords(field, value)).join('、')
    case 'region':
      return regionName(String(answer))
    case 'file':
      return `${(answer as string[]).length} 份文件`
    case 'document':
      return masked(String(answer))
    case 'phone':
      return `${String(answer).slice(0, 3)}****${String(answer).slice(-4)}`
    case 'group':
      return `${(answer as Answers[]).length} 条`
    case 'consent':
      return answer === true ? '同意' : '不同意'
    default:
      return String(answer)
  }
}

/** One item of a repeating group in a line: what was answered, in order. */
export const itemWords = (field: FormField, item: Answers, regionName?: (code: string) => string): string => {
  const fields = field.fields ?? []
  const asked = askedAnswers(fields, item)
  return fields
    .map((one) => answerWords(one, asked[one.key], regionName))
    .filter(Boolean)
    .join(' · ')
}
