import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { DatePicker } from '@/components/date-picker'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { dayFromToday, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface ActProps {
  of: Internship
  onChanged(next: Internship): void
}

/** Says that one is absent on a day, and why. */
export function Absence({ of: one, onChanged }: ActProps) {
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState(todayInChina())
  const [reason, setReason] = useKeptWords(`internship-absence-${one.id}`)
  const [failed, setFailed] = useState<string>()
  if (!one.may.includes('tell-absence')) return null
  const send = async () => {
    setFailed(undefined)
    try {
      onChanged(
        await call('PUT /me/internships/:internship/days/:day', {
          params: { internship: one.id, day },
          body: { reason: reason.replace(/\s+/g, ' ').trim() },
        }),
      )
      setReason('')
      setOpen(false)
      toast('记下了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      <Button wide kind="secondary" onClick={() => setOpen(true)}>
        有一天不能到岗
      </Button>
      {open && (
        <Sheet title="不能到岗" onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">请假算到岗。最多提前 30 天，过后 7 天内可以补；基地看得到原因。</View>
            <DatePicker
              label="哪一天"
              start={dayFromToday(-7)}
              end={dayFromToday(30)}
              value={day}
              onChange={setDay}
            />
            <TextArea label="原因" hint="至少 2 个字" maxLength={200} value={reason} onChange={setReason} />
            {failed && (
              <Notice kind="bad" title="没有记下" live>
                {failed}
              </Notice>
            )}
            <Button wide onClick={send} disabledReason={[...reason.trim()].length < 2 && '先写原因'}>
              记下
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}

/** Declines what has not begun, signed by all or not. */
export function Decline({ of: one, onChanged }: ActProps) {
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<string>()
  if (!one.may.includes('cancel')) return null
  const send = async () => {
    setFailed(undefined)
    try {
      onChanged(await call('DELETE /me/internships/:internship', { params: { internship: one.id } }))
      setAsking(false)
      toast('已谢绝')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        谢绝
      </Button>
      {asking && (
        <Dialog
          title="谢绝这份见习？"
          confirm="谢绝"
          danger
          onConfirm={send}
          onClose={() => setAsking(false)}
        >
          {one.state === 'waiting' ? '三方都签了，还没有开始，可以取消。' : ''}名额马上让给别人，不能恢复。
          {failed && (
            <Notice kind="bad" title="没有办成" live>
              {failed}
            </Notice>
          )}
        </Dialog>
      )}
    </>
  )
}
