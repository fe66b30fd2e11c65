import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Engagement } from '@jucai/contract/engagement-shapes'
import { partyLabels } from '@jucai/contract/engagement-vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea, TextInput } from '@/components/text-input'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'

/** The yearly review: what both sides said, and one's own word. */
export function ReviewCard({ of, say }: { of: Engagement; say(goOn: boolean, why: string): Promise<void> }) {
  const [goOn, setGoOn] = useState<'yes' | 'no'>()
  const [why, setWhy] = useState('')
  const [fault, setFault] = useState<string>()
  const mayReview = of.may.includes('review')
  if (!of.review || (!mayReview && of.review.said.length === 0)) return null
  const send = async () => {
    setFault(undefined)
    try {
      await say(goOn === 'yes', why)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title="年度回顾" aside={`${dayText(of.review.dueOn)}满一年`}>
      <View className="stack">
        {of.review.said.map((one) => (
          <View key={one.party}>
            {`${partyLabels[one.party]}说${one.goOn ? '继续' : '停止'}：${one.why}`}
          </View>
        ))}
        {mayReview && (
          <>
            <Choice
              label="接下来"
              options={[
                { value: 'yes', label: '继续' },
                { value: 'no', label: '停止' },
              ]}
              value={goOn}
              onChange={setGoOn}
            />
            <TextInput
              label="原因"
              hint="对方看得到"
              maxLength={200}
              error={fault}
              value={why}
              onChange={setWhy}
            />
            <Button disabledReason={(!goOn || why.trim().length < 2) && '先选，再写原因'} onClick={send}>
              就这样说
            </Button>
          </>
        )}
      </View>
    </Card>
  )
}

/** Declining, cancelling, ending: always with a reason. */
export function Ending({
  of,
  word,
  end,
}: {
  of: Engagement
  word: string
  end(lastDay: string | null, why: string): Promise<void>
}) {
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const [lastDay, setLastDay] = useState(todayInChina)
  const [fault, setFault] = useState<string>()
  if (!of.may.includes('cancel') && !of.may.includes('end')) return null
  const isRunning = of.state === 'running' && of.firstDay <= todayInChina()
  const send = async () => {
    setFault(undefined)
    try {
      await end(isRunning ? lastDay : null, why)
      setOpen(false)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {word}
      </Button>
      {open && (
        <Sheet title={word} onClose={() => setOpen(false)}>
          <View className="stack">
            {isRunning && (
              <DatePicker
                label="最后一天"
                hint="不晚于今天；已经登记的工时要在它以前"
                start={of.firstDay}
                end={todayInChina()}
                value={lastDay}
                onChange={setLastDay}
              />
            )}
            <TextArea label="原因" hint="对方看得到" maxLength={200} value={why} onChange={setWhy} />
            {fault && (
              <Notice kind="bad" title="没有办成" live>
                {fault}
              </Notice>
            )}
            <Button
              wide
              kind="danger"
              disabledReason={why.trim().length < 4 && '写明原因，至少四个字'}
              onClick={send}
            >
              {`确定${word}`}
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
