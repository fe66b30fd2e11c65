import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import { call } from '@/api'
import { Button } from '@/components/button'
import { ConsentSheet } from '@/components/consent-sheet'
import { Dialog } from '@/components/dialog'
import { useLoaded, type Loading } from '@/components/loaded'
import { Notice } from '@/components/notice'
import type { PurposeNotice } from '@/components/purpose-facts'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'

/** Whether the reader can be found, and what they agree to by that. */
export interface Membership {
  isMember: boolean
  version: number
  notice: PurposeNotice
}

const read = async (): Promise<Membership> => {
  const [{ items }, { version, purposes }] = await Promise.all([
    call('GET /me/consents'),
    call('GET /privacy-notice'),
  ])
  return {
    isMember: items.some(({ purpose, given }) => purpose === 'talent-pool' && given),
    version,
    notice: purposes.find(({ purpose }) => purpose === 'talent-pool') as PurposeNotice,
  }
}
/** Loads {@link Membership}. */
export const useMembership = (): Loading<Membership> => useLoaded(read)

const answer = (given: boolean, noticeVersion: number) =>
  call('PUT /me/consents/:purpose', {
    params: { purpose: 'talent-pool' },
    body: { given, noticeVersion },
  })

/** Stops all invitations in one tap and a question, or lets the office find the reader again. */
export function MembershipButton({
  of,
  wide,
  onChanged,
}: {
  of: Loading<Membership>
  wide?: boolean
  onChanged(): void
}) {
  const [asking, setAsking] = useState<'stop' | 'join'>()
  const [error, setError] = useState<string>()
  if (!of.data) return null
  const { isMember, version, notice } = of.data
  const done = async () => {
    setAsking(undefined)
    await of.reload()
    onChanged()
  }
  const stop = async () => {
    setError(undefined)
    try {
      await answer(false, version)
      toast('已停止。人才办不能再查找到你')
    } catch (problem) {
      setError(wordsOf(problem))
    }
    await done()
  }
  const join = async () => {
    try {
      await answer(true, version)
    } catch (problem) {
      if (problem instanceof ProblemError && problem.code === 'notice-outdated') await of.reload()
      throw problem
    }
    toast('已同意，人才办可以邀请你了')
    await done()
  }
  return (
    <View>
      {error && (
        <Notice kind="bad" title="没有停止成功" live>
          {error}
        </Notice>
      )}
      {isMember ? (
        <Button kind="quiet" wide={wide === true} onClick={() => setAsking('stop')}>
          不再接收任何邀请
        </Button>
      ) : (
        <Button kind="secondary" wide={wide === true} onClick={() => setAsking('join')}>
          看说明，让人才办能找到我
        </Button>
      )}
      {asking === 'stop' && (
        <Dialog
          title="不再接收任何邀请？"
          confirm="全部停止"
          cancel="继续接收"
          danger
          onConfirm={stop}
          onClose={() => setAsking(undefined)}
        >
          人才办马上不能再查找到你；等你答复的邀请全部作废；已经给出的联系方式马上收起。登记资料、人才码和其他服务不受影响。以后可以重新同意，但作废的邀请不会恢复。
        </Dialog>
      )}
      {asking === 'join' && (
        <ConsentSheet notice={notice} onGive={join} onClose={() => setAsking(undefined)} />
      )}
    </View>
  )
}
