import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Engagement } from '@jucai/contract/engagement-shapes'
import { engagementPages } from '@jucai/contract/engagement-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { momentText, untilText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { AgreementCard } from '../agreement-card'
import { engagementMeant, nextWords } from '../looks'
import { Head, History, Terms } from '../terms-card'
import { Ending, ReviewCard } from '../ways'
import { Accepting } from './accepting'
import { HoursCard } from './hours-card'

/** One engagement, for its expert: what is agreed, what is next, hours, review, end. */
export default function EngagementPage() {
  const { id = '' } = useRouter().params
  const me = useSession((session) => session.me)
  return (
    <Page title="聘用" up={engagementPages.mine}>
      {me ? <One id={id} /> : <SignInFirst text="登录后查看这份聘用。" />}
    </Page>
  )
}

function One({ id }: { id: string }) {
  const [month, setMonth] = useState<string>()
  const loaded = useLoaded(async () =>
    call('GET /me/engagements/:engagement', {
      params: { engagement: await engagementMeant(id) },
      query: month ? { month } : {},
    }),
  )
  const look = (next: string) => {
    setMonth(next)
    setTimeout(() => void loaded.reload(), 0)
  }
  const params = { engagement: loaded.data?.id ?? id }
  useRefresh(loaded.reload)
  useSettledMessages(`${engagementPages.one}?id=${id}`, loaded.data !== undefined)
  return (
    <Loaded of={loaded}>
      {(of) => (
        <View className="stack">
          <Head of={of} who={of.employer.name} />
          <Next of={of} onChanged={loaded.set} />
          {of.may.includes('record') && <HoursCard of={of} reload={loaded.reload} onMonth={look} />}
          <ReviewCard
            of={of}
            say={async (goOn, why) =>
              loaded.set(
                await call('PUT /me/engagements/:engagement/review', { params, body: { goOn, why } }),
              )
            }
          />
          <Terms of={of} />
          <AgreementCard
            of={of}
            pdf={() => call('GET /me/engagements/:engagement/agreement', { params })}
            send={(sha256) =>
              call('POST /me/engagements/:engagement/signature-codes', { params, body: { sha256 } })
            }
            sign={async (sha256, code) => {
              const body = { sha256, code }
              loaded.set(await call('POST /me/engagements/:engagement/signature', { params, body }))
              toast('签好了')
            }}
          />
          <History of={of} />
          <Ending
            of={of}
            word={of.state === 'proposed' ? '谢绝' : of.state === 'running' ? '结束聘用' : '取消'}
            end={async (lastDay, why) =>
              loaded.set(
                await call('POST /me/engagements/:engagement/ending', { params, body: { lastDay, why } }),
              )
            }
          />
        </View>
      )}
    </Loaded>
  )
}

/** What the expert has to do now: accept, see the agreement, send the home employer its link. */
function Next({ of, onChanged }: { of: Engagement; onChanged(next: Engagement): void }) {
  const [fault, setFault] = useState<string>()
  const params = { engagement: of.id }
  const guarded = async (act: () => Promise<Engagement>, done: string) => {
    setFault(undefined)
    try {
      onChanged(await act())
      toast(done)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const words = nextWords(of, 'expert')
  if (words === '') return null
  return (
    <Card title="下一步">
      <View className="stack">
        <View>{words}</View>
        {of.may.includes('accept') && <Accepting of={of} onAccepted={onChanged} />}
        {of.may.includes('draw-up') && (
          <Button
            wide
            kind="star"
            icon="file-text"
            onClick={() =>
              guarded(() => call('PUT /me/engagements/:engagement/agreement', { params }), '协议做好了')
            }
          >
            看协议
          </Button>
        )}
        {of.may.includes('send-link') && (
          <>
            <View className="small">
              {of.link?.state === 'open'
                ? `链接 ${momentText(of.link.sentAt)} 发到 ${of.home?.contact ?? ''} ${of.home?.phone ?? ''}，${untilText(of.link.expiresAt)}前有效。对方不用注册。`
                : '给现单位的链接没有发出，请再发一次。'}
            </View>
            <Button
              kind="secondary"
              icon="send"
              onClick={() =>
                guarded(
                  () => call('POST /me/engagements/:engagement/consent-links', { params }),
                  '链接发出了，以前的作废',
                )
              }
            >
              重新发链接
            </Button>
          </>
        )}
        {fault && (
          <Notice kind="bad" title="没有办成" live>
            {fault}
          </Notice>
        )}
      </View>
    </Card>
  )
}
