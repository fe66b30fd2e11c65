import { TextField } from '../parts/text-field'
import type { Values } from './write-values'

interface TitlesProps {
  codes: readonly string[]
  value: Values['pools']
  fault: string | undefined
  onChange(pools: Values['pools']): void
}

/** What pools are called, where a round has several: people choose one by its name. */
export function PoolTitles({ codes, value, fault, onChange }: TitlesProps) {
  if (codes.length < 2) return null
  return (
    <fieldset className="round-rule">
      <legend>各组叫什么</legend>
      <div className="form-grid">
        {codes.map((code) => (
          <TextField
            key={code}
            label={`组 ${code}`}
            hint="申请的人看到的名字；不写的，用项目的名字"
            fault={fault}
            maxLength={40}
            value={value.find((one) => one.code === code)?.title ?? ''}
            onChange={(title) => onChange([...value.filter((one) => one.code !== code), { code, title }])}
          />
        ))}
      </div>
    </fieldset>
  )
}
