import type { QueueFilter } from '@jucai/contract/review'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { usePrograms, useStations } from '../city'
import { Choice, choicesOf, withNone } from '../parts/field'
import { assignedLabels, claimedLabels, dueLabels, numberPattern, stateLabels } from './filter'

function NumberSearch({ value, onChange }: { value: string; onChange(value: string): void }) {
  const [text, setText] = useState(value)
  const [wrong, setWrong] = useState(false)
  useEffect(() => setText(value), [value])
  const search = (typed: string) => {
    const number = typed.trim().toUpperCase()
    const fine = number === '' || numberPattern.test(number)
    setWrong(!fine)
    if (fine) onChange(number)
  }
  return (
    <div className="filter-number">
      <Input.Search
        id="queue-number"
        value={text}
        placeholder="按编号查找"
        aria-label="按编号查找"
        aria-invalid={wrong}
        aria-describedby={wrong ? 'queue-number-fault' : undefined}
        maxLength={30}
        allowClear
        status={wrong ? 'error' : undefined}
        onChange={(event) => setText(event.target.value)}
        onSearch={search}
      />
      {wrong && (
        <div className="fault" id="queue-number-fault" role="alert">
          请填完整编号，例如 GG-20261122-0007
        </div>
      )}
    </div>
  )
}

/** The filters of the queue; each change is an address of its own. */
export function Filters({ filter, onChange }: { filter: QueueFilter; onChange(filter: QueueFilter): void }) {
  const programs = usePrograms()
  const stations = useStations()
  const set =
    <K extends keyof QueueFilter>(name: K) =>
    (value: string) =>
      onChange({ ...filter, [name]: value || undefined })
  const any = Object.values(filter).some(Boolean)
  return (
    <div className="filters" role="search" aria-label="筛选待办">
      <Choice
        label="项目"
        value={filter.program ?? ''}
        onChange={set('program')}
        options={withNone(
          '全部项目',
          (programs ?? []).map(({ key, title }) => ({ value: key, label: title })),
        )}
      />
      <Choice
        label="状态"
        value={filter.state ?? ''}
        onChange={set('state')}
        options={withNone('全部未办结', choicesOf(stateLabels))}
      />
      <Choice
        label="期限"
        value={filter.due ?? ''}
        onChange={set('due')}
        options={withNone('不限期限', choicesOf(dueLabels))}
      />
      <Choice
        label="认领"
        value={filter.claimed ?? ''}
        onChange={set('claimed')}
        options={withNone('不限认领', choicesOf(claimedLabels))}
      />
      <Choice
        label="分派"
        value={filter.assigned ?? ''}
        onChange={set('assigned')}
        options={withNone('不限分派', choicesOf(assignedLabels))}
      />
      <Choice
        label="工作站"
        value={filter.stationId ?? ''}
        onChange={set('stationId')}
        options={withNone(
          '全部工作站',
          (stations ?? []).map(({ id, name }) => ({ value: id, label: name })),
        )}
      />
      <NumberSearch value={filter.number ?? ''} onChange={set('number')} />
      {any && (
        <Button type="text" onClick={() => onChange({})}>
          清除筛选
        </Button>
      )}
    </div>
  )
}
