import { View } from '@tarojs/components'
import type { ReferralState } from '@jucai/contract/application-vocabulary'
import { referralStateLabels } from '@jucai/contract/application-vocabulary'
import type { Referral } from '@jucai/contract/referrals'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag, type Tone } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { dayText, momentText } from '@/words/dates'
import './referrals.scss'

const tones: Record<ReferralState, Tone> = {
  asked: 'info',
  agreed: 'night',
  declined: 'plain',
  followed: 'night',
  landed: 'good',
  closed: 'plain',
}

/** What somebody referred (亲情招商): what came of each, and the reward. */
export default function ReferralsPage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page
      title="亲情招商"
      up="/pages/mine/index"
      action={
        <Button wide kind="star" icon="plus" onClick={() => openPage('/homecoming/refer/index')}>
          推荐人才或项目
        </Button>
      }
    >
      <View className="stack">
        <View className="invite-top">
          <View className="invite-what">认识想回来的人？替家乡牵个线</View>
          <View className="invite-office">对方点了同意，人才办才会看到。落地了，谢你一份心意。</View>
        </View>
        {signedIn ? (
          <Mine />
        ) : (
          <Card>
            <SignInFirst text="登录后看自己的推荐走到哪一步了。" />
          </Card>
        )}
      </View>
    </Page>
  )
}

function Mine() {
  useSettledMessages('/homecoming/referrals/index', true)
  const list = usePaged((from) => call('GET /me/referrals', { query: from }))
  useRefresh(list.reload)
  return (
    <PagedList
      of={list}
      empty={
        <Card>
          <Empty icon="handshake" title="还没有推荐过" text="一个人、一个项目都可以，两分钟填完。" />
        </Card>
      }
    >
      {(items) => (
        <View className="stack">
          {items.map((referral) => (
            <ReferralCard key={referral.id} referral={referral} />
          ))}
        </View>
      )}
    </PagedList>
  )
}

function ReferralCard({ referral }: { referral: Referral }) {
  return (
    <View className="card">
      <View className="referral-top">
        <View className="referral-title" aria-role="heading" aria-level={2}>
          {referral.title}
        </View>
        <Tag tone={tones[referral.state]}>{referralStateLabels[referral.state]}</Tag>
      </View>
      <View className="tiny">
        {[
          referral.kind === 'person' ? '人才' : '项目',
          referral.maskedName,
          `${momentText(referral.askedAt)} 推荐`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </View>
      <View className="trail" aria-role="list">
        {referral.steps.map(({ at, title, note }) => (
          <View key={`${at}${title}`} className="trail-step" aria-role="listitem">
            <View className="strong">{title}</View>
            {note && <View className="small">{note}</View>}
            <View className="tiny">{momentText(at)}</View>
          </View>
        ))}
      </View>
      {referral.reward && <Reward reward={referral.reward} />}
    </View>
  )
}

function Reward({
  reward: { amountFen, words, dueOn, paidOn },
}: {
  reward: NonNullable<Referral['reward']>
}) {
  const when = paidOn
    ? `${dayText(paidOn)} 已发放`
    : dueOn
      ? `最晚 ${dayText(dueOn)} 发放`
      : '发放日期由人才办通知'
  return (
    <View className={paidOn ? 'reward reward-paid' : 'reward'}>
      <Icon name={paidOn ? 'circle-check' : 'star'} />
      <View>
        <View className="strong">{`奖励 ${amountText(amountFen)} · ${when}`}</View>
        <View className="tiny">{words}</View>
      </View>
    </View>
  )
}
