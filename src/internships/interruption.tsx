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

/**
 * Ends an internship before its time: the last day and why, which the others read. A base cancels here what has not
 * begun, which has no last day; the intern declines it.
 */
export function End({ of: one, employer, onChanged }: EndProps) {
  const cancels = employer !== undefined && one.may.includes('cancel')
  const title = cancels ? '取消这份见习' : '提前结束'
  const [open, setOpen] = useState(false)
  const [lastDay, setLastDay] = useState(todayInChina())
  const [why, setWhy] = useKeptWords(`internship-end-${one.id}`)
  const [failed, setFailed] = useState<string>()
  if (!cancels && !one.may.includes('interrupt')) return null
  const send = async () => {
    setFailed(undefined)
    const said = why.replace(/\s+/g, ' ').trim()
    const body = cancels ? { why: said } : { lastDay, why: said }
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
      toast(cancels ? '已经取消' : '已经结束')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {title}
      </Button>
      {open && (
        <Sheet title={title} onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">
              {cancels
                ? '还没有开始，名额马上空出来。取消以后不能恢复，三方都看得到原因。'
                : '补贴发到最后一天为止。结束以后不能恢复，三方都看得到原因。'}
            </View>
            {!cancels && (
              <DatePicker
                label="最后一天"
                start={one.firstDay}
                end={todayInChina()}
                value={lastDay}
                onChange={setLastDay}
              />
            )}
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
              {cancels ? '取消见习' : '结束见习'}
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
