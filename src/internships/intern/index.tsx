import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Internship } from '@jucai/contract/internship-shapes'
import { actorLabels, internshipStateLabels, partyLabels } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
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
import { ConfirmMonth } from './confirm'
import { Correction } from './correction'
import { TellKept } from './kept'
import { Terms } from './terms'
import '../internships.scss'

/** One intern as their base sees them: sign, correct days, confirm months, end, and whether they were kept. */
export default function InternPage() {
  const { employer = '', id = '' } = useRouter().params
  const [month, setMonth] = useState<string>()
  const [day, setDay] = useState<string>()
  const loaded = useLoaded(() =>
    call('GET /employers/:employer/internships/:internship', {
      params: { employer, internship: id },
      query: month ? { month } : {},
    }),
  )
  useRefresh(loaded.reload)
  useSettledMessages(`/internships/intern/index?employer=${employer}&id=${id}`, loaded.data !== undefined)
  const look = (next: string) => {
    setMonth(next)
    setTimeout(() => void loaded.reload(), 0)
  }
  return (
    <Page title="见习人员" up={`/internships/base/index?employer=${employer}`}>
      <Loaded of={loaded}>
        {(one) => (
          <View className="stack">
            <Standing of={one} />
            <Agreement of={one} employer={employer} />
            <Terms of={one} employer={employer} onChanged={loaded.set} />
            {one.stipends.length > 0 && (
              <>
                <Attendance
                  of={one}
                  onMonth={look}
                  onDay={one.may.includes('correct-day') ? setDay : undefined}
                />
                <Stipends
                  of={one}
                  act={(of) => (
                    <ConfirmMonth
                      of={of}
                      internship={one}
                      employer={employer}
                      onChanged={loaded.set}
                      onStale={loaded.reload}
                    />
                  )}
                />
              </>
            )}
            <TellKept of={one} employer={employer} onChanged={loaded.set} />
            <End of={one} employer={employer} onChanged={loaded.set} />
            {day && (
              <Correction
                of={one}
                employer={employer}
                day={day}
                onChanged={(next) => {
                  setDay(undefined)
                  loaded.set(next)
                }}
                onClose={() => setDay(undefined)}
              />
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Standing({ of: one }: { of: Internship }) {
  return (
    <Card>
      <View className="intern-top">
        <View className="h3" aria-role="heading" aria-level={2}>
          {one.name}
        </View>
        <Tag tone={internshipTones[one.state]}>{internshipStateLabels[one.state]}</Tag>
      </View>
      <View>{`${one.title} · ${one.number}`}</View>
      <View className="small">{spanWords(one.firstDay, one.lastDay)}</View>
      <View className="small">{`带教：${one.tutor}；到岗登记：${one.station.name}`}</View>
      {one.endedWhy && (
        <View className="small">{`${actorLabels[one.endedBy ?? 'system']}写的原因：${one.endedWhy}`}</View>
      )}
      <View className="tiny">每次打开都留痕，本人看得到。</View>
    </Card>
  )
}

function Agreement({
  of: { id, agreement, may, state, signBy },
  employer,
}: {
  of: Internship
  employer: string
}) {
  const mine = may.includes('sign')
  return (
    <Card title="协议" aside={agreement?.state === 'signed' ? '三方已签' : ''}>
      <View className="stack">
        <View>
          {!agreement
            ? '本人还没有打开协议。打开以后协议就做好，本人先签。'
            : agreement.turn
              ? `等${partyLabels[agreement.turn]}签。`
              : '签过的那一版原样保存。'}
        </View>
        {state === 'to-sign' && <View className="small">{`${untilText(signBy)}前三方签完，过期作废。`}</View>}
        {agreement && (
          <Button
            wide
            kind={mine ? 'star' : 'secondary'}
            icon="file-text"
            onClick={() => openPage(`/internships/agreement/index?employer=${employer}&id=${id}`)}
          >
            {mine ? '看协议，代表基地签' : '看协议'}
          </Button>
        )}
      </View>
    </Card>
  )
}
