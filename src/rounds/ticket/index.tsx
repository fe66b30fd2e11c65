import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { MyRound, MyTicket, PublicRound } from '@jucai/contract/rounds'
import {
  momentWords,
  relationLabels,
  sharedWords,
  ticketStandingLabels,
  type TicketStanding,
} from '@jucai/contract/rounds-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { Subscribe } from '@/components/subscribe'
import { Tag, type Tone } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { poolTitle } from '../words'
import { Receipt } from './receipt'
import '../rounds.scss'

const tones: Record<TicketStanding, Tone> = {
  applied: 'info',
  withdrawn: 'plain',
  in: 'good',
  rejected: 'bad',
  disputed: 'care',
}

const mayBeCalled = ({ state }: PublicRound, { standing }: MyTicket): boolean =>
  !['ended', 'cancelled'].includes(state) && !['withdrawn', 'rejected'].includes(standing)

/** One’s own ticket: what was applied for, what it rests on, and the receipt. */
export default function TicketPage() {
  const { params } = useRouter()
  const id = params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  const loaded = useLoaded(async () => {
    const of = { params: { round: id } }
    const [round, mine] = await Promise.all([
      call('GET /rounds/:round', of),
      call('GET /me/rounds/:round', of),
    ])
    return { round, mine }
  })
  useRefresh(loaded.reload)
  const up = `/rounds/round/index?id=${id}`
  return (
    <Page title="我的号" up={up}>
      {!signedIn ? (
        <SignInFirst text="登录后看你的号和回执。" />
      ) : (
        <Loaded of={loaded} skeleton={<Skeleton shape="text" count={4} />}>
          {({ round, mine }) =>
            mine.ticket ? (
              <View className="stack">
                <StaleNotice error={loaded.error} />
                <Ticket round={round} ticket={mine.ticket} />
                <Conflicts ticket={mine.ticket} />
                <Written round={round} ticket={mine.ticket} />
                <Receipt round={round} ticket={mine.ticket} />
                {mayBeCalled(round, mine.ticket) && <Subscribe about="turn" />}
                <Acts
                  round={round}
                  ticket={mine.ticket}
                  onChanged={(changed) => loaded.set({ round, mine: changed })}
                />
              </View>
            ) : (
              <Card>
                <Empty
                  icon="file-text"
                  title="这一批你没有申请"
                  action={<Button onClick={() => openPage(up)}>看这一批</Button>}
                />
              </Card>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

function Ticket({ round, ticket }: { round: PublicRound; ticket: MyTicket }) {
  const { number, standing, appliedAt, changedAt } = ticket
  return (
    <Card>
      <View className="round-head">
        <View className="small">{round.title}</View>
        <View className="place-number">{number ?? '锁定时给号'}</View>
        <View className="wrap">
          <Tag tone={tones[standing]}>{ticketStandingLabels[standing].split('，')[0] ?? ''}</Tag>
        </View>
        {standing !== 'applied' && standing !== 'in' && (
          <View className="small">{ticketStandingLabels[standing]}</View>
        )}
        <View className="tiny">
          {`${momentWords(appliedAt)} 申请${changedAt === appliedAt ? '' : `，${momentWords(changedAt)} 改过`}。号按收到的先后给，和排序无关。`}
        </View>
      </View>
    </Card>
  )
}

function Conflicts({ ticket }: { ticket: MyTicket }) {
  return (
    <>
      {ticket.household.flatMap(({ relation, maskedName, shared }) =>
        shared
          ? [
              <Notice
                key={maskedName + relation}
                kind="care"
                title={`${relation === 'self' ? '你' : `${relationLabels[relation] ?? '家人'}${maskedName}`}也在另一个号里`}
              >
                {`${sharedWords[shared]}。${shared === 'document' ? '两个人商量好留哪一个，另一个在截止前退出；不是一家人的，请联系人才办核对。' : ''}`}
              </Notice>,
            ]
          : [],
      )}
    </>
  )
}

const wishWords = (round: PublicRound, { stationId, typeId }: MyTicket['wishes'][number]): string => {
  const home = round.homes.find(
    (one) => one.stationId === stationId && (typeId === null || one.typeId === typeId),
  )
  return home ? `${home.stationName} ${typeId === null ? '户型都可以' : home.typeName}` : '这一批已没有的房'
}

function Written({ round, ticket }: { round: PublicRound; ticket: MyTicket }) {
  const titleOf = (code: string) => round.classes.find((one) => one.code === code)?.title ?? code
  const lines: [name: string, value: string][] = [
    ...(round.pools.length > 1 ? ([['申请的组', poolTitle(round, ticket.pool)]] as [string, string][]) : []),
    ['志愿', ticket.wishes.map((wish, at) => `${at + 1}. ${wishWords(round, wish)}`).join('\n')],
    ['申请的类别', ticket.claimed.map(titleOf).join('、') || '没有'],
    ...(ticket.number
      ? ([['核定的类别', ticket.granted.map(titleOf).join('、') || '没有']] as [string, string][])
      : []),
    ...(round.rule === 'points' ? ([['积分', `${ticket.points} 分`]] as [string, string][]) : []),
    [
      '一家人',
      ticket.household
        .map(
          ({ relation, maskedName, document }) =>
            `${relationLabels[relation] ?? '家人'} ${maskedName}，${document}`,
        )
        .join('\n'),
    ],
    ['选房时间', ticket.longerSlot ? `长一点，${round.longerSlotMinutes} 分钟` : `${round.slotMinutes} 分钟`],
  ]
  return (
    <Card title="申请了什么">
      {lines.map(([name, value]) => (
        <View key={name} className="round-class">
          <View className="tiny">{name}</View>
          <View className="round-text">{value}</View>
        </View>
      ))}
    </Card>
  )
}

function Acts({
  round,
  ticket,
  onChanged,
}: {
  round: PublicRound
  ticket: MyTicket
  onChanged(mine: MyRound): void
}) {
  const [asking, setAsking] = useState(false)
  const open = round.state === 'open'
  const late = round.state === 'drawn' || round.state === 'choosing'
  const withdraw = async () => {
    setAsking(false)
    try {
      onChanged(await call('DELETE /me/rounds/:round/ticket', { params: { round: round.id } }))
      toast('已退出')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }
  return (
    <View className="stack">
      {open && (
        <Button wide icon="pencil" onClick={() => openPage(`/rounds/apply/index?id=${round.id}`)}>
          {ticket.standing === 'withdrawn' ? '重新申请' : '改我的申请'}
        </Button>
      )}
      {ticket.standing !== 'withdrawn' && (open || late) && (
        <Button kind="danger" wide onClick={() => setAsking(true)}>
          {late ? '放弃这个号' : '退出这一批'}
        </Button>
      )}
      {asking && (
        <Dialog
          title={late ? '放弃这个号？' : '退出这一批？'}
          confirm={late ? '放弃' : '退出'}
          cancel="不退出"
          danger
          onConfirm={withdraw}
          onClose={() => setAsking(false)}
        >
          {late
            ? '放弃以后不能恢复，公开记录里会写“本人退出”，不写你是谁。后面的人往前。'
            : '截止以前还可以重新申请。写过的内容留在这部手机上。'}
        </Dialog>
      )}
    </View>
  )
}
