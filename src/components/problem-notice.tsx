import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Notice as PrivacyNotice } from '@jucai/contract/profiles'
import { call } from '@/api'
import { wordsOf, type ProblemInWords } from '@/words/problems'
import { Button } from './button'
import { ConsentSheet } from './consent-sheet'
import { Notice, type NoticeKind } from './notice'

interface ProblemNoticeProps {
  kind?: NoticeKind
  title: string
  problem: ProblemInWords
  /** Goes on with what was refused, once every missing consent is given. */
  onConsented(): unknown
}

/**
 * Why something was refused; where a consent is missing, it is asked for on the spot, each apart, so that
 * nobody leaves what they were at.
 */
export function ProblemNotice({
  kind = 'bad',
  title,
  problem: { words, missingConsents },
  onConsented,
}: ProblemNoticeProps) {
  const [asking, setAsking] = useState<PrivacyNotice>()
  const [given, setGiven] = useState(0)
  const [error, setError] = useState<string>()
  const next = asking?.purposes.find(({ purpose }) => purpose === missingConsents[given])

  async function ask(): Promise<void> {
    setError(undefined)
    try {
      setAsking(await call('GET /privacy-notice'))
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  async function give({ version }: PrivacyNotice, index: number): Promise<void> {
    const purpose = missingConsents[index]
    if (purpose)
      await call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given: true, noticeVersion: version },
      })
    if (index + 1 < missingConsents.length) return setGiven(index + 1)
    setGiven(0)
    setAsking(undefined)
    await onConsented()
  }

  return (
    <>
      <Notice kind={kind} title={title} live>
        {words}
        {error && <View>{error}</View>}
        {missingConsents.length > 0 && (
          <View>
            <Button kind="quiet" onClick={ask}>
              看说明，再决定
            </Button>
          </View>
        )}
      </Notice>
      {asking && next && (
        <ConsentSheet
          key={next.purpose}
          notice={next}
          onClose={() => setAsking(undefined)}
          onGive={() => give(asking, given)}
        />
      )}
    </>
  )
}
