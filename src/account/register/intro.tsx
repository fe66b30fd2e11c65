import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConsentSheet } from '@/components/consent-sheet'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import type { PurposeNotice } from '@/components/purpose-facts'
import { Steps } from '@/components/steps'
import { wordsOf } from '@/words/problems'
import { Night } from '../night'
import { sections } from './answers'
import type { Draft } from './draft'

const asked = sections.filter(({ asks }) => asks).map(({ title, asks }) => ({ title, note: asks }))

interface IntroProps {
  seed: string
  draft: Draft | undefined
  /** The notice for registration while the reader has not agreed to it. */
  missingConsent: PurposeNotice | undefined
  onGive(): Promise<void>
  onStart(): void
  onDiscard(): void
}

/** Before the first question: what is asked, the consent for it, and the way back into what was begun. */
export function Intro({ seed, draft, missingConsent, onGive, onStart, onDiscard }: IntroProps) {
  const [asking, setAsking] = useState(false)
  const [discarding, setDiscarding] = useState(false)
  const [error, setError] = useState<string>()
  const start = async () => {
    if (missingConsent) setAsking(true)
    else onStart()
  }
  return (
    <View className="stack">
      <Night seed={seed} title={draft ? '接着上次填' : '两分钟登记，办事少填表'}>
        {draft
          ? `停在“${sections[draft.section]?.title ?? ''}”，填过的都还在。`
          : '填一次，以后办事不再重复填。填一点存一点，随时能停下。'}
      </Night>
      <Card title="会问到这些">
        <Steps steps={asked} current={draft?.section ?? 0} />
      </Card>
      {draft && !draft.answers.documentNumber && draft.section > 0 && (
        <Notice title="证件号码要再填一次">为了安全，没有把它存在这台设备上。</Notice>
      )}
      {error && (
        <Notice kind="bad" title="还没有开始" live>
          {error}
        </Notice>
      )}
      <Button wide kind="star" onClick={start}>
        {draft ? '继续上次填写' : missingConsent ? '看说明，开始登记' : '开始登记'}
      </Button>
      {draft && (
        <Button wide kind="quiet" onClick={() => setDiscarding(true)}>
          不要了，重新填
        </Button>
      )}
      {asking && missingConsent && (
        <ConsentSheet
          notice={missingConsent}
          onClose={() => setAsking(false)}
          onGive={async () => {
            await onGive().catch((problem: unknown) => {
              setError(wordsOf(problem))
              throw problem
            })
            setAsking(false)
            onStart()
          }}
        />
      )}
      {discarding && (
        <Dialog
          title="清掉上次填的内容？"
          confirm="清掉重填"
          cancel="留着"
          danger
          onClose={() => setDiscarding(false)}
          onConfirm={() => {
            setDiscarding(false)
            onDiscard()
          }}
        >
          清掉之后找不回来，需要从头填写。
        </Dialog>
      )}
    </View>
  )
}
