import type { Clause } from '@jucai/contract/policies/book'
import { Button } from 'antd'
import { Icon } from '../parts/icon'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { Part } from './part'

/** The clauses that conditions quote. */
export function Clauses({
  clauses,
  onChange,
}: {
  clauses: readonly Clause[]
  onChange(clauses: Clause[]): void
}) {
  const set = (index: number, change: Partial<Clause>) =>
    onChange(clauses.map((clause, at) => (at === index ? { ...clause, ...change } : clause)))
  return (
    <Card title="条款原文">
      {clauses.map((clause, at) => (
        <Part key={at} open={clause.text === ''}>
          <summary>
            <strong>{clause.title || '新的条款'}</strong>{' '}
            <span className="second">{clause.text.slice(0, 40)}</span>
          </summary>
          <div className="form-grid">
            <TextField
              label={`第 ${at + 1} 条的标题`}
              required
              hint="手机上这样引用，例如：第五条第一款"
              maxLength={60}
              value={clause.title}
              onChange={(title) => set(at, { title })}
            />
            <TextField
              label={`第 ${at + 1} 条的键`}
              required
              hint="条件用它指到这一条，例如 5.1"
              maxLength={20}
              value={clause.key}
              onChange={(key) => set(at, { key })}
            />
          </div>
          <LongTextField
            label={`第 ${at + 1} 条的原文`}
            required
            rows={3}
            maxLength={2000}
            value={clause.text}
            onChange={(text) => set(at, { text })}
          />
          <Button type="text" danger onClick={() => onChange(clauses.filter((_, other) => other !== at))}>
            删去{clause.title}
          </Button>
        </Part>
      ))}
      <Button
        icon={<Icon name="plus" />}
        onClick={() => onChange([...clauses, { key: String(clauses.length + 1), title: '', text: '' }])}
      >
        增加一条
      </Button>
    </Card>
  )
}
