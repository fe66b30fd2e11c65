import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Internship } from '@jucai/contract/internship-shapes'
import {
  actorLabels,
  internshipStateLabels,
  noEmployment,
  partyLabels,
} from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { untilText } from '@/words/dates'
import { Attendance } from '../attendance'
import { End } from '../interruption'
import { Stipends } from '../stipends'
import { internshipTones, spanWords } from '../words'
import { Certificate, Kept } from './after'
import { Absence, Decline } from './acts'
import '../internships.scss'

/** One's own internship: agreement, attendance, stipend, and how it ends. */
export default function InternshipPage() {
  const { id = '' } = useRouter().params
  const [month, setMonth] = useState<string>()
  const loaded = useLoaded(() =>
    call('GET /me/internships/:internship', {
      params: { internship: id },
      query: month ? { month } : {},
    }),
  )
  useRefresh(loaded.reload)
  useSettledMessages(`/internships/internship/index?id=${id}`, loaded.data !== undefined)
  const look = (next: string) => {
    setMonth(next)
    setTimeout(() => void loaded.reload(), 0)
  }
  return (
    <Page title="见习" up="/internships/mine/index">
      <Loaded of={loaded}>
        {(one) => (
          <View className="stack">
            <Standing of={one} />
            <Agreement of={one} />
            {one.stipends.length > 0 && (
              <>
                <Attendance of={one} onMonth={look} />
                <Absence of={one} onChanged={loaded.set} />
                <Stipends of={one}>
                  <Button kind="quiet" onClick={() => openPage('/ledger/payments/index')}>
                    看到账进度
                  </Button>
                </Stipends>
              </>
            )}
            <Kept of={one} onChanged={loaded.set} />
            <Certificate of={one} onChanged={loaded.set} />
            <End of={one} onChanged={loaded.set} />
            <Decline of={one} onChanged={loaded.set} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

const nextWords = (one: Internship): string => {
  switch (one.state) {
    case 'to-sign':
      return `先看协议再签。${untilText(one.signBy)}前三方签完才算数；不去的请谢绝，名额好给别人。`
    case 'waiting':
      return '三方都签了。到开始那天，在登记点出示人才码；不去的，请在开始以前谢绝。'
    case 'running':
      return '每个工作日到岗，在登记点出示人才码登记一次。'
    case 'finished':
      return '期满了，可以领见习证明。'
    case 'interrupted':
      return '提前结束了，补贴发到最后一天为止。'
    case 'cancelled':
      return one.agreement?.state === 'signed'
        ? '开始以前取消了，没有补贴。可以报名别的岗位。'
        : '协议没有签成，可以看看别的岗位。'
  }
}

function Standing({ of: one }: { of: Internship }) {
  return (
    <>
      <View className="intern-head">
        <View className="intern-head-title" aria-role="heading" aria-level={2}>
          {one.title}
        </View>
        <View className="intern-head-line">{one.base}</View>
        <View className="intern-head-line">{spanWords(one.firstDay, one.lastDay)}</View>
      </View>
      <Card>
        <View className="intern-top">
          <View className="strong">{one.number}</View>
          <Tag tone={internshipTones[one.state]}>{internshipStateLabels[one.state]}</Tag>
        </View>
        <View>{nextWords(one)}</View>
        {one.endedWhy && (
          <View className="small">{`${actorLabels[one.endedBy ?? 'system']}写的原因：${one.endedWhy}`}</View>
        )}
        <View className="tiny">{noEmployment}</View>
      </Card>
      <CellGroup>
        <Cell icon="map-pin" title={one.station.name} note={`到岗登记点。${one.station.address}`} />
        <Cell icon="user-round" title={`带教：${one.tutor}`} note={one.tasks} />
        <Cell icon="shield-check" title="保险" note={one.insurance} />
      </CellGroup>
    </>
  )
}

function Agreement({ of: { id, state, agreement, may } }: { of: Internship }) {
  const signed = agreement?.state === 'signed'
  if (!agreement && !may.includes('draw-up')) return null
  const isMine = may.includes('sign') || may.includes('draw-up')
  return (
    <Card title="协议" aside={signed ? '三方已签' : ''}>
      <View className="stack">
        <View>
          {signed
            ? '三方都签了，签过的那一版原样保存。'
            : agreement?.turn && agreement.turn !== 'intern'
              ? `你已经签好，等${partyLabels[agreement.turn]}签。`
              : '看过协议再签，签的时候要输入手机验证码。'}
        </View>
        {state !== 'cancelled' && (
          <Button
            wide
            kind={isMine ? 'star' : 'secondary'}
            icon="file-text"
            onClick={() => openPage(`/internships/agreement/index?id=${id}`)}
          >
            {isMine ? '看协议，签' : '看协议'}
          </Button>
        )}
      </View>
    </Card>
  )
}
