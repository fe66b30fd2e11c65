import { useState } from 'react'
import { View } from '@tarojs/components'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { dayFromToday, dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import type { Changed } from './changed'

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
          <Button
            key={label}
            kind="secondary"
            label={`${label}联系`}
            onClick={() => plan(dayFromToday(days))}
          >
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
          end={dayFromToday(720)}
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
