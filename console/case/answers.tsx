import {
  isAnswered,
  isAsked,
  type Answer,
  type Answers,
  type DateRange,
  type FormField,
} from '@jucai/contract/forms'
import type { Case } from '@jucai/contract/review'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { call, newAttempt } from '../api'
import { day, money } from '../dates'
import { Icon } from '../parts/icon'
import { ReasonDialog } from '../parts/reason-dialog'
import { RegionName } from './regions'

const optionLabel = (field: FormField, value: string) =>
  field.options?.find((option) => option.value === value)?.label ?? value
/** A date in words; a masked one, `2020-**-**`, as it came. */
const dateWords = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value)
const range = ({ from, to }: DateRange) => `${dateWords(from)} 至 ${to ? dateWords(to) : '今'}`

/** One answer in words, by kind. Masked ones come as they are. */
export function AnswerWords({ field, answer }: { field: FormField; answer: Answer }): ReactNode {
  switch (field.kind) {
    case 'money':
      return typeof answer === 'number' ? money(answer) : String(answer)
    case 'number':
      return `${String(answer)}${field.unit ?? ''}`
    case 'date':
      return dateWords(String(answer))
    case 'date-range':
      return typeof answer === 'object' && 'from' in answer ? range(answer) : String(answer)
    case 'single':
      return optionLabel(field, String(answer))
    case 'multiple':
      return Array.isArray(answer)
        ? answer.map((value) => optionLabel(field, String(value))).join('、')
        : String(answer)
    case 'region':
      return /^\d{6}$/.test(String(answer)) ? <RegionName code={String(answer)} /> : String(answer)
    case 'consent':
      return answer === true ? '已同意' : '未同意'
    case 'paragraph':
      return <span className="paragraph">{String(answer)}</span>
    default:
      return String(answer)
  }
}

interface Context {
  shown: Case
  unmasked: Record<string, string>
  onUnmask(pointer: string, label: string): void
  onFile(id: string): void
}

const pointerEnds = (pointers: readonly string[], at: string) =>
  pointers.find((pointer) => pointer === at || pointer === `/answers${at}` || pointer === at.slice(1))

function Masked({
  pointer,
  label,
  words,
  context,
}: {
  pointer: string
  label: string
  words: ReactNode
  context: Context
}) {
  const value = context.unmasked[pointer]
  if (value !== undefined)
    return (
      <>
        <span className="unmasked">{value}</span> <span className="muted small">已记录本次查看</span>
      </>
    )
  return (
    <>
      {words}
      {context.shown.unmaskable && (
        <Button
          size="small"
          type="link"
          icon={<Icon name="eye" size={16} />}
          aria-label={`查看完整的${label}`}
          onClick={() => context.onUnmask(pointer, label)}
        >
          查看
        </Button>
      )}
    </>
  )
}

function Value({
  field,
  answer,
  at,
  context,
}: {
  field: FormField
  answer: Answer | undefined
  at: string
  context: Context
}) {
  if (context.shown.hidden.includes(field.key) || context.shown.hidden.includes(at))
    return (
      <span className="muted">
        <Icon name="shield-check" size={16} /> 您的岗位不能看这一项
      </span>
    )
  if (answer === undefined || !isAnswered(answer)) return <span className="muted">没有填写</span>
  if (field.kind === 'file' && Array.isArray(answer)) {
    const files = context.shown.evidence.filter(({ field: of }) => of === field.key)
    return (
      <span className="files">
        {files.map(({ file }) => (
          <Button
            key={file.id}
            size="small"
            icon={<Icon name="file-text" size={16} />}
            onClick={() => context.onFile(file.id)}
          >
            {file.fileName}
          </Button>
        ))}
        {files.length === 0 &&
          (context.shown.state === 'withdrawn' ? '申请人已撤回，文件只归本人' : '没有可以看的文件')}
      </span>
    )
  }
  const words = <AnswerWords field={field} answer={answer} />
  const pointer = pointerEnds(context.shown.masked, at)
  return pointer ? <Masked pointer={pointer} label={field.label} words={words} context={context} /> : words
}

function Group({ field, items, context }: { field: FormField; items: Answers[]; context: Context }) {
  return (
    <ol className="group">
      {items.map((item, index) => (
        <li key={index}>
          <span className="group-count">第 {index + 1} 条</span>
          <Rows fields={field.fields ?? []} answers={item} at={`/${field.key}/${index}`} context={context} />
        </li>
      ))}
    </ol>
  )
}

function Rows({
  fields,
  answers,
  at,
  context,
}: {
  fields: readonly FormField[]
  answers: Answers
  at: string
  context: Context
}) {
  return (
    <dl className="answers">
      {fields
        .filter((field) => isAsked(field, answers, fields) || answers[field.key] !== undefined)
        .map((field) => {
          const answer = answers[field.key]
          const isGroup = field.kind === 'group' && Array.isArray(answer) && answer.length > 0
          return (
            <div
              key={field.key}
              id={at === '' ? `answer-${field.key}` : undefined}
              className={isGroup ? 'whole' : undefined}
            >
              <dt>{field.label}</dt>
              <dd>
                {isGroup ? (
                  <Group field={field} items={answer as Answers[]} context={context} />
                ) : (
                  <Value field={field} answer={answer} at={`${at}/${field.key}`} context={context} />
                )}
              </dd>
            </div>
          )
        })}
    </dl>
  )
}

const unmasking = newAttempt()

/** What the applicant answered, section by section, cut to what this role may read. */
export function CaseAnswers({ shown, onFile }: { shown: Case; onFile(id: string): void }) {
  const [unmasked, setUnmasked] = useState<Record<string, string>>({})
  const [asking, setAsking] = useState<{ pointer: string; label: string } | null>(null)
  const context: Context = {
    shown,
    unmasked,
    onUnmask: (pointer, label) => setAsking({ pointer, label }),
    onFile,
  }
  const unmask = async (why: string) => {
    if (!asking) return
    const body = { pointer: asking.pointer, why }
    const { value } = await call(
      'POST /applications/:application/unmaskings',
      { params: { application: shown.id }, body },
      { attempt: unmasking },
    )
    setUnmasked((now) => ({ ...now, [asking.pointer]: value }))
    setAsking(null)
  }
  return (
    <>
      {shown.form.sections.map((section) => (
        <section key={section.key} className="answer-section">
          <h3>{section.title}</h3>
          <Rows fields={section.fields} answers={shown.answers} at="" context={context} />
        </section>
      ))}
      <ReasonDialog
        open={asking !== null}
        title={`查看完整的${asking?.label ?? ''}`}
        lead="请写明办理这件申请为什么需要看。事由会记入审计日志，申请人能看到是哪个岗位、因为什么看了。"
        action="记录并查看"
        label="事由"
        onClose={() => setAsking(null)}
        onDone={unmask}
      />
    </>
  )
}
