import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Engagement, EngagementHours } from '@jucai/contract/engagement-shapes'
import { durationWords, engagementPages, hoursStateWords } from '@jucai/contract/engagement-vocabulary'
import { monthInWords } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { AgreementCard } from '../agreement-card'
import { employersEngagementMeant, hoursTones, nextWords } from '../looks'
import { Months } from '../months'
import { Head, History, Terms } from '../terms-card'
import { Ending, ReviewCard } from '../ways'

/** One engagement, for the employer’s people: what is next, hours to confirm, terms, review, end. */
export default function DeskOnePage() {
  const { employer = '', id = '' } = useRouter().params
  const [month, setMonth] = useState<string>()
  const loaded = useLoaded(async () =>
    call('GET /employers/:employer/engagements/:engagement', {
      params: { employer, engagement: await employersEngagementMeant(employer, id) },
      query: month ? { month } : {},
    }),
  )
  const look = (next: string) => {
    setMonth(next)
    setTimeout(() => void loaded.reload(), 0)
  }
  const params = { employer, engagement: loaded.data?.id ?? id }
  useRefresh(loaded.reload)
  useSettledMessages(
    `${engagementPages.employerOne}?employer=${employer}&id=${id}`,
    loaded.data !== undefined,
  )
  return (
    <Page title="聘用" up={`${engagementPages.employerList}?employer=${employer}`}>
      <Loaded of={loaded}>
        {(of) => (
          <View className="stack">
            <Head of={of} who={of.name} />
            {nextWords(of, 'employer') !== '' && <Card title="下一步">{nextWords(of, 'employer')}</Card>}
            {of.may.includes('confirm') && (
              <Hours of={of} params={params} reload={loaded.reload} onMonth={look} />
            )}
            <ReviewCard
              of={of}
              say={async (goOn, why) => {
                const body = { goOn, why }
                loaded.set(
                  await call('PUT /employers/:employer/engagements/:engagement/review', { params, body }),
                )
              }}
            />
            <Terms of={of} />
            {of.may.includes('change') && (
              <Button
                kind="secondary"
                icon="pencil"
                onClick={() => openPage(`/engagements/desk-terms/index?employer=${employer}&id=${of.id}`)}
              >
                {of.state === 'running' ? '续聘或改约定' : '改约定'}
              </Button>
            )}
            <AgreementCard
              of={of}
              pdf={() => call('GET /employers/:employer/engagements/:engagement/agreement', { params })}
              send={(sha256) =>
                call('POST /employers/:employer/engagements/:engagement/signature-codes', {
                  params,
                  body: { sha256 },
                })
              }
              sign={async (sha256, code) => {
                const body = { sha256, code }
                loaded.set(
                  await call('POST /employers/:employer/engagements/:engagement/signature', { params, body }),
                )
                toast('签好了，链接已发给专家的现单位')
              }}
            />
            <History of={of} />
            <Ending
              of={of}
              word={of.state === 'running' ? '结束聘用' : '取消'}
              end={async (lastDay, why) => {
                const body = { lastDay, why }
                loaded.set(
                  await call('POST /employers/:employer/engagements/:engagement/ending', { params, body }),
                )
              }}
            />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

interface HoursProps {
  params: { employer: string; engagement: string }
  reload(): Promise<void>
}
function Hours({ of, onMonth, ...rest }: HoursProps & { of: Engagement; onMonth(month: string): void }) {
  return (
    <Card title={`${monthInWords(of.month)}的工时`} aside={`已确认 ${durationWords(of.confirmedMinutes)}`}>
      <View className="stack">
        <Months of={of} onMonth={onMonth} />
        {of.hours.length === 0 && <View className="small">专家这个月还没有登记。</View>}
        {of.hours.map((one) => (
          <OneHours key={one.id} of={one} {...rest} />
        ))}
      </View>
    </Card>
  )
}

function OneHours({ of, params, reload }: HoursProps & { of: EngagementHours }) {
  const [asks, setAsks] = useState(false)
  const [why, setWhy] = useState('')
  const [fault, setFault] = useState<string>()
  const span = `${dayText(of.day)} ${of.from}–${of.to}`
  const answer = async (confirmed: boolean) => {
    setFault(undefined)
    try {
      await call('PUT /employers/:employer/engagements/:engagement/hours/:hours', {
        params: { ...params, hours: of.id },
        body: { confirmed, why: confirmed ? '' : why },
      })
      setAsks(false)
      await reload()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <View className="eng-lines">
      <View className="wrap">
        <View>{span}</View>
        <Tag tone={hoursTones[of.state]}>{hoursStateWords(of)}</Tag>
      </View>
      <View className="small">{of.what}</View>
      {of.why && <View className="small">{`${of.byOffice ? '人才办' : '你们的疑问'}：${of.why}`}</View>}
      {of.state !== 'confirmed' && (
        <View className="eng-do">
          <Button label={`确认：${span}`} onClick={() => answer(true)}>
            确认
          </Button>
          <Button kind="quiet" label={`有疑问：${span}`} onClick={() => setAsks(true)}>
            有疑问
          </Button>
        </View>
      )}
      {asks && (
        <>
          <TextInput label="哪里有疑问" hint="专家看得到" maxLength={200} value={why} onChange={setWhy} />
          <Button
            kind="secondary"
            disabledReason={why.trim().length < 2 && '先写哪里有疑问'}
            onClick={() => answer(false)}
          >
            告诉专家
          </Button>
        </>
      )}
      {fault && (
        <Notice kind="bad" title="没有办成" live>
          {fault}
        </Notice>
      )}
    </View>
  )
}
