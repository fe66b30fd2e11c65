import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { PoolInvitation } from '@jucai/contract/pool'
import { poolInvitationLabels, poolPage, searchKindLabels } from '@jucai/contract/pool-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import type { IconName } from '@/theme/icon-names'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { tones, untilText } from '../looks'
import { MembershipButton, useMembership } from '../membership'
import { AcceptSheet, DeclineSheet, TakeBackDialog } from './answer'
import '../pool.scss'

/** One invitation: who asks, for what, and the reader's answer. */
export default function InvitationPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() =>
    call('GET /me/pool-invitations/:poolInvitation', { params: { poolInvitation: id } }),
  )
  useSettledMessages(`/pool/invitation/index?id=${id}`, loaded.data !== undefined)
  useRefresh(loaded.reload)
  return (
    <Page title="邀请" up={poolPage}>
      <Loaded of={loaded}>
        {(invitation) => (
          <View className="stack">
            <Letter invitation={invitation} />
            <Answer invitation={invitation} onAnswered={loaded.set} />
            {invitation.state === 'open' && <StopAll onStopped={loaded.reload} />}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Fact({ icon, children }: { icon: IconName; children: string }) {
  return (
    <View className="letter-fact">
      <Icon name={icon} />
      <View>{children}</View>
    </View>
  )
}

function Letter({ invitation }: { invitation: PoolInvitation }) {
  const { kind, title, why, subject, text, office, contactName, contactPhone, state, sentAt } = invitation
  return (
    <View className="letter">
      <View className="letter-top">
        <View className="letter-by">{`${office} · ${momentText(sentAt)}`}</View>
        <View className="letter-what" aria-role="heading" aria-level={2}>
          {subject || '内容已删除'}
        </View>
        <Tag tone={tones[state]}>{poolInvitationLabels[state]}</Tag>
      </View>
      <View className="letter-text">{text}</View>
      <View className="letter-facts">
        <Fact icon="briefcase">{`${searchKindLabels[kind]}：${title}`}</Fact>
        <Fact icon="info">{why}</Fact>
        {contactName !== '' && <Fact icon="user-round">{`联系人 ${contactName}，${contactPhone}`}</Fact>}
      </View>
      {invitation.post && (
        <View className="letter-do">
          <Button
            kind="secondary"
            wide
            icon="briefcase"
            onClick={() => openPage(`/posts/post/index?id=${invitation.post?.id ?? ''}`)}
          >
            {`看岗位：${invitation.post.title}，${invitation.post.employerName}${invitation.post.open ? '' : '（已经不收投递）'}`}
          </Button>
        </View>
      )}
      {contactPhone !== '' && (
        <View className="letter-do">
          <Button
            kind="secondary"
            wide
            icon="phone"
            label={`打电话问一问：${contactName}`}
            onClick={() => Taro.makePhoneCall({ phoneNumber: contactPhone }).catch(() => undefined)}
          >
            打电话问一问
          </Button>
        </View>
      )}
    </View>
  )
}

const overWords = ({ state, answerBy }: PoolInvitation): { title: string; text: string } | null => {
  if (state === 'expired')
    return {
      title: `过了 ${dayText(answerBy)}，已经结束`,
      text: '没有答复对你没有任何影响。还想参加，可以打上面的电话问一问。',
    }
  if (state === 'void')
    return {
      title: '这份邀请已经作废',
      text: '你退出人才库时，等答复的邀请都作废了。对方没有看到你的姓名和电话。',
    }
  return null
}

function Answer({
  invitation,
  onAnswered,
}: {
  invitation: PoolInvitation
  onAnswered(next: PoolInvitation): void
}) {
  const [asking, setAsking] = useState<'accept' | 'decline' | 'take-back'>()
  const close = () => setAsking(undefined)
  const answered = (next: PoolInvitation) => {
    close()
    onAnswered(next)
  }
  const over = overWords(invitation)
  return (
    <>
      {over && <Notice title={over.title}>{over.text}</Notice>}
      {invitation.state === 'open' && (
        <Card title={untilText(invitation.answerBy)}>
          <View className="stack">
            <View className="small">
              不答复也可以，到期自动结束，只在前一天提醒你一次。接受之前，对方看不到你的姓名和电话。
            </View>
            <Button wide kind="star" onClick={() => setAsking('accept')}>
              接受，选一个联系方式
            </Button>
            <Button wide kind="secondary" onClick={() => setAsking('decline')}>
              谢绝
            </Button>
          </View>
        </Card>
      )}
      {invitation.state === 'accepted' && (
        <Accepted
          invitation={invitation}
          onChange={() => setAsking('accept')}
          onTakeBack={() => setAsking('take-back')}
        />
      )}
      {invitation.state === 'declined' && (
        <Card title="你谢绝了">
          <View className="stack">
            <View className="small">
              {invitation.reason
                ? `你写了原因：“${invitation.reason}”，对方能看到。`
                : '没有写原因，对方只知道你谢绝了。'}
            </View>
            {invitation.mayAccept && (
              <Button kind="quiet" icon="undo-2" onClick={() => setAsking('accept')}>
                改主意，接受
              </Button>
            )}
          </View>
        </Card>
      )}
      {asking === 'accept' && <AcceptSheet invitation={invitation} onAnswered={answered} onClose={close} />}
      {asking === 'decline' && <DeclineSheet invitation={invitation} onAnswered={answered} onClose={close} />}
      {asking === 'take-back' && (
        <TakeBackDialog invitation={invitation} onAnswered={answered} onClose={close} />
      )}
    </>
  )
}

function Accepted({
  invitation: { givenPhone, mayDecline },
  onChange,
  onTakeBack,
}: {
  invitation: PoolInvitation
  onChange(): void
  onTakeBack(): void
}) {
  return (
    <Card title="你接受了">
      <View className="stack">
        <View className="small">
          {givenPhone
            ? `对方能看到你的姓名和 ${givenPhone}，只用于这份邀请。每看一次，你都能在“谁看过我的信息”里读到。`
            : '联系方式已经收起，对方不能再看到。之前看过的，在“谁看过我的信息”里有记录。'}
        </View>
        {mayDecline && (
          <View className="wrap">
            <Button kind="quiet" icon="pencil" onClick={onChange}>
              换一个号码
            </Button>
            <Button kind="quiet" icon="undo-2" onClick={onTakeBack}>
              收回联系方式
            </Button>
          </View>
        )}
        <Button kind="quiet" icon="eye" onClick={() => openPage('/account/my-data/index')}>
          谁看过我的信息
        </Button>
      </View>
    </Card>
  )
}

function StopAll({ onStopped }: { onStopped(): unknown }) {
  const membership = useMembership()
  return membership.data?.isMember ? (
    <MembershipButton of={membership} wide onChanged={() => void onStopped()} />
  ) : null
}
