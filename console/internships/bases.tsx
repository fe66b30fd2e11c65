import type { InternshipBase } from '@jucai/contract/internship-shapes'
import {
  baseStateLabels,
  baseStates,
  retentionDefinition,
  type BaseState,
} from '@jucai/contract/internship-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day, moment } from '../dates'
import { ChoiceField, withNone } from '../parts/field'
import { Facts } from '../parts/facts'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'
import { useHas } from '../session'
import { ApproveDialog } from './approve-dialog'
import { ReviewDialog } from './review-dialog'

const tones: Readonly<Record<BaseState, string>> = {
  applied: 'info',
  approved: 'good',
  refused: 'bad',
  expired: 'care',
  ended: '',
}

/** Bases of internships: applications, what they are allowed, retention and yearly reviews. */
export default function Bases() {
  const [search, setSearch] = useSearchParams()
  const shown = search.get('state') ?? ''
  const state = baseStates.find((known) => known === shown)
  const pages = usePages<InternshipBase>(`internship-bases ${shown}`, (after) =>
    call('GET /internship-bases', { query: { after, ...(state ? { state } : {}) } }),
  )
  const put = (next: InternshipBase) =>
    pages.change((items) => items.map((one) => (one.id === next.id ? next : one)))
  return (
    <Page title="见习基地" lead="核定名额和有效期，每年年审。留用率按办理记录计算，不能填写。">
      <div className="narrow">
        <ChoiceField
          label="状态"
          required
          value={state ?? ''}
          options={withNone(
            '全部',
            baseStates.map((value) => ({ value, label: baseStateLabels[value] })),
          )}
          onChange={(next) => setSearch(next ? { state: next } : {})}
        />
      </div>
      {pages.items.map((one) => (
        <One key={one.id} base={one} onChanged={put} />
      ))}
      <PagesFoot
        pages={pages}
        what="见习基地"
        empty={
          <Empty icon="building-2" title="没有这样的见习基地">
            核实过的单位，由负责人在手机上申请。
          </Empty>
        }
      />
      <p className="muted small">{retentionDefinition}</p>
    </Page>
  )
}

type Asking = 'approve' | 'refuse' | 'end' | 'review'
const refusals = {
  refuse: { title: '不予核定', action: '不予核定', decision: 'refuse' },
  end: { title: '终止基地', action: '终止', decision: 'end' },
} as const

function One({ base, onChanged }: { base: InternshipBase; onChanged(next: InternshipBase): void }) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const isLead = useHas('lead')
  const { name } = base.employer
  const close = () => setAsking(null)
  const done = (next: InternshipBase) => {
    onChanged(next)
    close()
  }
  const stands = base.state === 'approved' || base.state === 'expired'
  return (
    <Card
      title={name}
      extra={<span className={`tag ${tones[base.state]}`}>{baseStateLabels[base.state]}</span>}
    >
      <p className="paragraph">{base.about}</p>
      <BaseFacts base={base} />
      {base.reviews.length > 0 && (
        <ul>
          {base.reviews.map(({ year, finished, kept, passed, note, at }) => (
            <li key={year}>
              {year} 年审{passed ? '通过' : '不通过'}：期满 {finished} 人，留用 {kept} 人。{note}{' '}
              <span className="muted small">{moment(at)}</span>
            </li>
          ))}
        </ul>
      )}
      {isLead && (
        <div className="form-actions">
          {base.state !== 'ended' && (
            <Button
              type={base.state === 'applied' ? 'primary' : 'default'}
              onClick={() => setAsking('approve')}
              aria-label={`${stands ? '重新核定' : '核定'}：${name}`}
            >
              {stands ? '重新核定' : '核定'}
            </Button>
          )}
          {base.state === 'applied' && (
            <Button danger onClick={() => setAsking('refuse')} aria-label={`不予核定：${name}`}>
              不予核定
            </Button>
          )}
          {stands && (
            <>
              <Button onClick={() => setAsking('review')} aria-label={`年审：${name}`}>
                年审
              </Button>
              <Button danger onClick={() => setAsking('end')} aria-label={`终止：${name}`}>
                终止
              </Button>
            </>
          )}
        </div>
      )}
      {asking === 'approve' && <ApproveDialog base={base} onDone={done} onClose={close} />}
      {asking === 'review' && <ReviewDialog base={base} onDone={done} onClose={close} />}
      {(asking === 'refuse' || asking === 'end') && (
        <ReasonDialog
          open
          title={`${refusals[asking].title}：${name}`}
          lead={
            asking === 'end'
              ? '岗位全部关闭，在等的人收到答复；在岗的见习到期为止。单位读到您写的。'
              : '单位读到您写的，改好可以再申请。'
          }
          label="原因"
          action={refusals[asking].action}
          danger
          onClose={close}
          onDone={async (why) =>
            done(
              await call('PUT /internship-bases/:base/decision', {
                params: { base: base.id },
                body: {
                  decision: refusals[asking].decision,
                  quota: base.quota,
                  validUntil: base.validUntil,
                  why,
                  version: base.version,
                },
              }),
            )
          }
        />
      )}
    </Card>
  )
}

function BaseFacts({ base }: { base: InternshipBase }) {
  const { retention } = base
  return (
    <Facts
      of={[
        { name: '希望同时带', value: `${base.wanted} 人` },
        {
          name: '核定名额',
          value: base.quota > 0 ? `${base.quota} 人，现有 ${base.inUse} 人` : '还没有核定',
        },
        { name: '有效期到', value: base.validUntil ? day(base.validUntil) : '还没有' },
        {
          name: '留用率',
          value:
            retention.percent === null
              ? `期满 ${retention.finished} 人，不到 5 人不计算`
              : `${retention.percent}%（期满 ${retention.finished} 人，留用 ${retention.kept} 人）`,
        },
        { name: '申请', value: moment(base.appliedAt) },
        { name: '保险', value: base.insurance, whole: true },
        ...(base.why ? [{ name: '上次决定的理由', value: base.why, whole: true }] : []),
      ]}
    />
  )
}
