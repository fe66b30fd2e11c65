import { bitsOf, leastBits, type GameCode, type NamedSource } from '@jucai/contract/draw/sources'
import { Button } from 'antd'
import { ChoiceField, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { TextField } from '../parts/text-field'
import { gameChoices, issuesOf, type WrittenSource } from './write-values'

interface SourcesProps {
  value: readonly WrittenSource[]
  fault: string | null | undefined
  onChange(sources: WrittenSource[]): void
}

/** Lotteries whose drawings are named before they are held, each with its fallbacks. */
export function WriteSources({ value, fault, onChange }: SourcesProps) {
  const put = (at: number, change: Partial<WrittenSource>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)))
  const named = value.flatMap(({ game, issues }): NamedSource[] =>
    game === '' ? [] : [{ game, issues: issuesOf(issues) }],
  )
  const bits = bitsOf(named)
  return (
    <>
      {value.map(({ game, issues }, at) => (
        <div key={at} className="round-condition">
          <ChoiceField<GameCode>
            label={`彩票 ${at + 1}`}
            required
            value={game}
            options={withNone('请选择', gameChoices)}
            onChange={(next) => put(at, { game: next })}
          />
          <TextField
            label="期号，后备的写在后面"
            required
            hint="用空格隔开，例如 2026120 2026121"
            maxLength={80}
            value={issues}
            onChange={(next) => put(at, { issues: next })}
          />
          {value.length > 1 && (
            <Button
              type="text"
              aria-label={`去掉彩票 ${at + 1}`}
              icon={<Icon name="x" />}
              onClick={() => onChange(value.filter((_one, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {value.length < 7 && (
        <Button icon={<Icon name="plus" />} onClick={() => onChange([...value, { game: '', issues: '' }])}>
          再加一种
        </Button>
      )}
      {fault && (
        <div className="fault" role="alert">
          {fault}
        </div>
      )}
      <p className="second small">{`合起来 ${bits} 位，至少要 ${leastBits} 位。福利彩票和体育彩票各要有一种：两家机构各自开奖，谁也定不了结果。`}</p>
    </>
  )
}
