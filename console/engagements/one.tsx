import type { Engagement, EngagementHours } from '@jucai/contract/engagement-shapes'
import {
  actorLabels,
  durationWords,
  engagementKindLabels,
  engagementParties,
  engagementStateLabels,
  hoursStateWords,
  partyLabels,
  payUnitLabels,
  stepLabels,
  termWords,
  weekWords,
} from '@jucai/contract/engagement-vocabulary'
import { addMonths, monthInWords } from '@jucai/contract/policies/days'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day, dayOf, moment, money } from '../dates'
import { useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { actsColumn, Table } from '../parts/table'
import { EndDialog } from './end-dialog'
import { HoursDialog } from './hours-dialog'

/** One engagement: what is agreed, who signed which text, its hours by month, and how it came to where it stands. */
export function OneEngagement({ id }: { id: string }) {
  const [month, setMonth] = useState<string>()
  const one = useLoaded(`engagement ${id} ${month ?? ''}`, () =>
    call('GET /engagements/:engagement', { params: { engagement: id }, query: month ? { month } : {} }),
  )
  return (
    <Page
      title={one.value ? `聘用 ${one.value.number}` : '聘用'}
      lead="打开这一页，本人能在“谁看过我的信息”里看到。"
    >
      <p>
        <Link to="/engagements">回到列表</Link>
      </p>
      <Failure error={one.error} retry={() => void one.reload()} />
      {one.value ? (
        <>
          <About of={one.value} />
          <Agreement of={one.value} />
          <Hours of={one.value} onMonth={setMonth} reload={one.reload} />
          <History of={one.value} />
          <Ends of={one.value} onChanged={one.set} />
        </>
      ) : (
        !one.error && <Bones what="聘用" />
      )}
    </Page>
  )
}

function About({ of: { terms, inForce, home, ...one } }: { of: Engagement }) {
  const changes = inForce !== null && JSON.stringify(inForce) !== JSON.stringify(terms)
  return (
    <Card
      title={`${one.name}，${terms.title}`}
      extra={<span className="tag">{engagementStateLabels[one.state]}</span>}
    >
      <Facts
        of={[
          { name: '哪一种', value: engagementKindLabels[one.kind] },
          { name: '聘用单位', value: one.employer.name },
          {
            name: changes ? '期限（改动后，还没有签完）' : '期限',
            value: termWords(terms.firstDay, terms.lastDay),
          },
          ...(changes
            ? [{ name: '现在有效的期限', value: termWords(inForce.firstDay, inForce.lastDay) }]
            : []),
          { name: '约定的时间', value: weekWords(terms.week) },
          { name: '报酬', value: `${money(terms.payFen)}/${payUnitLabels[terms.payUnit]}` },
          {
            name: '等谁',
            value: one.waitsFor
              ? `${partyLabels[one.waitsFor]}${one.dueAt ? `，${moment(one.dueAt)}前` : ''}`
              : '没有在等的',
          },
          ...(home
            ? [
                { name: '现单位', value: home.name },
                { name: '现单位联系人', value: home.contact ? `${home.contact} ${home.phone}` : '已删除' },
                { name: '现单位的工作时间', value: weekWords(home.hours) },
              ]
            : [{ name: '现单位', value: '专家接受时填写' }]),
          { name: '内容', value: terms.scope, whole: true },
          { name: '知识产权', value: terms.ip, whole: true },
          { name: '保密', value: terms.confidentiality, whole: true },
          ...(one.endedWhy
            ? [{ name: `${actorLabels[one.endedBy ?? 'system']}写的原因`, value: one.endedWhy, whole: true }]
            : []),
        ]}
      />
    </Card>
  )
}

function Agreement({ of: { agreement, link } }: { of: Engagement }) {
  if (!agreement)
    return (
      <Card title="三方协议">
        <p>专家还没有打开协议。</p>
      </Card>
    )
  return (
    <Card title="三方协议" extra={<span className="muted small">第 {agreement.version} 版</span>}>
      <ul>
        {engagementParties.map((party) => {
          const signed = agreement.signatures.find((signature) => signature.party === party)
          return (
            <li key={party}>{`${partyLabels[party]}：${signed ? `${moment(signed.at)}签` : '还没有签'}`}</li>
          )
        })}
      </ul>
      {link?.state === 'open' && (
        <p>
          给现单位的链接 {moment(link.sentAt)}发出，{moment(link.expiresAt)}前有效。
        </p>
      )}
      <p className="muted small mono">{`SHA-256 ${agreement.sha256}`}</p>
    </Card>
  )
}

function Hours({
  of: one,
  onMonth,
  reload,
}: {
  of: Engagement
  onMonth(month: string): void
  reload(): Promise<void>
}) {
  const [asked, setAsked] = useState<EngagementHours | null>(null)
  const mayAnswer = one.may.includes('confirm')
  if (one.state === 'proposed' || one.state === 'to-sign') return null
  const [before = '', after = ''] = [-1, 1].map((by) => addMonths(`${one.month}-01`, by).slice(0, 7))
  const [first, last] = [
    one.firstDay.slice(0, 7),
    [one.lastDay, dayOf(new Date())].sort()[0]?.slice(0, 7) ?? '',
  ]
  return (
    <Card
      title={`${monthInWords(one.month)}的工时`}
      extra={<span className="muted small">一共确认 {durationWords(one.confirmedMinutes)}</span>}
    >
      {one.hours.length > 0 ? (
        <Table
          label="工时"
          columns={['日期', '起止', '时长', '做了什么', '状态', ...(mayAnswer ? [actsColumn] : [])]}
        >
          {one.hours.map((hours) => (
            <tr key={hours.id}>
              <td>{day(hours.day)}</td>
              <td>{`${hours.from}–${hours.to}`}</td>
              <td>{durationWords(hours.minutes)}</td>
              <td>{hours.what}</td>
              <td>
                {hoursStateWords(hours)}
                {hours.why && `：${hours.why}`}
              </td>
              {mayAnswer && (
                <td>
                  {(hours.state !== 'confirmed' || hours.byOffice) && (
                    <Button
                      size="small"
                      aria-label={`核对：${day(hours.day)} ${hours.from}`}
                      onClick={() => setAsked(hours)}
                    >
                      核对
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </Table>
      ) : (
        <p>这个月没有登记工时。</p>
      )}
      <div className="form-actions">
        {before >= first && <Button onClick={() => onMonth(before)}>上个月</Button>}
        {after <= last && <Button onClick={() => onMonth(after)}>下个月</Button>}
      </div>
      {asked && (
        <HoursDialog
          engagement={one.id}
          of={asked}
          onClose={() => setAsked(null)}
          onDone={async () => {
            setAsked(null)
            await reload()
          }}
        />
      )}
    </Card>
  )
}

function History({ of: { steps } }: { of: Engagement }) {
  return (
    <Card title="经过">
      <Table label="经过" columns={['时间', '谁', '做了什么', '说明']}>
        {steps.map((step, at) => (
          <tr key={at}>
            <td>{moment(step.at)}</td>
            <td>{actorLabels[step.by]}</td>
            <td>{stepLabels[step.event] ?? step.event}</td>
            <td>{step.note}</td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

function Ends({ of: one, onChanged }: { of: Engagement; onChanged(next: Engagement): void }) {
  const [asking, setAsking] = useState(false)
  const runs = one.may.includes('end')
  if (!runs && !one.may.includes('cancel')) return null
  const word = runs ? '结束聘用' : '取消聘用'
  return (
    <Card title={runs ? '结束' : '取消'}>
      <p>
        {runs
          ? '三方都看得到原因；已经确认的工时照算。'
          : '还没有三方签齐，取消以后不能恢复，双方看得到原因。'}
      </p>
      <div className="form-actions">
        <Button danger onClick={() => setAsking(true)}>
          {word}
        </Button>
      </div>
      {asking && (
        <EndDialog
          of={one}
          word={word}
          onClose={() => setAsking(false)}
          onDone={(next) => {
            setAsking(false)
            onChanged(next)
          }}
        />
      )}
    </Card>
  )
}
