import { useState } from 'react'
import { View } from '@tarojs/components'
import type { MyPlace, PublicRound } from '@jucai/contract/rounds'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'
import { CheckLine } from '../check-line'
import { keptCommitment } from '../kept-commitment'
import { keepReceipt, keptReceipt } from '../kept-receipt'
import { checkOwn, type OwnCheck } from '../own-check'
import { inGroups } from '../words'

/** One’s own value, computed on this phone from the commitment it kept and the numbers that were drawn. */
export function OwnPlaceCheck({ round, place }: { round: PublicRound; place: MyPlace }) {
  const personId = useSession(({ me }) => me?.id ?? '')
  const [found, setFound] = useState<OwnCheck & { kept: boolean }>()
  const [fault, setFault] = useState<string>()
  const check = async () => {
    setFault(undefined)
    try {
      const fresh = await call('GET /me/rounds/:round/receipt', { params: { round: round.id } })
      keepReceipt(personId, fresh)
      const receipt = keptReceipt(personId, round.code) ?? fresh
      const kept = keptCommitment(round.code)?.commitment
      const told = round.drawn && { drawn: round.drawn, value: place.value }
      setFound({
        ...checkOwn(round.algorithm, { receipt, kept: kept ?? fresh.commitment, told }),
        kept: kept !== undefined,
      })
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title="查我的位置" aside="在这部手机上算">
      <View className="small">用这部手机留的承诺值和公布的开奖号码，自己算一遍你的值，和服务器说的比。</View>
      {found && <Found found={found} />}
      {fault && (
        <Notice kind="bad" title="没有查成" live>
          {fault}
        </Notice>
      )}
      {!found && (
        <View className="empty-do">
          <Button kind="secondary" icon="shield-check" onClick={check}>
            算一遍
          </Button>
        </View>
      )}
    </Card>
  )
}

function Found({ found }: { found: OwnCheck & { kept: boolean } }) {
  return (
    <View aria-role="status">
      <CheckLine holds={found.kept ? found.sameCommitment : null}>
        {!found.kept
          ? '这部手机开奖前没有留承诺值，只能和服务器现在给的比。可以找别的申请人或公告栏对一对。'
          : found.sameCommitment
            ? '承诺值和这部手机开奖前留的一样'
            : '承诺值和这部手机开奖前留的不一样，请到这一批的页面看怎么办'}
      </CheckLine>
      <CheckLine holds={found.inList}>
        {found.inList ? '你的号在锁定的名单里' : '从你的号算不到名单的根，请复制回执交给人才办或公证机构'}
      </CheckLine>
      <CheckLine holds={found.sameValue}>
        {found.sameValue === null
          ? '还没有公布开奖号码'
          : found.sameValue
            ? '手机算出来的值，和服务器说的一样'
            : '手机算出来的值，和服务器说的不一样。请截图，交给人才办或公证机构'}
      </CheckLine>
      {found.value && <View className="round-hash">{inGroups(found.value)}</View>}
    </View>
  )
}
