import type { Clause, PolicyBook } from '@jucai/contract/policies/book'
import { deepest, type Criterion } from '@jucai/contract/policies/criteria'
import { Button, InputNumber } from 'antd'
import { Choice, ChoiceField, choicesOf, Field, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { TextField } from '../parts/text-field'
import { ComparisonEditor } from './comparison-editor'
import { firstComparison, nodeKindLabels, nodeKindOf, partsOf, withKind, withParts } from './criterion-forms'

const without = (node: Criterion, key: 'clause' | 'label' | 'advice'): Criterion => {
  const { [key]: _, ...rest } = node
  return rest
}

/** What a part quotes: its clause, a few words, and what somebody can do. */
function Quote({
  node,
  clauses,
  name,
  onChange,
}: {
  node: Criterion
  clauses: readonly Clause[]
  name: string
  onChange(node: Criterion): void
}) {
  const set = (key: 'clause' | 'label' | 'advice') => (text: string) =>
    onChange(text === '' ? without(node, key) : { ...node, [key]: text })
  return (
    <details className="criterion-quote">
      <summary>
        {node.label ?? '条款、名称和建议'}
        {node.clause !== undefined &&
          ` · ${clauses.find(({ key }) => key === node.clause)?.title ?? node.clause}`}
      </summary>
      <div className="form-grid">
        <ChoiceField
          label={`${name}：出自`}
          value={node.clause ?? ''}
          options={withNone(
            '不引用条款',
            clauses.map(({ key, title }) => ({ value: key, label: title || key })),
          )}
          onChange={set('clause')}
        />
        <TextField
          label={`${name}：几个字的名称`}
          maxLength={60}
          value={node.label ?? ''}
          onChange={set('label')}
        />
      </div>
      <TextField
        label={`${name}：做不到时的建议`}
        hint="本人能做什么；没有就留空。"
        maxLength={120}
        value={node.advice ?? ''}
        onChange={set('advice')}
      />
    </details>
  )
}

interface Editing {
  node: Criterion
  book: PolicyBook
  clauses: readonly Clause[]
  /** How this part is called by screen readers and labels: 条件 2.1. */
  name: string
  depth?: number
  onChange(node: Criterion): void
  /** Absent: it cannot be taken away. */
  onRemove?: () => void
}

function Parts({ node, book, clauses, name, depth = 1, onChange }: Editing) {
  const parts = partsOf(node)
  const change = (next: readonly Criterion[]) => {
    const made = withParts(node, next)
    if (made) onChange(made)
  }
  const isGroup = 'all' in node || 'any' in node || 'of' in node
  const leads = 'when' in node ? ['如果', '那么'] : []
  return (
    <ul>
      {parts.map((part, at) => (
        <li key={at}>
          {leads[at] && <strong>{leads[at]}</strong>}
          <CriterionEditor
            node={part}
            book={book}
            clauses={clauses}
            name={`${name} ${at + 1}`.replace(/ (\d+) (\d+)$/, ' $1.$2')}
            depth={depth + 1}
            onChange={(next) => change(parts.map((one, other) => (other === at ? next : one)))}
            {...(isGroup && parts.length > 1
              ? { onRemove: () => change(parts.filter((_, other) => other !== at)) }
              : {})}
          />
        </li>
      ))}
      {isGroup && (
        <li>
          <Button
            size="small"
            icon={<Icon name="plus" size={15} />}
            onClick={() => change([...parts, firstComparison(book)])}
          >
            在“{name}”里加一条
          </Button>
        </li>
      )}
    </ul>
  )
}

/** A criterion as a form: parts are added, changed and taken away; only what fits can be chosen. */
export function CriterionEditor(editing: Editing) {
  const { node, book, clauses, name, depth = 1, onChange, onRemove } = editing
  const kind = nodeKindOf(node)
  const kinds = choicesOf(nodeKindLabels).filter(
    ({ value }) => depth < deepest - 1 || value === 'comparison' || value === 'office' || value === kind,
  )
  return (
    <div className="criterion editing" role="group" aria-label={name}>
      <div className="criterion-row">
        <Choice
          label={`${name}的形式`}
          value={kind}
          options={kinds}
          onChange={(chosen) => chosen && onChange(withKind(node, chosen, book))}
        />
        {'of' in node && (
          <InputNumber
            aria-label={`${name}至少满足几项`}
            min={1}
            max={node.of.length}
            precision={0}
            value={node.atLeast}
            onChange={(least) => onChange({ ...node, atLeast: least ?? 1 })}
          />
        )}
        {onRemove && (
          <Button type="text" danger aria-label={`删去${name}`} icon={<Icon name="x" />} onClick={onRemove} />
        )}
      </div>
      {'fact' in node && <ComparisonEditor node={node} book={book} name={name} onChange={onChange} />}
      {'office' in node && (
        <Field label={`${name}：人才办按什么判断`} required>
          {(control) => (
            <input
              {...control}
              className="policy-text"
              maxLength={120}
              value={node.office}
              onChange={(event) => onChange({ ...node, office: event.target.value })}
            />
          )}
        </Field>
      )}
      <Quote node={node} clauses={clauses} name={name} onChange={onChange} />
      {partsOf(node).length > 0 && <Parts {...editing} />}
    </div>
  )
}
