import type { Amount, Policy, PolicyBook } from '@jucai/contract/policies/book'
import { parameterText } from '@jucai/contract/policies/office-words'
import { Button, InputNumber } from 'antd'
import { ChoiceField, Field, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { Card } from '../parts/page'
import { TextField } from '../parts/text-field'
import { CriterionEditor } from './criterion-editor'
import { firstComparison } from './criterion-forms'
import { Part } from './part'

function OneAmount({
  amount,
  book,
  policy,
  at,
  onChange,
  onRemove,
}: {
  amount: Amount
  book: PolicyBook
  policy: Policy
  at: number
  onChange(amount: Amount): void
  onRemove(): void
}) {
  const parameter = book.parameters.find(({ code }) => code === amount.parameter)
  const { when, months, ...plain } = amount
  const name = `第 ${at + 1} 项`
  const options = book.parameters
    .filter(({ unit }) => unit !== 'fen-per-year')
    .map(({ code, label }) => ({ value: code, label }))
  const lengths = book.parameters
    .filter(({ unit }) => unit === 'months')
    .map(({ code, label }) => ({ value: code, label }))
  return (
    <Part open={amount.label === ''}>
      <summary>
        <strong>{amount.label || '新的一项'}</strong>{' '}
        <span className="second">{parameter ? parameterText(parameter) : '没有这个参数'}</span>
      </summary>
      <div className="form-grid">
        <TextField
          label={`${name}：给谁`}
          required
          maxLength={40}
          value={amount.label}
          onChange={(label) => onChange({ ...amount, label })}
        />
        <ChoiceField
          label={`${name}：金额或数量`}
          required
          value={amount.parameter}
          options={withNone('请选择参数', options)}
          onChange={(code) => onChange({ ...amount, parameter: code })}
        />
        <ChoiceField
          label={`${name}：最长发几个月`}
          hint="按月发的要选。"
          value={months ?? ''}
          options={withNone('不按月', lengths)}
          onChange={(code) =>
            onChange({ ...plain, ...(when ? { when } : {}), ...(code ? { months: code } : {}) })
          }
        />
      </div>
      {when ? (
        <CriterionEditor
          node={when}
          book={book}
          clauses={policy.clauses}
          name={`${name}的条件`}
          onChange={(next) => onChange({ ...amount, when: next })}
          onRemove={() => onChange({ ...plain, ...(months === undefined ? {} : { months }) })}
        />
      ) : (
        <Button onClick={() => onChange({ ...amount, when: firstComparison(book) })}>只给一部分人</Button>
      )}
      <Button type="text" danger onClick={onRemove}>
        删去{amount.label || name}
      </Button>
    </Part>
  )
}

/** What a policy gives: the first amount whose condition applies. */
export function Amounts({
  book,
  policy,
  set,
}: {
  book: PolicyBook
  policy: Policy
  set(change: Partial<Policy>): void
}) {
  const { amounts } = policy
  return (
    <Card title="给付">
      <p className="second small">从上往下，第一个合适的生效。金额在“政策参数”里改。</p>
      {amounts.map((amount, at) => (
        <OneAmount
          key={at}
          amount={amount}
          book={book}
          policy={policy}
          at={at}
          onChange={(next) => set({ amounts: amounts.map((one, other) => (other === at ? next : one)) })}
          onRemove={() => set({ amounts: amounts.filter((_, other) => other !== at) })}
        />
      ))}
      <div className="form-actions">
        <Button
          icon={<Icon name="plus" />}
          onClick={() => set({ amounts: [...amounts, { label: '', parameter: '' }] })}
        >
          增加一项给付
        </Button>
      </div>
      <Field label="批准后几个工作日内到账" hint="不发钱的留空。">
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={250}
            precision={0}
            value={policy.paidWithinWorkingDays}
            onChange={(paidWithinWorkingDays) => set({ paidWithinWorkingDays })}
          />
        )}
      </Field>
    </Card>
  )
}
