import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { Engagement, EngagementTerms } from '@jucai/contract/engagement-shapes'
import {
  engagementKindLabels,
  engagementKinds,
  engagementPages,
  engagementPayUnits,
  kindMeanings,
  payUnitLabels,
  type EngagementKind,
  type EngagementPayUnit,
} from '@jucai/contract/engagement-vocabulary'
import { fenOf, plainYuan } from '@jucai/contract/ledger-rules'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { TextArea, TextInput } from '@/components/text-input'
import { showFirstFault } from '@/first-fault'
import { useKeptWords } from '@/kept-words'
import { openPage } from '@/page-address'
import { dayFromToday } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { stretchesOf, stretchOf, WeekEditor, windowsOf } from '../week-editor'

/** What an employer proposes, changes or renews. */
export default function DeskTermsPage() {
  const { employer = '', id, application, kind } = useRouter().params
  const loaded = useLoaded(async () =>
    id === undefined
      ? null
      : call('GET /employers/:employer/engagements/:engagement', { params: { employer, engagement: id } }),
  )
  return (
    <Page
      title={id === undefined ? '发起聘用' : '改约定'}
      up={
        id === undefined
          ? `${engagementPages.employerList}?employer=${employer}`
          : `${engagementPages.employerOne}?employer=${employer}&id=${id}`
      }
    >
      <Loaded of={loaded}>
        {(of) => (
          <TermsForm
            employer={employer}
            application={application}
            asked={kind === 'shared' ? 'shared' : 'weekend'}
            of={of}
          />
        )}
      </Loaded>
    </Page>
  )
}

type Typed = Omit<EngagementTerms, 'payFen' | 'week'> & { pay: string }
const blank = (): Typed => ({
  title: '',
  scope: '',
  ip: '专家为聘用单位完成的成果归聘用单位，署名权归专家；使用现单位的成果要先得到现单位同意。',
  confidentiality: '三方不泄露对方的技术和经营信息；协议结束后两年内仍要保密。',
  pay: '',
  payUnit: 'hour',
  firstDay: dayFromToday(14),
  lastDay: dayFromToday(378),
})
const typedOf = ({ payFen, week: _week, ...rest }: EngagementTerms): Typed => ({
  ...rest,
  pay: plainYuan(payFen),
})

