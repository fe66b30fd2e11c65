import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { extraOf } from '@jucai/contract/client'
import type { Hostel, StayStanding } from '@jucai/contract/stays'
import {
  nightWords,
  rulesInWords,
  stayPurposeLabels,
  stayPurposes,
  type StayPurpose,
} from '@jucai/contract/stay-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { ChooseDays, useChosenDays } from '../choose-days'
import '../stays.scss'

/** One hostel: its rules first, then who may, then which nights. */
export default function HostelPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const token = useSession((session) => session.token)
  const loaded = useLoaded(async () => {
    const [{ items }, standing] = await Promise.all([
      call('GET /hostels'),
      token === null ? null : call('GET /me/stay-standing'),
    ])
    return { hostel: items.find((one) => one.id === id), standing }
  })
  useRefresh(loaded.reload)
  return (
    <Page title={loaded.data?.hostel?.name ?? '订住宿'} up="/stays/hostels/index">
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {({ hostel, standing }) =>
          hostel ? (
            <View className="stack">
              <Rules hostel={hostel} />
              {standing ? (
                <>
                  <Standing standing={standing} />
                  <Booking hostel={hostel} />
                </>
              ) : (
                <Card>
                  <SignInFirst text="登录后就能看到能不能住、还剩几次。" />
                </Card>
              )}
            </View>
          ) : (
            <Card>
              <Empty icon="house" title="没有这个驿站" text="可能已经关闭，回到列表看看别的。" />
            </Card>
          )
        }
      </Loaded>
    </Page>
  )
}

function Rules({ hostel }: { hostel: Hostel }) {
  return (
    <Card title="先说清楚">
      <View className="hostel-rules" aria-role="list">
        {[...rulesInWords(hostel, hostel.limits), ...hostel.houseRules].map((rule) => (
          <View key={rule} aria-role="listitem">
            {rule}
          </View>
        ))}
      </View>
    </Card>
  )
}

const icons = {
  pass: 'circle-check',
  fail: 'circle-x',
  unknown: 'info',
  'not-applicable': 'check',
  office: 'info',
} as const
const results = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不涉及',
  office: '由人才办判断',
}

function Standing({
  standing: { outcome, criteria, year, staysCounted, staysLeft },
}: {
  standing: StayStanding
}) {
  return (
    <Card title="你能不能住" aside={outcome === 'pass' ? '可以订' : '还不能订'}>
      {criteria.length === 0 && (
        <Notice kind="care" title="还没有人才登记">
          登记之后逐条核对，马上就知道。
        </Notice>
      )}
      {criteria.length > 0 && outcome !== 'pass' && (
        <Notice kind="care" title="按今天的情况还不能订">
          订的时候按入住那天再核对一遍。登记资料有变化的，先更新登记。
        </Notice>
      )}
      {criteria.map(({ key, title, result, because }) => (
        <View key={key} className="hostel-fact">
          <Icon name={icons[result]} />
          <View>
            <View className="strong">{`${title}：${results[result]}`}</View>
            {because && <View className="tiny">{because}</View>}
          </View>
        </View>
      ))}
      <View className="small night-words">{`${year} 年用了 ${staysCounted} 次，还剩 ${staysLeft} 次。`}</View>
    </Card>
  )
}

function Booking({ hostel }: { hostel: Hostel }) {
  const of = useChosenDays({
    kind: hostel.beds[0]?.kind ?? 'single',
    fromDay: undefined,
    count: 1,
    arrivesLate: false,
  })
  const [purpose, setPurpose] = useState<StayPurpose>()
  const [fault, setFault] = useState<string>()
  const [misses, setMisses] = useState(0)
  const [nextFree, setNextFree] = useState<readonly string[]>([])
  const attempt = useAttempt()
  const book = async () => {
    setNextFree([])
    if (!of.days) return setFault('先在日历上点一下哪天入住')
    if (!purpose) return setFault('选一下来做什么')
    setFault(undefined)
    try {
      const body = { hostelId: hostel.id, ...of.days, purpose }
      const stay = await call('POST /me/stays', { body }, { attempt })
      toast('订好了，前一天会提醒你')
      await openPage(`/stays/stay/index?id=${stay.id}`)
    } catch (error) {
      setFault(wordsOf(error))
      setNextFree(extraOf(error, 'nights-taken')?.nextFree ?? [])
      setMisses((count) => count + 1) // what is free has changed
    }
  }
  return (
    <>
      <ChooseDays key={misses} hostel={hostel} of={of} />
      <Card title="预订">
        <View className="stack">
          <Choice
            label="来做什么"
            hint="不用交证明"
            options={stayPurposes.map((value) => ({ value, label: stayPurposeLabels[value] }))}
            value={purpose}
            onChange={setPurpose}
          />
          {fault && (
            <Notice kind="bad" title="没有订上" live>
              {fault}
            </Notice>
          )}
          {nextFree.length > 0 && (
            <View className="hostel-do">
              {nextFree.map((day) => (
                <Button
                  key={day}
                  kind="secondary"
                  label={`改成${nightWords(day)}入住`}
                  onClick={() => {
                    of.change({ fromDay: day })
                    setFault(undefined)
                    setNextFree([])
                  }}
                >
                  {nightWords(day)}
                </Button>
              ))}
            </View>
          )}
          <Button wide kind="star" icon="check" onClick={book}>
            订下来
          </Button>
        </View>
      </Card>
    </>
  )
}
