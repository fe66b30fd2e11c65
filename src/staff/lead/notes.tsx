import { useState } from 'react'
import { View } from '@tarojs/components'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { TextArea } from '@/components/text-input'
import { useKeptWords } from '@/kept-words'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import type { Changed } from './changed'

/** Notes for colleagues of the station; they are part of the returnee's own data. */
export function Notes({ lead, onChanged }: { lead: LeadDetail; onChanged: Changed }) {
  const [text, setText] = useKeptWords(`note-${lead.id}`)
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const keep = async () => {
    setError(undefined)
    const body = { text: text.trim() }
    if (body.text.length < 2) {
      setError('写点什么再记下')
      return
    }
    try {
      onChanged(await call('POST /leads/:lead/notes', { params: { lead: lead.id }, body }, { attempt }))
      setText('')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Card title="工作备注" aside={lead.notes.length > 0 ? `${lead.notes.length} 条` : undefined}>
      <View className="stack">
        <TextArea
          label="记一条"
          hint="同站同事看得到；对方导出自己的信息时也会看到"
          required={false}
          maxLength={1000}
          value={text}
          onChange={setText}
        />
        {error && (
          <Notice kind="bad" title="没有记下" live>
            {error}
          </Notice>
        )}
        <Button kind="secondary" wide onClick={keep}>
          记下
        </Button>
        {lead.notes.map(({ id, at, by, text: words }) => (
          <View key={id} className="note">
            <View className="note-text">{words}</View>
            <View className="tiny">{`${by} · ${momentText(at)}`}</View>
          </View>
        ))}
      </View>
    </Card>
  )
}
