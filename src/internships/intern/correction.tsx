import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { dayKindLabels, dayKinds, type DayKind } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

/** The base writes something else down for a day, with a reason that the intern reads. */
export function Correction({
  of: one,
  employer,
  day,
  onChanged,
  onClose,
}: {
  of: Internship
  employer: string
  day: string
  onChanged(next: Internship): void
  onClose(): void
}) {
  const [kind, setKind] = useState<DayKind>()
  const [why, setWhy] = useState('')
  const [failed, setFailed] = useState<string>()
  const send = async () => {
    if (!kind) return
    setFailed(undefined)
    try {
      onChanged(
        await call('PUT /employers/:employer/internships/:internship/days/:day', {
          params: { employer, internship: one.id, day },
          body: { kind, why: why.replace(/\s+/g, ' ').trim() },
        }),
      )
      toast('改好了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Sheet title={`更正${dayText(day)}`} onClose={onClose}>
      <View className="stack">
        <Choice
          label="那天是"
          options={dayKinds.map((value) => ({ value, label: dayKindLabels[value] }))}
          value={kind}
          onChange={setKind}
        />
        <TextArea label="原因" hint="本人会读到，至少 4 个字" maxLength={200} value={why} onChange={setWhy} />
        {failed && (
          <Notice kind="bad" title="没有改" live>
            {failed}
          </Notice>
        )}
        <Button
          wide
          onClick={send}
          disabledReason={
            (!kind && '先选那天是什么') || ([...why.trim()].length < 4 && '写一句原因，至少 4 个字')
          }
        >
          改成这样
        </Button>
      </View>
    </Sheet>
  )
}
