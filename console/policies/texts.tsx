import { policyKindLabels, type Policy } from '@jucai/contract/policies/book'
import { situationLabels, stageLabels } from '@jucai/contract/vocabulary'
import { Checkbox } from 'antd'
import { ChoiceField, choicesOf, Field } from '../parts/field'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { Opens } from './opens'
import { SourceFields } from './source-fields'
import { DayInput } from './values'

interface Part {
  policy: Policy
  set(change: Partial<Policy>): void
}

/** Lines as they are typed: an empty last line stays while somebody writes the next. */
function LinesField({
  label,
  hint,
  lines,
  onChange,
}: {
  label: string
  hint?: string
  lines: readonly string[]
  onChange(lines: string[]): void
}) {
  return (
    <LongTextField
      label={label}
      hint={hint ?? '每行一项。'}
      rows={3}
      value={lines.join('\n')}
      onChange={(text) => onChange(text.split('\n'))}
    />
  )
}

function Choices<T extends string>({
  label,
  labels,
  chosen,
  onChange,
}: {
  label: string
  labels: Readonly<Partial<Record<T, string>>>
  chosen: readonly T[]
  onChange(chosen: T[]): void
}) {
  return (
    <fieldset className="policy-choices">
      <legend>{label}</legend>
      <Checkbox.Group options={choicesOf(labels)} value={[...chosen]} onChange={(all) => onChange(all)} />
    </fieldset>
  )
}

/** What the policy is called and says, whom it is for, where it leads. */
export function Texts({ policy, set }: Part) {
  return (
    <Card title="说明">
      <div className="form-grid">
        <TextField
          label="名称"
          required
          maxLength={60}
          value={policy.title}
          onChange={(title) => set({ title })}
        />
        <TextField
          label="主管部门"
          required
          maxLength={60}
          value={policy.department}
          onChange={(department) => set({ department })}
        />
        <ChoiceField
          label="类别"
          required
          hint="总政策是其他政策的框架，全市只有一项。"
          value={policy.kind}
          options={choicesOf(policyKindLabels)}
          onChange={(kind) => kind && set({ kind })}
        />
      </div>
      <LongTextField
        label="一句话说明"
        required
        hint="手机上读到的第一句，最多两句，不用文件里的套话。"
        rows={2}
        maxLength={200}
        value={policy.summary}
        onChange={(summary) => set({ summary })}
      />
      <div className="form-grid">
        <Field label="从哪天起施行" required>
          {(control) => (
            <DayInput
              {...control}
              value={policy.inForceFrom}
              onChange={(inForceFrom) => inForceFrom && set({ inForceFrom })}
            />
          )}
        </Field>
        <Field label="最后一天" hint="含这一天；留空表示一直施行到有新的规定。">
          {(control) => (
            <DayInput
              {...control}
              value={policy.inForceTo ?? ''}
              onChange={(last) => set({ inForceTo: last || null })}
            />
          )}
        </Field>
      </div>
      <SourceFields source={policy.source} onChange={(source) => set({ source })} />
      <Choices
        label="适用阶段"
        labels={stageLabels}
        chosen={policy.stages}
        onChange={(stages) => set({ stages })}
      />
      <Choices
        label="适用场景"
        labels={situationLabels}
        chosen={policy.situations}
        onChange={(situations) => set({ situations })}
      />
      <div className="form-grid">
        <LinesField label="要带的材料" lines={policy.papers} onChange={(papers) => set({ papers })} />
        <LinesField
          label="享受期间要保持的条件"
          lines={policy.conditions}
          onChange={(conditions) => set({ conditions })}
        />
        <LinesField
          label="搜索词"
          hint="每行一个，人们会怎么叫它。"
          lines={policy.keywords}
          onChange={(keywords) => set({ keywords })}
        />
      </div>
      <Opens policy={policy} set={set} />
      <Checkbox
        className="check"
        checked={policy.offered}
        onChange={(event) => set({ offered: event.target.checked })}
      >
        免申即享：记录能证明符合条件时，不用申请就发给本人
      </Checkbox>
    </Card>
  )
}
