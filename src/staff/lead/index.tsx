import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { applicationStateLabels } from '@jucai/contract/application-vocabulary'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { turnOf } from '../lead-turn'
import { Answering } from './answering'
import { HandOver } from './hand-over'
import { NextContact } from './next-contact'
import { Notes } from './notes'
import { Outcomes } from './outcomes'
import { PhoneNumber } from './phone-number'
import '../leads/leads.scss'
import './lead.scss'

/** One returnee, for the station that answers. */
export default function LeadPage() {
  const id = useRouter().params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="归根人才" up="/staff/leads/index">
      {signedIn ? <Opened id={id} /> : <SignInFirst text="请用工作账号登录。" />}
    </Page>
  )
}

function Opened({ id }: { id: string }) {
  const loaded = useLoaded(() => call('GET /leads/:lead', { params: { lead: id } }))
  const [gone, setGone] = useState<string>()
  useRefresh(() => (gone ? Promise.resolve() : loaded.reload()))
  if (gone)
    return (
      <Card>
        <Empty
          icon="circle-check"
          title={`已转给${gone}`}
          text="对方已收到消息；您这里不再看到这份登记。"
          action={<Button onClick={() => openPage('/staff/leads/index')}>看其他人</Button>}
        />
      </Card>
    )
  return (
    <Loaded
      of={loaded}
      skeleton={
        <View className="stack">
          <Skeleton shape="card" />
          <Skeleton />
        </View>
      }
    >
      {(lead) => (
        <View className="stack">
          <Top lead={lead} />
          {lead.mayAnswer && <Answering lead={lead} onChanged={loaded.set} onStale={loaded.reload} />}
          <Answers lead={lead} />
          <PhoneNumber lead={lead} />
          <NextContact lead={lead} onChanged={loaded.set} />
          <Outcomes lead={lead} onChanged={loaded.set} />
          <Notes lead={lead} onChanged={loaded.set} />
          <HandOver lead={lead} onGone={setGone} />
        </View>
      )}
    </Loaded>
  )
}

function Top({ lead }: { lead: LeadDetail }) {
  const turn = turnOf(lead)
  return (
    <View className="card">
      <View className="lead-top">
        <View className="lead-name" aria-role="heading" aria-level={2}>
          {lead.maskedName}
        </View>
        <Tag tone={lead.mayAnswer ? 'star' : 'night'}>
          {lead.mayAnswer ? '待答复' : applicationStateLabels[lead.state]}
        </Tag>
      </View>
      <View className="small">{[lead.presentCity, lead.field].filter(Boolean).join(' · ')}</View>
      <View className={`lead-turn lead-${turn.tone}`}>
        <Icon name={turn.icon} />
        <View>{turn.words}</View>
      </View>
      <View className="tiny">{`${lead.number} · ${momentText(lead.submittedAt)} 登记 · ${lead.contactName ? `联系人 ${lead.contactName}` : '还没有联系人'}`}</View>
    </View>
  )
}

const elsewhere = new Set(['phone', 'consent', 'field', 'presentRegion'])

function Answers({ lead }: { lead: LeadDetail }) {
  return (
    <Card title="对方说的">
      {lead.answers
        .filter(({ field }) => !elsewhere.has(field))
        .map(({ field, label, value }) => (
          <View key={field} className="answer">
            <View className="answer-label">{label}</View>
            <View className={field === 'hideFrom' ? 'answer-value answer-care' : 'answer-value'}>
              {value}
            </View>
          </View>
        ))}
    </Card>
  )
}
