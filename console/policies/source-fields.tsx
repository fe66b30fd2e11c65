import type { Source } from '@jucai/contract/city'
import { Checkbox } from 'antd'
import { Field } from '../parts/field'
import { LongTextField, TextField } from '../parts/text-field'
import { DayInput } from './values'

/** The paper that something comes from, its clause and wording. */
export function SourceFields({ source, onChange }: { source: Source; onChange(source: Source): void }) {
  const set = (change: Partial<Source>) => onChange({ ...source, ...change })
  return (
    <fieldset className="policy-source">
      <legend>依据</legend>
      <div className="form-grid">
        <TextField
          label="文件"
          required
          maxLength={120}
          value={source.paper}
          onChange={(paper) => set({ paper })}
        />
        <TextField
          label="条款"
          required
          hint="例如：第五条第一款"
          maxLength={80}
          value={source.clause}
          onChange={(clause) => set({ clause })}
        />
        <Field label="文件从哪天起执行" required>
          {(control) => (
            <DayInput
              {...control}
              value={source.effectiveOn}
              onChange={(effectiveOn) => effectiveOn && set({ effectiveOn })}
            />
          )}
        </Field>
      </div>
      <LongTextField
        label="原文"
        required
        rows={2}
        maxLength={2000}
        value={source.text}
        onChange={(text) => set({ text })}
      />
      <Checkbox
        className="check"
        checked={source.sample}
        onChange={(event) => set({ sample: event.target.checked })}
      >
        示例文本，不是真实的文件
      </Checkbox>
    </fieldset>
  )
}
