import { useState } from 'react'
import { View } from '@tarojs/components'
import { workspaceLimits } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceTenancy } from '@jucai/contract/workspaces'
import { call } from '@/api'
import { Button } from '@/components/button'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface ActProps {
  place: WorkspaceTenancy
  onChanged(): void
}

const isAsked = ({ state }: WorkspaceTenancy['reviews'][number]): boolean => state === 'open'

/** Asks to stay on; the office answers. */
export function Renew({ place, onChanged }: ActProps) {
  const [open, setOpen] = useState(false)
  const [months, setMonths] = useState('6')
  const [failed, setFailed] = useState<string>()
  if (!place.may.includes('renew')) return null
  const { leastMonths, mostMonths, totalMonths } = workspaceLimits
  const most = Math.min(mostMonths, totalMonths - place.months)
  const isRight = /^\d{1,2}$/.test(months) && Number(months) >= leastMonths && Number(months) <= most
  const send = async () => {
    setFailed(undefined)
    try {
      await call('PUT /me/workspaces/:workspaceTenancy/renewal', {
        params: { workspaceTenancy: place.id },
        body: { months: Number(months) },
      })
      setOpen(false)
      toast('已申请，等人才办答复')
      onChanged()
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      {/* What is asked of the team comes first: the figures of its review. */}
      <Button wide kind={place.reviews.some(isAsked) ? 'secondary' : 'primary'} onClick={() => setOpen(true)}>
        申请续期
      </Button>
      {open && (
        <Sheet title="申请续期" onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">
              {`从 ${dayText(place.lastDay)} 之后接着用。前后一共最长 ${totalMonths} 个月，人才办看半年考核答复。`}
            </View>
            <TextInput
              label="再用几个月"
              hint={`${leastMonths} 到 ${most} 个月`}
              type="number"
              maxLength={2}
              value={months}
              onChange={setMonths}
            />
            {failed && (
              <Notice kind="bad" title="没有办成" live>
                {failed}
              </Notice>
            )}
            <Button wide onClick={send} disabledReason={!isRight && `请填 ${leastMonths} 到 ${most}`}>
              申请
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}

/** Says the last day; before the first day the place is let go. */
export function Leave({ place, onChanged }: ActProps) {
  const today = todayInChina()
  const isBegun = today >= place.firstDay
  const [open, setOpen] = useState(false)
  const [lastDay, setLastDay] = useState(isBegun ? today : place.firstDay)
  const [why, setWhy] = useKeptWords(`workspace-leave-${place.id}`)
  const [failed, setFailed] = useState<string>()
  if (!place.may.includes('leave')) return null
  const send = async () => {
    setFailed(undefined)
    try {
      await call('PUT /me/workspaces/:workspaceTenancy/leaving', {
        params: { workspaceTenancy: place.id },
        body: { lastDay, why: why.trim() },
      })
      setWhy('')
      setOpen(false)
      toast(isBegun ? '已定好最后一天' : '已取消进驻')
      onChanged()
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  const action = isBegun ? '退出' : '不来了'
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {action}
      </Button>
      {open && (
        <Sheet title={action} onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">
              {isBegun
                ? '定了以后不能改。在最后一天前搬走，到前台交还，之后给别的团队。'
                : '取消以后这一处给别的团队；想再来要重新申请。'}
            </View>
            {isBegun && (
              <DatePicker
                label="最后一天"
                start={today}
                end={place.lastDay}
                value={lastDay}
                onChange={setLastDay}
              />
            )}
            <TextArea label="原因" hint="可以不写" maxLength={200} value={why} onChange={setWhy} />
            {failed && (
              <Notice kind="bad" title="没有办成" live>
                {failed}
              </Notice>
            )}
            <Button wide kind="danger" onClick={send}>
              {isBegun ? '就这一天退出' : '取消进驻'}
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
