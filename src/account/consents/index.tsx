import { useState } from 'react'
import { View } from '@tarojs/components'
import { isAtRest } from '@jucai/contract/application-vocabulary'
import { newsFor } from '@jucai/contract/notice-news'
import type { Consent, Notice as PrivacyNotice } from '@jucai/contract/profiles'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConsentSheet } from '@/components/consent-sheet'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PurposeFacts, type PurposeNotice } from '@/components/purpose-facts'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { freshMe } from '@/fresh-me'
import { useSession } from '@/session'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import './consents.scss'

/** The privacy notice, readable by anyone, and the reader's own answer to each purpose. */
export default function ConsentsPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const known = useLoaded(async () => {
    const [notice, consents] = await Promise.all([
      call('GET /privacy-notice'),
      signedIn ? call('GET /me/consents') : { items: [] as Consent[] },
    ])
    return { notice, consents: consents.items }
  })
  return (
    <Page title="隐私说明与授权" up="/pages/mine/index">
      <Loaded of={known}>
        {({ notice, consents }) => (
          <View className="stack">
            <View className="small">
              第 {notice.version} 版，{dayText(notice.effectiveOn)}
              起施行。每个用途分开问你，只在需要时才问；同意以后随时可以在这里撤回。
            </View>
            {!signedIn && <Notice title="登录后能看到你的每一项授权">现在看到的是说明全文。</Notice>}
            <Renewed notice={notice} consents={consents} />
            {notice.purposes.map((purpose) => (
              <Purpose
                key={purpose.purpose}
                notice={notice}
                purpose={purpose}
                consent={signedIn ? consents.find((one) => one.purpose === purpose.purpose) : undefined}
                onAnswered={(answer) =>
                  known.set({
                    notice,
                    consents: consents.map((one) => (one.purpose === answer.purpose ? answer : one)),
                  })
                }
                onOutdated={known.reload}
              />
            ))}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

/** Which purposes say more than they did when the reader agreed: the last of them is a long way down. */
function Renewed({ notice, consents }: { notice: PrivacyNotice; consents: readonly Consent[] }) {
  const titles = notice.purposes
    .filter(({ purpose }) =>
      consents.some((one) => one.purpose === purpose && newsFor(notice, one).length > 0),
    )
    .map(({ title }) => title)
  return titles.length > 0 ? (
    <Notice title={`有新内容的：${titles.join('、')}`}>多了什么，写在各项的开头。</Notice>
  ) : null
}

/** The names of the caller's applications that are not decided yet, in one line. */
const openApplications = async (): Promise<string> => {
  const { items } = await call('GET /me/applications', { query: { limit: 50 } })
  return items
    .filter(({ state }) => !isAtRest(state))
    .map(({ programTitle, number }) => `“${programTitle.replace(/[“”]/g, '')}”（${number}）`)
    .join('、')
}

interface PurposeProps {
  notice: PrivacyNotice
  purpose: PurposeNotice
  /** The reader's answer; undefined when signed out. */
  consent: Consent | undefined
  onAnswered(answer: Consent): void
  onOutdated(): Promise<void>
}

function Purpose({ notice, purpose, consent, onAnswered, onOutdated }: PurposeProps) {
  const [open, setOpen] = useState<'give' | 'withdraw'>()
  // Applications that the withdrawal ends, in words.
  const [ending, setEnding] = useState('')
  const [error, setError] = useState<string>()
  const news = consent ? newsFor(notice, consent) : []
  const outdated = news.length > 0

  async function answer(given: boolean): Promise<void> {
    setError(undefined)
    try {
      onAnswered(
        await call('PUT /me/consents/:purpose', {
          params: { purpose: purpose.purpose },
          body: { given, noticeVersion: notice.version },
        }),
      )
      setOpen(undefined)
      toast(given ? `已同意：${purpose.title}` : `已撤回：${purpose.title}`)
      // What is withdrawn may take the registration or the code along, and what was new has been answered; the
      // other pages learn it from here.
      if (!given || outdated) await freshMe().catch(() => undefined)
    } catch (problem) {
      if (given) throw problem
      setOpen(undefined)
      setError(wordsOf(problem))
      await onOutdated()
    }
  }

  async function askToWithdraw(): Promise<void> {
    setError(undefined)
    try {
      if (purpose.purpose === 'registration') setEnding(await openApplications())
      setOpen('withdraw')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  return (
    <Card>
      <View className="stack">
        <View className="consent-top">
          <View className="h3" aria-role="heading" aria-level={2}>
            {purpose.title}
          </View>
          {purpose.sensitive && <Tag tone="care">敏感信息</Tag>}
          {consent && (
            <Tag tone={consent.given ? 'good' : 'plain'}>{consent.given ? '已同意' : '未同意'}</Tag>
          )}
        </View>
        {outdated && (
          <Notice kind="care" title="说明有了新内容">
            {news.map((text) => (
              <View key={text}>{text}</View>
            ))}
            <View>读过下面的说明，再决定要不要同意。不答复也可以，现在的服务照常。</View>
          </Notice>
        )}
        <PurposeFacts notice={purpose} />
        {consent?.changedAt && (
          <View className="tiny">
            {momentText(consent.changedAt)} {consent.given ? '同意' : '撤回'}，第 {consent.noticeVersion} 版
          </View>
        )}
        {error && (
          <Notice kind="bad" title="没有撤回成功" live>
            {error}
          </Notice>
        )}
        {consent && purpose.purpose === 'talent-pool' && (
          <Button kind="quiet" icon="send" onClick={() => openPage('/pool/invitations/index')}>
            看给我的邀请
          </Button>
        )}
        {consent && (
          <View className="wrap">
            {(!consent.given || outdated) && (
              <Button
                kind="secondary"
                label={`${outdated ? '同意新内容' : '同意'}：${purpose.title}`}
                onClick={() => setOpen('give')}
              >
                {outdated ? '同意新内容' : '同意'}
              </Button>
            )}
            {consent.given && (
              <Button kind="quiet" label={`撤回同意：${purpose.title}`} onClick={() => void askToWithdraw()}>
                撤回同意
              </Button>
            )}
          </View>
        )}
      </View>
      {open === 'give' && (
        <ConsentSheet notice={purpose} onGive={() => answer(true)} onClose={() => setOpen(undefined)} />
      )}
      {open === 'withdraw' && (
        <Dialog
          title={`撤回对“${purpose.title}”的同意？`}
          confirm="撤回同意"
          cancel="继续同意"
          danger
          onConfirm={() => answer(false)}
          onClose={() => setOpen(undefined)}
        >
          {purpose.afterWithdrawal}
          {ending && `正在办理的${ending}会同时撤回。`}
        </Dialog>
      )}
    </Card>
  )
}
