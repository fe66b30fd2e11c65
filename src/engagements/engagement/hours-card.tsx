import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { Engagement, EngagementHours } from '@jucai/contract/engagement-shapes'
import { durationWords, hoursStateWords } from '@jucai/contract/engagement-vocabulary'
import { monthInWords } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { hoursTones } from '../looks'
import { Months } from '../months'

/** Hours of the month, and recording new ones. */
export function HoursCard({
  of,
  reload,
  onMonth,
}: {
  of: Engagement
  reload(): Promise<void>
  onMonth(month: string): void
}) {
  return (
    <Card title="工时" aside={`已确认 ${durationWords(of.confirmedMinutes)}`}>
      <View className="stack">
        <Recording of={of} reload={reload} />
        <View className="strong">{`${monthInWords(of.month)}登记的`}</View>
        <Months of={of} onMonth={onMonth} />
        {of.hours.length === 0 && <View className="small">这个月还没有登记。</View>}
        {of.hours.map((one) => (
          <OneHours key={one.id} engagementId={of.id} of={one} reload={reload} />
        ))}
      </View>
    </Card>
  )
}

function OneHours({
  engagementId,
  of,
  reload,
}: {
  engagementId: string
  of: EngagementHours
  reload(): Promise<void>
}) {
  const [fault, setFault] = useState<string>()
  const takeBack = async () => {
    try {
      await call('DELETE /me/engagements/:engagement/hours/:hours', {
        params: { engagement: engagementId, hours: of.id },
      })
      await reload()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const span = `${dayText(of.day)} ${of.from}–${of.to}`
  return (
    <View>
      <View className="wrap">
        <View>{span}</View>
        <Tag tone={hoursTones[of.state]}>{hoursStateWords(of)}</Tag>
      </View>
      <View className="small">{of.what}</View>
      {of.why && <View className="small">{`${of.byOffice ? '人才办' : '单位'}：${of.why}`}</View>}
      {of.state !== 'confirmed' && !of.byOffice && (
        <Button kind="quiet" label={`删掉：${span}`} onClick={takeBack}>
          删掉
        </Button>
      )}
      {fault && (
        <Notice kind="bad" title="没有删掉" live>
          {fault}
        </Notice>
      )}
    </View>
  )
}

function Recording({ of, reload }: { of: Engagement; reload(): Promise<void> }) {
  const [day, setDay] = useState(todayInChina)
  const [from, setFrom] = useState('09:00')
  const [to, setTo] = useState('12:00')
  const [what, setWhat] = useKeptWords(`engagement-hours ${of.id}`)
  const [faults, setFaults] = useState<{ field?: string; words: string }[]>([])
  const attempt = useAttempt()
  const error = (field: string) => faults.find((one) => one.field === field)?.words
  const record = async () => {
    setFaults([])
    try {
      await call(
        'POST /me/engagements/:engagement/hours',
        { params: { engagement: of.id }, body: { day, from, to, what } },
        { attempt },
      )
      setWhat('')
      toast('记下了')
      await reload()
    } catch (problem) {
      const errors = problem instanceof ProblemError ? problem.errors : []
      setFaults(
        errors.length > 0
          ? errors.map(({ pointer, detail }) => ({ field: pointer.slice(1), words: detail }))
          : [{ words: wordsOf(problem) }],
      )
    }
  }
  const words = faults.find(({ field }) => field === undefined)?.words
  return (
    <>
      <DatePicker
        label="哪一天"
        start={of.firstDay}
        end={todayInChina()}
        error={error('day')}
        value={day}
        onChange={setDay}
      />
      <TextInput
        label="从几点"
        hint="例如 09:00"
        maxLength={5}
        error={error('from')}
        value={from}
        onChange={setFrom}
      />
      <TextInput
        label="到几点"
        hint="例如 12:00"
        maxLength={5}
        error={error('to')}
        value={to}
        onChange={setTo}
      />
      <TextInput label="做了什么" maxLength={200} error={error('what')} value={what} onChange={setWhat} />
      {words && (
        <Notice kind="bad" title="没有记下" live>
          {words}
        </Notice>
      )}
      <Button wide disabledReason={what.trim().length < 2 && '写一下做了什么'} onClick={record}>
        登记工时
      </Button>
    </>
  )
}
