import { factKindLabels, type FactOption, type FactType } from '@jucai/contract/policies/facts'
import { unitLabels, units } from '@jucai/contract/policies/units'
import { Button, Checkbox, InputNumber } from 'antd'
import { ChoiceField, choicesOf, Field } from '../parts/field'
import { Icon } from '../parts/icon'
import { TextField } from '../parts/text-field'
import { Amount } from './values'

/** A form of answer to begin with. */
export const typeOf = (kind: FactType['kind']): FactType => {
  if (kind === 'choice')
    return {
      kind,
      options: [
        { value: '', label: '' },
        { value: '', label: '' },
      ],
    }
  return kind === 'integer' ? { kind, unit: 'fen' } : { kind }
}

interface Part<T extends FactType['kind']> {
  type: FactType & { kind: T }
  /** As it was published: what people answered keeps its meaning. */
  published: FactType | null
  onChange(type: FactType): void
}

function Options({ type, published, onChange }: Part<'choice'>) {
  const { options } = type
  const isRanked = options.some(({ rank }) => rank !== undefined)
  const old = published?.kind === 'choice' ? published.options.map(({ value }) => value) : []
  const write = (all: readonly FactOption[]) => onChange({ ...type, options: all })
  const set = (index: number, change: Partial<FactOption>) =>
    write(options.map((option, at) => (at === index ? { ...option, ...change } : option)))
  return (
    <>
      <Checkbox
        className="check"
        checked={isRanked}
        onChange={({ target }) =>
          write(
            options.map(({ value, label }, at) => ({
              value,
              label,
              ...(target.checked ? { rank: at + 1 } : {}),
            })),
          )
        }
      >
        选项有高低，条件可以写“不低于”，例如学历
      </Checkbox>
      {options.map((option, at) => (
        <fieldset key={at} className="fact-option">
          <legend className="visually-hidden">第 {at + 1} 个选项</legend>
          <TextField
            label={`选项 ${at + 1}`}
            required
            maxLength={40}
            value={option.label}
            onChange={(label) => set(at, { label })}
          />
          <TextField
            label={`选项 ${at + 1} 的编号`}
            required
            maxLength={40}
            disabled={old.includes(option.value)}
            value={option.value}
            onChange={(value) => set(at, { value })}
          />
          {isRanked && (
            <Field label={`选项 ${at + 1} 的次序`} required>
              {(control) => (
                <InputNumber
                  {...control}
                  min={0}
                  max={1000}
                  precision={0}
                  value={option.rank}
                  onChange={(rank) => set(at, { rank: rank ?? 0 })}
                />
              )}
            </Field>
          )}
          <Button
            type="text"
            danger
            disabled={old.includes(option.value)}
            onClick={() => write(options.filter((_, other) => other !== at))}
          >
            删去<span className="visually-hidden">选项 {at + 1}</span>
          </Button>
        </fieldset>
      ))}
      {isRanked && <p className="second small">次序的数字越大越高；一样大的算一样高。</p>}
      <div className="form-actions">
        <Button
          icon={<Icon name="plus" />}
          disabled={options.length >= 60}
          onClick={() =>
            write([...options, { value: '', label: '', ...(isRanked ? { rank: options.length + 1 } : {}) }])
          }
        >
          增加一个选项
        </Button>
      </div>
    </>
  )
}

function Number({ type, published, onChange }: Part<'integer'>) {
  const { max, grows: _, ...plain } = type
  return (
    <>
      <div className="form-grid">
        <ChoiceField
          label="单位"
          required
          hint="每月的和每年的收入是两项事实。"
          disabled={published !== null}
          value={type.unit}
          options={choicesOf(unitLabels).filter(({ value }) => units.includes(value))}
          onChange={(unit) => unit && onChange({ kind: 'integer', unit })}
        />
        <Field label="最多填多少" hint="防止多打一个零；留空表示不限。">
          {(control) => (
            <Amount
              {...control}
              unit={type.unit}
              value={max ?? null}
              onChange={(next) =>
                onChange({ ...plain, ...(type.grows ? { grows: true } : {}), ...(next ? { max: next } : {}) })
              }
            />
          )}
        </Field>
      </div>
      {type.unit === 'months' && (
        <Checkbox
          className="check"
          checked={type.grows ?? false}
          onChange={({ target }) =>
            onChange({
              ...plain,
              ...(max === undefined ? {} : { max }),
              ...(target.checked ? { grows: true } : {}),
            })
          }
        >
          每过一个月加一（例如连续缴费的月数）：可以预告哪一天符合
        </Checkbox>
      )}
    </>
  )
}

/** The form that an answer has, with what belongs to it. A published one keeps its form, unit and options. */
export function FactTypeFields({ type, published, onChange }: Part<FactType['kind']>) {
  return (
    <>
      <ChoiceField
        label="怎么回答"
        required
        hint={published ? '已经发布过，不能换；要换，请新增一项事实。' : undefined}
        disabled={published !== null}
        value={type.kind}
        options={choicesOf(factKindLabels)}
        onChange={(kind) => kind && onChange(typeOf(kind))}
      />
      {type.kind === 'choice' && <Options type={type} published={published} onChange={onChange} />}
      {type.kind === 'integer' && <Number type={type} published={published} onChange={onChange} />}
      {type.kind === 'day' && (
        <Checkbox
          className="check"
          checked={type.future ?? false}
          onChange={({ target }) =>
            onChange(target.checked ? { kind: 'day', future: true } : { kind: 'day' })
          }
        >
          可以填将来的日期，例如预计毕业日期
        </Checkbox>
      )}
    </>
  )
}
