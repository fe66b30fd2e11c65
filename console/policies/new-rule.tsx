import type { Source } from '@jucai/contract/city'
import type { BookRule, PolicyBook } from '@jucai/contract/policies/book'
import { ruleKindLabels, ruleText, type RuleKind } from '@jucai/contract/policies/office-words'
import { Button, Checkbox, InputNumber } from 'antd'
import { Icon } from '../parts/icon'
import { ChoiceField, choicesOf, Field, withNone } from '../parts/field'
import { dayOf } from '../dates'
import { useTyped } from './desk'
import { SourceFields } from './source-fields'

interface Typed {
  kind: RuleKind
  /** Several of a kind: 互斥, 封顶, and what has to be had first. */
  codes: string[]
  one: string
  other: string
  parameter: string
  percent: number
  source: Source
}

/** The rule that was typed; null while something of it is missing. */
export const ruleOf = (typed: Typed, { parameters }: PolicyBook): BookRule | null => {
  const { kind, codes, one, other, parameter, percent, source } = typed
  if (!source.paper.trim() || !source.clause.trim() || !source.text.trim()) return null
  if (kind === 'oneOf') return codes.length > 1 ? { source, oneOf: codes } : null
  if (kind === 'cap') {
    const unit = parameters.find(({ code }) => code === parameter)?.unit
    return unit && codes.length > 0
      ? { source, cap: codes, parameter, each: unit === 'fen' ? 'all' : 'month' }
      : null
  }
  if (kind === 'needs') return one && codes.length > 0 ? { source, benefit: one, needs: codes } : null
  if (!one || !other || one === other) return null
  return kind === 'reduces'
    ? { source, reduces: one, by: other, toThousandths: Math.round(percent * 10) }
    : { source, first: one, then: other }
}

/** A form for one more rule; only what its kind takes is asked for. */
export function NewRule({
  book,
  busy,
  onAdd,
}: {
  book: PolicyBook
  busy: boolean
  onAdd(rule: BookRule): Promise<boolean>
}) {
  const typed = useTyped<Typed>('rule', {
    kind: 'oneOf',
    codes: [],
    one: '',
    other: '',
    parameter: '',
    percent: 50,
    source: { paper: '', clause: '', text: '', effectiveOn: dayOf(new Date()), sample: book.sample },
  })
  const { value } = typed
  const { kind, codes, one, other } = value
  const set = (change: Partial<Typed>) => typed.write({ ...value, ...change })
  const rule = ruleOf(value, book)
  const policies = withNone(
    '请选择',
    book.policies.map(({ code, title }) => ({ value: code, label: title })),
  )
  const takesSeveral = kind === 'oneOf' || kind === 'cap' || kind === 'needs'
  const caps = book.parameters.filter(({ unit }) => unit === 'fen' || unit === 'fen-per-month')
  return (
    <details className="policy-part" open={typed.dirty}>
      <summary>增加一条规则</summary>
      <ChoiceField
        label="哪一种"
        required
        value={kind}
        options={choicesOf(ruleKindLabels)}
        onChange={(chosen) => chosen && set({ kind: chosen, codes: [], one: '', other: '' })}
      />
      <div className="form-grid">
        {kind !== 'oneOf' && kind !== 'cap' && (
          <ChoiceField
            label={kind === 'reduces' ? '哪一项减发' : kind === 'needs' ? '哪一项要有前提' : '先享受'}
            required
            value={one}
            options={policies}
            onChange={(code) => set({ one: code })}
          />
        )}
        {(kind === 'reduces' || kind === 'order') && (
          <ChoiceField
            label={kind === 'reduces' ? '同时享受哪一项时' : '期满后享受'}
            required
            value={other}
            options={policies}
            onChange={(code) => set({ other: code })}
          />
        )}
        {kind === 'reduces' && (
          <Field label="按百分之几发放" required>
            {(control) => (
              <InputNumber
                {...control}
                min={0}
                max={100}
                precision={1}
                value={value.percent}
                onChange={(percent) => set({ percent: percent ?? 0 })}
              />
            )}
          </Field>
        )}
        {kind === 'cap' && (
          <ChoiceField
            label="上限"
            required
            hint="按月金额的参数是每月的上限。"
            value={value.parameter}
            options={withNone(
              '请选择参数',
              caps.map(({ code, label }) => ({ value: code, label })),
            )}
            onChange={(parameter) => set({ parameter })}
          />
        )}
      </div>
      {takesSeveral && (
        <fieldset className="policy-choices">
          <legend>{kind === 'needs' ? '要先有' : '哪几项'}</legend>
          <Checkbox.Group
            options={book.policies.map(({ code, title }) => ({ value: code, label: title }))}
            value={codes}
            onChange={(all) => set({ codes: all })}
          />
        </fieldset>
      )}
      <SourceFields source={value.source} onChange={(source) => set({ source })} />
      {rule && <p className="second">读作：{ruleText(rule, book)}</p>}
      <Button
        icon={<Icon name="plus" />}
        loading={busy}
        disabled={!rule}
        onClick={() =>
          void (async () => {
            if (rule && (await onAdd(rule))) typed.clear()
          })()
        }
      >
        存进草稿
      </Button>
    </details>
  )
}