function TermsForm({
  employer,
  application,
  asked,
  of,
}: {
  employer: string
  application: string | undefined
  asked: EngagementKind
  of: Engagement | null
}) {
  const [kept, keep] = useKeptWords(`engagement-terms ${employer} ${of?.id ?? application ?? ''}`)
  const [typed, setTyped] = useState<Typed>(() =>
    kept !== '' ? (JSON.parse(kept) as Typed) : of ? typedOf(of.terms) : blank(),
  )
  const [kind, setKind] = useState<EngagementKind>(of?.kind ?? asked)
  const [code, setCode] = useState('')
  const [week, setWeek] = useState(() =>
    of && of.terms.week.length > 0 ? stretchesOf(of.terms.week) : [stretchOf([6], '09:00', '12:00')],
  )
  const [faults, setFaults] = useState<{ pointer: string; detail: string }[]>([])
  const [words, setWords] = useState<string>()
  const attempt = useAttempt()
  const set = (change: Partial<Typed>) => {
    const next = { ...typed, ...change }
    setTyped(next)
    keep(JSON.stringify(next))
  }
  const error = (field: string) =>
    faults.find(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/terms/${field}`))?.detail
  const send = async () => {
    setFaults([])
    setWords(undefined)
    const { pay, ...rest } = typed
    const payFen = fenOf(pay.trim())
    if (payFen === null) {
      setFaults([{ pointer: '/terms/payFen', detail: '报酬写成 800 或 800.50，单位元' }])
      showFirstFault()
      return
    }
    const terms = { ...rest, payFen, week: windowsOf(week) }
    try {
      const { id } = of
        ? await call('PUT /employers/:employer/engagements/:engagement/terms', {
            params: { employer, engagement: of.id },
            body: { terms, revision: of.revision },
          })
        : await call(
            'POST /employers/:employer/engagements',
            {
              params: { employer },
              body: { kind, applicationId: application ?? null, code: application ? null : code, terms },
            },
            { attempt },
          )
      keep('')
      if (of) await Taro.navigateBack()
      else void openPage(`${engagementPages.employerOne}?employer=${employer}&id=${id}`)
    } catch (problem) {
      const errors = problem instanceof ProblemError ? [...problem.errors] : []
      setFaults(errors)
      if (errors.length === 0) setWords(wordsOf(problem))
      showFirstFault()
    }
  }
  return (
    <View className="stack">
      {of === null && (
        <Card title="聘谁">
          <View className="stack">
            <Choice
              label="哪一种"
              error={error('kind')}
              options={engagementKinds.map((value) => ({
                value,
                label: engagementKindLabels[value],
                note: kindMeanings[value],
              }))}
              value={kind}
              onChange={setKind}
            />
            {application === undefined ? (
              <TextInput
                label="邀约码"
                hint="请专家在“我的聘用”里生成一个告诉你"
                maxLength={40}
                error={error('code')}
                value={code}
                onChange={setCode}
              />
            ) : (
              <View className="small">聘的是这份投递的人。</View>
            )}
          </View>
        </Card>
      )}
      <TermsFields typed={typed} error={error} onChange={set} />
      <Card title="时间">
        <WeekEditor stretches={week} error={error('week')} onChange={setWeek} />
      </Card>
      {of !== null && (
        <Notice kind="info" title="会做成新的一版">
          三方都要重新签。签完以前，已经签过的一版继续有效。
        </Notice>
      )}
      {words && (
        <Notice kind="bad" title="没有发出" live>
          {words}
        </Notice>
      )}
      <Button wide kind="star" onClick={send}>
        {of ? '做成新的一版' : '发给专家'}
      </Button>
    </View>
  )
}

function TermsFields({
  typed,
  error,
  onChange,
}: {
  typed: Typed
  error(field: string): string | undefined
  onChange(change: Partial<Typed>): void
}) {
  return (
    <>
      <Card title="做什么">
        <View className="stack">
          <TextInput
            label="岗位"
            maxLength={40}
            error={error('title')}
            value={typed.title}
            onChange={(title) => onChange({ title })}
          />
          <TextArea
            label="内容"
            maxLength={800}
            error={error('scope')}
            value={typed.scope}
            onChange={(scope) => onChange({ scope })}
          />
          <DatePicker
            label="第一天"
            error={error('firstDay')}
            value={typed.firstDay}
            onChange={(firstDay) => onChange({ firstDay })}
          />
          <DatePicker
            label="最后一天"
            error={error('lastDay')}
            value={typed.lastDay}
            onChange={(lastDay) => onChange({ lastDay })}
          />
        </View>
      </Card>
      <Card title="报酬（现单位看不到）">
        <View className="stack">
          <Choice
            label="按什么算"
            options={engagementPayUnits.map((value) => ({ value, label: `每${payUnitLabels[value]}` }))}
            value={typed.payUnit}
            onChange={(payUnit: EngagementPayUnit) => onChange({ payUnit })}
          />
          <TextInput
            label="多少元"
            type="digit"
            maxLength={11}
            error={error('payFen')}
            value={typed.pay}
            onChange={(pay) => onChange({ pay })}
          />
        </View>
      </Card>
      <Card title="知识产权和保密">
        <View className="stack">
          <TextArea
            label="知识产权"
            maxLength={800}
            error={error('ip')}
            value={typed.ip}
            onChange={(ip) => onChange({ ip })}
          />
          <TextArea
            label="保密"
            maxLength={800}
            error={error('confidentiality')}
            value={typed.confidentiality}
            onChange={(confidentiality) => onChange({ confidentiality })}
          />
        </View>
      </Card>
    </>
  )
}
