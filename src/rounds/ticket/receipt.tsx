import { useState } from 'react'
import { View } from '@tarojs/components'
import type { DrawReceipt } from '@jucai/contract/draw/receipt'
import type { MyTicket, PublicRound } from '@jucai/contract/rounds'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { useSession } from '@/session'
import { CheckLine } from '../check-line'
import { copy } from '../commitment-card'
import { HiddenText } from '../hidden-text'
import { keptCommitment } from '../kept-commitment'
import { keepReceipt, keptReceipt } from '../kept-receipt'
import { checkOwn, numberOf, type OwnCheck } from '../own-check'

/** What proves that one’s ticket is in the list: kept on this phone, checked on this phone. */
export function Receipt({ round, ticket }: { round: PublicRound; ticket: MyTicket }) {
  const personId = useSession(({ me }) => me?.id ?? '')
  const locked = round.commitment !== null
  const loaded = useLoaded(async () => {
    if (!locked) return null
    const receipt = await call('GET /me/rounds/:round/receipt', { params: { round: round.id } })
    keepReceipt(personId, receipt)
    return receipt
  })
  const kept = keptReceipt(personId, round.code)
  return (
    <Card title="回执" aside={kept ? '这部手机留了一份' : undefined}>
      {locked ? (
        <Loaded of={kept && loaded.data === undefined ? { ...loaded, data: kept, error: undefined } : loaded}>
          {(receipt) => receipt && <Proof round={round} receipt={receipt} kept={kept} />}
        </Loaded>
      ) : (
        <View className="small">锁定名单后，这里有你的号和“我在名单里”的证明，手机自动留一份。</View>
      )}
      {ticket.salt && (
        <HiddenText
          name="密码盐"
          note="公开名单里没有你的名字。有这一串和证件号码，才能证明哪个号是你的。不要给别人看。"
        >
          {ticket.salt}
        </HiddenText>
      )}
    </Card>
  )
}

function Proof({
  round,
  receipt,
  kept,
}: {
  round: PublicRound
  receipt: DrawReceipt
  kept: DrawReceipt | null
}) {
  const [found, setFound] = useState<OwnCheck>()
  const commitment = keptCommitment(round.code)?.commitment ?? receipt.commitment
  const same = kept === null || (kept.leaf === receipt.leaf && kept.root === receipt.root)
  return (
    <View>
      {!same && (
        <CheckLine holds={false}>
          服务器现在给的回执，和这部手机以前留的不一样。请截图，交给人才办或公证机构。
        </CheckLine>
      )}
      {found ? (
        <>
          <CheckLine holds={found.inList}>
            {found.inList
              ? `${numberOf(receipt) ?? ''} 在锁定的名单里：从你的这一行算到名单的根，${receipt.path.length} 步，一步不差`
              : '从你的这一行算不到名单的根。这是名单漏了你的证据：请复制回执，交给人才办或公证机构。'}
          </CheckLine>
          <CheckLine holds={found.sameCommitment}>
            {found.sameCommitment ? '承诺值和这部手机第一次看到的一样' : '承诺值和这部手机第一次看到的不一样'}
          </CheckLine>
        </>
      ) : (
        <Button
          kind="secondary"
          icon="shield-check"
          onClick={() => setFound(checkOwn(round.algorithm, { receipt, kept: commitment, told: null }))}
        >
          在手机上验证我在名单里
        </Button>
      )}
      <Button kind="quiet" onClick={() => copy(JSON.stringify(receipt))}>
        复制整份回执
      </Button>
    </View>
  )
}
