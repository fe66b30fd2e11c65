import { conditionWords, roundFacts, type RoundCondition, type RoundFact } from '@jucai/contract/round-rules'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { Button } from 'antd'
import { useCity } from '../city'
import { ChoiceField } from '../parts/field'
import { Icon } from '../parts/icon'
import { TextField } from '../parts/text-field'
import type { WrittenRule } from './write-values'

const factLabels: Record<RoundFact, string> = {
  tier: '认定的人才层次',
  degree: '学历',
  people: '一起住的人数（含本人）',
  children: '一起住的子女',
  'months-since-graduation': '毕业几个月',
  'months-since-qualified': '取得资格几个月',
}
const isText = (fact: RoundFact) => fact === 'tier' || fact === 'degree'
const blank: WrittenRule = {
  code: '',
  title: '',
  clause: '',
  points: '',
  when: [{ fact: 'people', least: 2 }],
}

interface RulesProps {
  what: '类别' | '计分'
  value: readonly WrittenRule[]
  onChange(rules: WrittenRule[]): void
}

/** Classes or rules of points: each with its clause and the conditions that are held against records. */
export function WrittenRules({ what, value, onChange }: RulesProps) {
  const put = (at: number, change: Partial<WrittenRule>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <>
      {value.map((rule, at) => (
        <fieldset key={at} className="round-rule">
          <legend>{rule.title || `${what} ${at + 1}`}</legend>
          <div className="form-grid">
            <TextField
              label="名称"
              required
              maxLength={40}
              value={rule.title}
              onChange={(title) => put(at, { title })}
            />
            <TextField
              label="代码"
              required
              hint="小写字母、数字、短横"
              maxLength={64}
              value={rule.code}
              onChange={(code) => put(at, { code })}
            />
            <TextField
              label="条款"
              required
              hint="例如 第五条第二款"
              maxLength={60}
              value={rule.clause}
              onChange={(clause) => put(at, { clause })}
            />
            {what === '计分' && (
              <TextField
                label="分数"
                required
                maxLength={7}
                value={rule.points}
                onChange={(points) => put(at, { points })}
              />
            )}
          </div>
          <Conditions value={rule.when} onChange={(when) => put(at, { when })} />
          <p className="second small">{rule.when.map(conditionWords).join('，并且')}</p>
          <Button danger type="text" onClick={() => onChange(value.filter((_one, index) => index !== at))}>
            去掉{what}
            {rule.title && `“${rule.title}”`}
          </Button>
        </fieldset>
      ))}
      <Button icon={<Icon name="plus" />} onClick={() => onChange([...value, blank])}>
        加一条{what}
      </Button>
    </>
  )
}

function Conditions({
  value,
  onChange,
}: {
  value: readonly RoundCondition[]
  onChange(when: RoundCondition[]): void
}) {
  const put = (at: number, next: RoundCondition) =>
    onChange(value.map((one, index) => (index === at ? next : one)))
  return (
    <>
      {value.map((condition, at) => (
        <div key={at} className="round-condition">
          <ChoiceField<RoundFact>
            label={`条件 ${at + 1}`}
            required
            value={condition.fact}
            options={roundFacts.map((fact) => ({ value: fact, label: factLabels[fact] }))}
            onChange={(fact) => fact !== '' && put(at, isText(fact) ? { fact, is: [] } : { fact, least: 1 })}
          />
          {isText(condition.fact) ? (
            <Codes condition={condition} onChange={(is) => put(at, { fact: condition.fact, is })} />
          ) : (
            <Bounds
              condition={condition}
              onChange={(bounds) => put(at, { fact: condition.fact, ...bounds })}
            />
          )}
          {value.length > 1 && (
            <Button
              type="text"
              aria-label={`去掉条件 ${at + 1}`}
              icon={<Icon name="x" />}
              onClick={() => onChange(value.filter((_one, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {value.length < 6 && (
        <Button
          type="text"
          icon={<Icon name="plus" />}
          onClick={() => onChange([...value, { fact: 'people', least: 2 }])}
        >
          再加一个条件（都要符合）
        </Button>
      )}
    </>
  )
}

function Codes({ condition, onChange }: { condition: RoundCondition; onChange(is: string[]): void }) {
  const city = useCity()
  const options =
    condition.fact === 'degree'
      ? Object.entries(degreeLabels)
      : (city?.tiers ?? []).map(({ key, name }): [string, string] => [key, name])
  const chosen = condition.is ?? []
  return (
    <fieldset className="round-codes">
      <legend>是其中之一</legend>
      {options.map(([code, label]) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={() =>
              onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

const whole = (text: string): number | undefined => (/^\d{1,6}$/.test(text) ? Number(text) : undefined)
const boundsOf = (least: number | undefined, most: number | undefined) => ({
  ...(least === undefined ? {} : { least }),
  ...(most === undefined ? {} : { most }),
})
function Bounds({
  condition: { least, most },
  onChange,
}: {
  condition: RoundCondition
  onChange(bounds: { least?: number; most?: number }): void
}) {
  return (
    <>
      <TextField
        label="最少"
        maxLength={6}
        value={least === undefined ? '' : String(least)}
        onChange={(text) => onChange(boundsOf(whole(text), most))}
      />
      <TextField
        label="最多"
        maxLength={6}
        value={most === undefined ? '' : String(most)}
        onChange={(text) => onChange(boundsOf(least, whole(text)))}
      />
    </>
  )
}
