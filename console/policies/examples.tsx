import type { ExampleCase, Policy, PolicyBook } from '@jucai/contract/policies/book'
import { runExamples, type ExampleResult } from '@jucai/contract/policies/examples'
import { outcomeLabels, type Outcome } from '@jucai/contract/policies/outcomes'
import { valueText } from '@jucai/contract/policies/office-words'
import { Button, Checkbox } from 'antd'
import { useMemo, useState } from 'react'
import { dayInWords } from '@jucai/contract/policies/days'
import { dayOf } from '../dates'
import { Choice, ChoiceField, choicesOf, Field, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { Card } from '../parts/page'
import { TextField } from '../parts/text-field'
import { DayInput, FactValueInput, firstValue } from './values'

const titlesOf = ({ clauses }: Policy, keys: readonly string[]): string =>
  keys.map((key) => clauses.find((one) => one.key === key)?.title ?? key).join('、')
const resultWords = (
  policy: Policy,
  outcome: Outcome,
  { failing = [], gives }: { failing?: readonly string[] | undefined; gives?: string | undefined },
): string =>
  [
    outcomeLabels[outcome],
    ...(failing.length > 0 ? [`不符合${titlesOf(policy, failing)}`] : []),
    ...(gives === undefined ? [] : [`给付“${gives}”`]),
  ].join('，')

function Read({ example, policy, book }: { example: ExampleCase; policy: Policy; book: PolicyBook }) {
  return (
    <dl className="example-facts small">
      <div>
        <dt>办理那天</dt>
        <dd>{dayInWords(example.day)}</dd>
      </div>
      {Object.entries(example.facts).map(([code, value]) => {
        const fact = book.facts.find((one) => one.code === code)
        return (
          <div key={code}>
            <dt>{fact?.label ?? code}</dt>
            <dd>{fact ? valueText(fact, value) : String(value)}</dd>
          </div>
        )
      })}
      <div>
        <dt>应当</dt>
        <dd>{resultWords(policy, example.outcome, example)}</dd>
      </div>
    </dl>
  )
}

interface EditProps {
  example: ExampleCase
  policy: Policy
  book: PolicyBook
  onChange(example: ExampleCase): void
}
function FactRows({ example, book, onChange }: EditProps) {
  const { facts } = example
  const unused = book.facts.filter(({ code }) => !(code in facts))
  return (
    <fieldset className="example-edit">
      <legend>知道的情况</legend>
      {Object.entries(facts).map(([code, value]) => {
        const fact = book.facts.find((one) => one.code === code)
        return (
          <div key={code} className="example-fact">
            <span>{fact?.label ?? code}</span>
            {fact && (
              <FactValueInput
                fact={fact}
                label={fact.label}
                value={value}
                onChange={(next) => onChange({ ...example, facts: { ...facts, [code]: next } })}
              />
            )}
            <Button
              type="text"
              aria-label={`不写${fact?.label ?? code}`}
              icon={<Icon name="x" />}
              onClick={() => {
                const { [code]: _, ...rest } = facts
                onChange({ ...example, facts: rest })
              }}
            />
          </div>
        )
      })}
      <Choice
        label="再写一项情况"
        value=""
        options={withNone(
          '再写一项情况',
          unused.map(({ code, label }) => ({ value: code, label })),
        )}
        onChange={(code) => {
          const fact = book.facts.find((one) => one.code === code)
          if (fact) onChange({ ...example, facts: { ...facts, [code]: firstValue(fact) } })
        }}
      />
    </fieldset>
  )
}

function Edit(props: EditProps) {
  const { example, policy, onChange } = props
  return (
    <>
      <TextField
        label="例子"
        required
        hint="让同事一眼看懂，例如：今天毕业正好满 5 年"
        maxLength={80}
        value={example.title}
        onChange={(title) => onChange({ ...example, title })}
      />
      <Field label="办理那天" required>
        {(control) => (
          <DayInput
            {...control}
            value={example.day}
            onChange={(chosen) => chosen && onChange({ ...example, day: chosen })}
          />
        )}
      </Field>
      <FactRows {...props} />
      <ChoiceField
        label="应当的结果"
        required
        value={example.outcome}
        options={choicesOf(outcomeLabels)}
        onChange={(outcome) => outcome && onChange({ ...example, outcome })}
      />
      {example.outcome === 'fail' && policy.clauses.length > 0 && (
        <fieldset className="policy-choices">
          <legend>不符合的条款</legend>
          <Checkbox.Group
            options={policy.clauses.map(({ key, title }) => ({ value: key, label: title || key }))}
            value={[...(example.failing ?? [])]}
            onChange={(all) => onChange({ ...example, failing: all })}
          />
        </fieldset>
      )}
      {policy.amounts.length > 0 && (
        <ChoiceField
          label="应当给的"
          value={example.gives ?? ''}
          options={withNone(
            '不核对给付',
            policy.amounts.map(({ label }) => ({ value: label, label })),
          )}
          onChange={(gives) => {
            const { gives: _, ...rest } = example
            onChange(gives ? { ...rest, gives } : rest)
          }}
        />
      )}
    </>
  )
}

function Verdict({ policy, result }: { policy: Policy; result: ExampleResult | undefined }) {
  if (!result)
    return (
      <span className="tag">
        <Icon name="info" size={15} />
        先改好问题，再算例子
      </span>
    )
  const { passed, outcome, failing, gives } = result
  return (
    <span className={`tag ${passed ? 'good' : 'bad'} example-verdict`}>
      <Icon name={passed ? 'circle-check' : 'circle-x'} size={15} />
      {passed ? '通过' : '不通过'}：算出来是{resultWords(policy, outcome, { failing, gives })}
    </span>
  )
}

/** The examples beside a policy, each computed as it is typed, by the code that decides. */
export function Examples({
  book,
  policy,
  sound,
  set,
}: {
  book: PolicyBook
  policy: Policy
  /** Nothing else is wrong with the policy, so that it can be computed. */
  sound: boolean
  set(change: Partial<Policy>): void
}) {
  const [editing, setEditing] = useState<number | null>(null)
  const { examples } = policy
  const results = useMemo(
    () => (sound ? runExamples({ ...book, policies: [policy] }) : []),
    [sound, book, policy],
  )
  const change = (at: number, next: ExampleCase) =>
    set({ examples: examples.map((one, other) => (other === at ? next : one)) })
  return (
    <Card title="例子" extra={<span className="second small">全部通过才能发布</span>}>
      <ol className="example-list">
        {examples.map((example, at) => (
          <li key={at} className="example">
            <h3>{example.title || '新的例子'}</h3>
            <Verdict policy={policy} result={results[at]} />
            {editing === at ? (
              <Edit example={example} policy={policy} book={book} onChange={(next) => change(at, next)} />
            ) : (
              <Read example={example} policy={policy} book={book} />
            )}
            <div className="form-actions">
              <Button size="small" onClick={() => setEditing(editing === at ? null : at)}>
                {editing === at ? '改好了' : '修改'}
                <span className="visually-hidden">例子“{example.title}”</span>
              </Button>
              <Button
                size="small"
                type="text"
                danger
                onClick={() => {
                  setEditing(null)
                  set({ examples: examples.filter((_, other) => other !== at) })
                }}
              >
                删去<span className="visually-hidden">例子“{example.title}”</span>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button
        icon={<Icon name="plus" />}
        onClick={() => {
          set({
            examples: [...examples, { title: '', day: dayOf(new Date()), facts: {}, outcome: 'unknown' }],
          })
          setEditing(examples.length)
        }}
      >
        增加例子
      </Button>
    </Card>
  )
}
