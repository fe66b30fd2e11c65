import { useState } from 'react'
import { View } from '@tarojs/components'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DatePicker } from '@/components/date-picker'
import { dayText, todayInChina } from '@/components/dates'
import { Notice } from '@/components/notice'
import { wordsOf } from '@/components/problem-words'
import type { Changed } from './changed'

const after = (days: number): string =>
  new Date(Date.parse(`${todayInChina()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const soon = [
  { label: '明天', days: 1 },
  { label: '三天后', days: 3 },
  { label: '下周', days: 7 },
  { label: '一个月后', days: 30 },
]

/** When to speak next: a tap for the usual ones, a date for the rest. */
export function NextContact({ lead, onChanged }: { lead: LeadDetail; onChanged: Changed }) {
  const [picking, setPicking] = useState(false)
  const [error, setError] = useState<string>()
  const plan = async (on: string | null) => {
    setError(undefined)
    try {
      onChanged(await call('PUT /leads/:lead/next-contact', { params: { lead: lead.id }, body: { on } }))
      setPicking(false)
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Card title="下次联系" aside={lead.nextContactOn ? dayText(lead.nextContactOn) : '没有约'}>
      <View className="wrap">
        {soon.map(({ label, days }) => (
          <Button key={label} kind="secondary" label={`${label}联系`} onClick={() => plan(after(days))}>
            {label}
          </Button>
        ))}
        <Button kind="quiet" onClick={() => setPicking(!picking)}>
          选日期
        </Button>
        {lead.nextContactOn && (
          <Button kind="quiet" label="不约下次联系" onClick={() => plan(null)}>
            清空
          </Button>
        )}
      </View>
      {picking && (
        <DatePicker
          label="哪一天"
          value={lead.nextContactOn ?? ''}
          start={todayInChina()}
          end={after(720)}
          onChange={(day) => void plan(day)}
        />
      )}
      {error && (
        <Notice kind="bad" title="没有记下" live>
          {error}
        </Notice>
      )}
    </Card>
  )
}
