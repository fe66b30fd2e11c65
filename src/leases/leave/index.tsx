import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Lease } from '@jucai/contract/lease-shapes'
import { noticeDays, objectWithinDays } from '@jucai/contract/lease-vocabulary'
import { addDays, dayInWords } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DatePicker } from '@/components/date-picker'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Steps } from '@/components/steps'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'
import '../leases.scss'

/** Leaving: the day, what happens then, and taking the notice back. */
export default function LeavePage() {
  const { params } = useRouter()
  const id = params.lease ?? ''
  const loaded = useLoaded(() => call('GET /me/leases/:lease', { params: { lease: id } }))
  return (
    <Page title="退房" up={`/leases/mine/index?id=${id}`}>
      <Loaded of={loaded}>
        {(lease) => (
          <View className="stack">
            <Card title="怎么退">
              <Steps
                current={lease.backOn ? 3 : lease.state === 'ending' ? 1 : 0}
                steps={[
                  { title: '说好哪天走', note: `提前 ${noticeDays} 天；租金算到交回钥匙那天` },
                  { title: '一起验房', note: '到前台约时间，对照入住时的记录，逐项看' },
                  { title: '交回钥匙', note: '没有争议的押金当天就开始退' },
                  {
                    title: '押金结清',
                    note: `对扣款有异议的，${objectWithinDays} 天内提出，由另一位工作人员复核`,
                  },
                ]}
              />
            </Card>
            <Notify lease={lease} onChanged={loaded.set} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Notify({ lease, onChanged }: { lease: Lease; onChanged(lease: Lease): void }) {
  const { id, today, lastDay, leaveOn, state } = lease
  const earliest = addDays(today, noticeDays) < lastDay ? addDays(today, noticeDays) : lastDay
  const [day, setDay] = useState(leaveOn ?? earliest)
  const [asks, setAsks] = useState(false)
  const [fault, setFault] = useState<string>()
  const act = async (run: () => Promise<Lease>, done: string) => {
    setAsks(false)
    setFault(undefined)
    try {
      onChanged(await run())
      toast(done)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  if (state !== 'living' && state !== 'ending') return null
  if (today > lastDay)
    return (
      <Notice kind="bad" title="租期已经届满">
        请尽快到公寓前台一起验房、交回钥匙。没有交回以前，按合同每天计收占用费。
      </Notice>
    )
  return (
    <Card title={leaveOn ? `${dayInWords(leaveOn)}退房` : '哪天退房'}>
      <View className="stack">
        <DatePicker
          label="退房日"
          hint={`${dayInWords(earliest)}到${dayInWords(lastDay)}之间`}
          value={day}
          start={earliest}
          end={lastDay}
          error={undefined}
          onChange={setDay}
        />
        {fault && (
          <Notice kind="bad" title="没有记上" live>
            {fault}
          </Notice>
        )}
        <Button wide disabledReason={day === leaveOn && '就是这一天'} onClick={() => setAsks(true)}>
          {leaveOn ? '改成这一天' : '通知退房'}
        </Button>
        {state === 'ending' && (
          <Button
            wide
            kind="quiet"
            onClick={() =>
              act(() => call('DELETE /me/leases/:lease/notice', { params: { lease: id } }), '收回了，继续住')
            }
          >
            不走了，收回通知
          </Button>
        )}
      </View>
      {asks && (
        <Dialog
          title={`${dayInWords(day)}退房？`}
          confirm="通知退房"
          cancel="再想想"
          onConfirm={() =>
            act(
              () => call('POST /me/leases/:lease/notice', { params: { lease: id }, body: { leaveOn: day } }),
              '通知到了',
            )
          }
          onClose={() => setAsks(false)}
        >
          那天以后的租金不用交，多交的退还。退房日以前都可以收回。
        </Dialog>
      )}
    </Card>
  )
}
