import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface EndProps {
  of: Internship
  /** For which employer; absent: the intern. */
  employer?: string
  onChanged(next: Internship): void
}

/** Ends an internship before its time: the last day and why, which the others read. */
export function End({ of: one, employer, onChanged }: EndProps) {
  const [open, setOpen] = useState(false)
  const [lastDay, setLastDay] = useState(todayInChina())
  const [why, setWhy] = useKeptWords(`internship-end-${one.id}`)
  const [failed, setFailed] = useState<string>()
  if (!one.may.includes('interrupt')) return null
  const send = async () => {
    setFailed(undefined)
    const body = { lastDay, why: why.replace(/\s+/g, ' ').trim() }
    try {
      onChanged(
        employer
          ? await call('POST /employers/:employer/internships/:internship/interruption', {
              params: { employer, internship: one.id },
              body,
            })
          : await call('POST /me/internships/:internship/interruption', {
              params: { internship: one.id },
              body,
            }),
      )
      setWhy('')
      setOpen(false)
      toast('已经结束')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        提前结束
      </Button>
      {open && (
        <Sheet title="提前结束" onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">补贴发到最后一天为止。结束以后不能恢复，三方都看得到原因。</View>
            <DatePicker
              label="最后一天"
              start={one.firstDay}
              end={todayInChina()}
              value={lastDay}
              onChange={setLastDay}
            />
            <TextArea label="原因" hint="至少 4 个字" maxLength={200} value={why} onChange={setWhy} />
            {failed && (
              <Notice kind="bad" title="没有办成" live>
                {failed}
              </Notice>
            )}
            <Button
              wide
              kind="danger"
              onClick={send}
              disabledReason={[...why.trim()].length < 4 && '写一句对方能看懂的原因，至少 4 个字'}
            >
              结束见习
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
