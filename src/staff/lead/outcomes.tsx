import { useState } from 'react'
import { View } from '@tarojs/components'
import { dayInChina } from '@jucai/contract/china-time'
import { ProblemError } from '@jucai/contract/client'
import { followUpKindLabels, followUpKinds, type FollowUpKind } from '@jucai/contract/application-vocabulary'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { amountText } from '@/words/amounts'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import type { Changed } from './changed'

const kinds = followUpKinds.map((value) => ({ value, label: followUpKindLabels[value] }))

/** What came of the conversation so far, and the way to add to it. The returnee sees the same. */
export function Outcomes({ lead, onChanged }: { lead: LeadDetail; onChanged: Changed }) {
  const [adding, setAdding] = useState(false)
  return (
    <Card title="联系经过" aside="对方也看得到">
      {lead.followUps.length === 0 && (
        <View className="small">联系、见面、来访、回来、落地，每有一件记一件。站点的数字只从这里来。</View>
      )}
      {lead.followUps.map(({ id, kind, on, note, amountFen }) => (
        <View key={id} className="came">
          <View className="strong">
            {amountFen === null
              ? followUpKindLabels[kind]
              : `${followUpKindLabels[kind]} ${amountText(amountFen)}`}
          </View>
          <View className="small">{note}</View>
          <View className="tiny">{dayText(on)}</View>
        </View>
      ))}
      {lead.handOvers.map(({ at, from, to, why }) => (
        <View key={at} className="came">
          <View className="strong">{`转到${to}`}</View>
          <View className="small">{`${from ? `原来在${from}。` : ''}${why}`}</View>
          <View className="tiny">{dayText(dayInChina(at))}</View>
        </View>
      ))}
      <View className="came-do">
        <Button kind="secondary" wide icon="plus" onClick={() => setAdding(true)}>
          记一件进展
        </Button>
      </View>
      {adding && (
        <Adding
          lead={lead}
          onClose={() => setAdding(false)}
          onAdded={(next) => {
            setAdding(false)
            onChanged(next)
            toast('已记下，对方也收到了消息')
          }}
        />
      )}
    </Card>
  )
}

type Faults = {
  kind?: string | undefined
  note?: string | undefined
  amountFen?: string | undefined
  on?: string | undefined
}

function Adding({ lead, onClose, onAdded }: { lead: LeadDetail; onClose(): void; onAdded: Changed }) {
  const [kind, setKind] = useState<FollowUpKind>()
  const [on, setOn] = useState(todayInChina())
  const [note, setNote] = useState('')
  const [amount, setAmount] = useState('')
  const [faults, setFaults] = useState<Faults>({})
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const money = kind === 'capital-invested'
  const add = async () => {
    setError(undefined)
    const wan = Number(amount)
    const found: Faults = {
      kind: kind ? undefined : '请选择是哪一种',
      note: note.trim() === '' ? '写一句发生了什么' : undefined,
      amountFen:
        !money || (Number.isFinite(wan) && wan > 0 && wan < 100_000_000)
          ? undefined
          : '请填写到位的金额，单位万元',
    }
    setFaults(found)
    if (!kind || found.note || found.amountFen) return
    const body = { kind, on, note: note.trim(), amountFen: money ? Math.round(wan * 1_000_000) : null }
    try {
      onAdded(await call('POST /leads/:lead/follow-ups', { params: { lead: lead.id }, body }, { attempt }))
    } catch (problem) {
      const fields =
        problem instanceof ProblemError
          ? Object.fromEntries(problem.errors.map(({ pointer, detail }) => [pointer.slice(1), detail]))
          : {}
      setFaults(fields)
      if (Object.keys(fields).length === 0) setError(wordsOf(problem))
    }
  }
  return (
    <Sheet title="记一件进展" onClose={onClose}>
      <View className="stack">
        <Choice
          label="发生了什么"
          options={kinds}
          value={kind}
          error={faults.kind}
          onChange={(next) => {
            setKind(next)
            setFaults({ ...faults, kind: undefined })
          }}
        />
        <DatePicker
          label="哪一天"
          value={on}
          start="2020-01-01"
          end={todayInChina()}
          error={faults.on}
          onChange={setOn}
        />
        {money && (
          <TextInput
            label="到位的金额（万元）"
            type="digit"
            maxLength={12}
            autoComplete="off"
            value={amount}
            error={faults.amountFen}
            onChange={(next) => {
              setAmount(next)
              setFaults({ ...faults, amountFen: undefined })
            }}
          />
        )}
        <TextInput
          label="一句话"
          hint="对方也看得到"
          maxLength={200}
          autoComplete="off"
          value={note}
          error={faults.note}
          onChange={(next) => {
            setNote(next)
            setFaults({ ...faults, note: undefined })
          }}
        />
        {error && (
          <Notice kind="bad" title="没有记下" live>
            {error}
          </Notice>
        )}
        <Button wide onClick={add}>
          记下
        </Button>
      </View>
    </Sheet>
  )
}
