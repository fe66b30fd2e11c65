import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { wordsOf } from '@/words/problems'
import type { Changed } from './changed'

/**
 * The station's answer. The returnee gets it word for word; the clerk who sends it becomes the named contact.
 */
export function Answering({
  lead,
  onChanged,
  onStale,
}: {
  lead: LeadDetail
  onChanged: Changed
  onStale(): Promise<void>
}) {
  const [text, setText] = useKeptWords(`answer-${lead.id}`)
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const send = async () => {
    setError(undefined)
    if (text.trim().length < 10) {
      setFault('写清楚您是谁、接下来怎么联系，至少 10 个字')
      return
    }
    const body = { text: text.trim(), version: lead.version }
    try {
      const answered = await call(
        'POST /leads/:lead/answer',
        { params: { lead: lead.id }, body },
        { attempt },
      )
      setText('')
      onChanged(answered)
      toast('已答复，您是对方的联系人了')
    } catch (problem) {
      setError(wordsOf(problem))
      if (problem instanceof ProblemError && problem.code === 'stale-version') await onStale() // the words typed stay
    }
  }
  return (
    <Card title="答复对方">
      <View className="stack">
        <TextArea
          label="答复"
          hint="对方会原样看到，您的姓氏和站点电话会作为联系人显示"
          placeholder="您好，我是……，看到您想回来……，方便的话……"
          maxLength={1000}
          value={text}
          error={fault}
          onChange={(next) => {
            setText(next)
            setFault(undefined)
          }}
        />
        {error && (
          <Notice kind="bad" title="没有发出" live>
            {error}
          </Notice>
        )}
        <Button wide kind="star" icon="send" onClick={send}>
          发出答复，由我联系
        </Button>
      </View>
    </Card>
  )
}
