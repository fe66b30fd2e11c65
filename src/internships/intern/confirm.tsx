import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship, InternshipMonth } from '@jucai/contract/internship-shapes'
import { monthInWords } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import { monthLine } from '../words'

/** Confirms a month that is over, by the amount that is shown. */
export function ConfirmMonth({
  of,
  internship,
  employer,
  onChanged,
  onStale,
}: {
  of: InternshipMonth
  internship: Internship
  employer: string
  onChanged(next: Internship): void
  onStale(): Promise<void>
}) {
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<string>()
  const { month, amountFen, isOver, state } = of
  if (!isOver || amountFen === null || (state !== 'open' && state !== 'returned')) return null
  const send = async () => {
    setFailed(undefined)
    try {
      onChanged(
        await call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
          params: { employer, internship: internship.id, internshipMonth: month },
          body: { amountFen },
        }),
      )
      setAsking(false)
      toast('已确认')
    } catch (error) {
      setFailed(wordsOf(error))
      await onStale()
    }
  }
  return (
    <>
      <Button kind="secondary" label={`确认${monthInWords(month)}`} onClick={() => setAsking(true)}>
        {`确认${monthInWords(month)}`}
      </Button>
      {asking && (
        <Dialog
          title={`确认${monthInWords(month)}的出勤？`}
          confirm="确认"
          onConfirm={send}
          onClose={() => setAsking(false)}
        >
          <View>{`${internship.name}：${monthLine(of)}。`}</View>
          <View>{`确认以后这个月的出勤不能再改，补贴 ${amountText(amountFen)} 交人才办核定。`}</View>
          {failed && (
            <Notice kind="bad" title="没有确认" live>
              {failed}
            </Notice>
          )}
        </Dialog>
      )}
    </>
  )
}
