import { View } from '@tarojs/components'
import type { Engagement, EngagementTerms } from '@jucai/contract/engagement-shapes'
import {
  actorLabels,
  durationWords,
  engagementKindLabels,
  kindMeanings,
  payUnitLabels,
  stepLabels,
  termWords,
  weekMinutes,
  weekWords,
} from '@jucai/contract/engagement-vocabulary'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { amountText } from '@/words/amounts'
import { momentText } from '@/words/dates'
import { stateTones, stateWords } from './looks'
import './engagements.scss'

/** One fact: what it is, small, and itself. */
export function Fact({ label, children }: { label: string; children: string }) {
  if (children === '') return null
  return (
    <View>
      <View className="tiny">{label}</View>
      <View className="eng-text">{children}</View>
    </View>
  )
}

/** What an engagement is, and where it stands. */
export function Head({ of, who }: { of: Engagement; who: string }) {
  return (
    <Card>
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {of.terms.title}
        </View>
        <Tag tone={stateTones[of.state]}>{stateWords(of.state)}</Tag>
      </View>
      <View>{who}</View>
      <View className="small">{`${engagementKindLabels[of.kind]} · ${of.number}`}</View>
      <View className="tiny">{kindMeanings[of.kind]}</View>
    </Card>
  )
}

const payWords = ({ payFen, payUnit }: EngagementTerms): string =>
  `${amountText(payFen)}/${payUnitLabels[payUnit]}`
const weekText = ({ week }: EngagementTerms): string =>
  week.length === 0 ? '没有固定时间' : `${weekWords(week)}，一周 ${durationWords(weekMinutes(week))}`

/** What is agreed; what changes beside what is in force. */
export function Terms({ of }: { of: Engagement }) {
  const { terms, inForce, home } = of
  const changes = inForce !== null && JSON.stringify(inForce) !== JSON.stringify(terms)
  return (
    <Card title={changes ? '改动后的约定（还没有签完）' : '约定'}>
      <View className="eng-lines">
        {changes && (
          <Notice kind="info" title="现在有效的">
            {`${termWords(inForce.firstDay, inForce.lastDay)}，${payWords(inForce)}，${weekText(inForce)}`}
          </Notice>
        )}
        <Fact label="内容">{terms.scope}</Fact>
        <Fact label="期限">{termWords(terms.firstDay, terms.lastDay)}</Fact>
        <Fact label="时间">{weekText(terms)}</Fact>
        <Fact label="报酬">{payWords(terms)}</Fact>
        <Fact label="知识产权">{terms.ip}</Fact>
        <Fact label="保密">{terms.confidentiality}</Fact>
        {home && (
          <Fact label="专家的现单位">
            {`${home.name}${home.contact ? `，联系人 ${home.contact} ${home.phone}` : ''}`}
          </Fact>
        )}
        {home && <Fact label="现单位的工作时间">{weekWords(home.hours)}</Fact>}
      </View>
    </Card>
  )
}

/** How it came to where it stands, and why it ended. */
export function History({ of }: { of: Engagement }) {
  return (
    <Card title="经过">
      <View className="eng-lines">
        {of.endedBy && (
          <Notice
            kind="info"
            title={`${actorLabels[of.endedBy]}办理${of.state === 'ended' ? '结束' : '取消'}`}
          >
            {of.endedWhy || '到期'}
          </Notice>
        )}
        {of.steps.map((step, at) => (
          <View key={at} className="small">
            {`${momentText(step.at)}　${actorLabels[step.by]}：${stepLabels[step.event] ?? step.event}${step.note ? `（${step.note}）` : ''}`}
          </View>
        ))}
      </View>
    </Card>
  )
}
