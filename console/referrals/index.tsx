import { referralStateLabels, type ReferralState } from '@jucai/contract/application-vocabulary'
import type { ReferralCase } from '@jucai/contract/referrals'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { day, dayOf, moment, money } from '../dates'
import { useAct } from '../loading'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'
import './referrals.css'

type Step = 'followed' | 'landed' | 'closed'
const stepWords: Record<Step, { action: string; lead: string }> = {
  followed: { action: '记录跟进', lead: '写明联系了谁、说了什么、下一步是什么。' },
  landed: { action: '登记落地', lead: '登记后推荐人的奖励即为应付，并通知推荐人。' },
  closed: { action: '结束', lead: '不再跟进，推荐人会看到原因。' },
}
const tones: Partial<Record<ReferralState, string>> = { agreed: 'care', followed: 'info', landed: 'good' }
const stepping = newAttempt()

function Reward({ item, onChanged }: { item: ReferralCase; onChanged(changed: ReferralCase): void }) {
  const [paidOn, setPaidOn] = useState(dayOf(new Date()))
  const { busy, error, run } = useAct()
  if (!item.reward) return null
  const { amountFen, words, dueOn, paidOn: paid } = item.reward
  return (
    <div className="reward">
      <div>
        <strong>{money(amountFen)}</strong> <span className="second">{words}</span>
        <div className="small muted">
          {paid ? `已于 ${day(paid)} 发放` : dueOn ? `应于 ${day(dueOn)} 前发放` : '落地后应付'}
        </div>
      </div>
      {item.state === 'landed' && !paid && (
        <div className="reward-pay">
          <Input
            type="date"
            aria-label="发放日期"
            value={paidOn}
            max={dayOf(new Date())}
            onChange={(event) => setPaidOn(event.target.value)}
          />
          <Button
            loading={busy}
            disabled={!paidOn}
            onClick={() =>
              void run(async () =>
                onChanged(
                  await call('PUT /referrals/:referral/payment', {
                    params: { referral: item.id },
                    body: { paidOn },
                  }),
                ),
              )
            }
          >
            登记已发放
          </Button>
        </div>
      )}
      <Failure error={error} />
    </div>
  )
}

function Phone({ item }: { item: ReferralCase }) {
  const [asking, setAsking] = useState(false)
  const [phone, setPhone] = useState<string | null>(null)
  if (!item.maskedPhone) return null
  const see = async (why: string) => {
    setPhone(
      (await call('POST /referrals/:referral/phone-views', { params: { referral: item.id }, body: { why } }))
        .phone,
    )
    setAsking(false)
  }
  return (
    <>
      {' · '}
      <span className="mono">{phone ?? item.maskedPhone}</span>
      {!phone && (
        <Button
          type="link"
          size="small"
          onClick={() => setAsking(true)}
          aria-label={`查看${item.maskedName}的完整电话`}
        >
          查看
        </Button>
      )}
      <ReasonDialog
        open={asking}
        title="查看完整的电话"
        lead="事由会记入审计日志，本人能看到是哪个岗位、因为什么看了。"
        label="事由"
        action="记录并查看"
        onClose={() => setAsking(false)}
        onDone={see}
      />
    </>
  )
}

function ReferralCard({ item, onChanged }: { item: ReferralCase; onChanged(changed: ReferralCase): void }) {
  const [step, setStep] = useState<Step | null>(null)
  const open = item.state === 'agreed' || item.state === 'followed'
  const send = async (note: string) => {
    if (!step) return
    const body = { state: step, note }
    onChanged(
      await call(
        'POST /referrals/:referral/steps',
        { params: { referral: item.id }, body },
        { attempt: stepping },
      ),
    )
    setStep(null)
  }
  return (
    <Card
      title={item.title}
      extra={<span className={`tag ${tones[item.state] ?? ''}`}>{referralStateLabels[item.state]}</span>}
    >
      <p className="second">
        {item.kind === 'person' ? '推荐人才' : '推荐项目'}：{item.maskedName}
        <Phone item={item} /> · 推荐人 {item.referrerMaskedName}
        {item.answeredAt && ` · ${day(item.answeredAt)}同意`}
      </p>
      <p className="paragraph">{item.about}</p>
      {item.steps.length > 0 && (
        <ol className="referral-steps">
          {item.steps.map(({ at, title, note }) => (
            <li key={at + title}>
              <span className="muted small mono">{moment(at)}</span> <strong>{title}</strong> {note}
            </li>
          ))}
        </ol>
      )}
      <Reward item={item} onChanged={onChanged} />
      {open && (
        <div className="form-actions">
          {(Object.keys(stepWords) as Step[]).map((one) => (
            <Button
              key={one}
              onClick={() => setStep(one)}
              aria-label={`${stepWords[one].action}：${item.title}`}
            >
              {stepWords[one].action}
            </Button>
          ))}
        </div>
      )}
      {step && (
        <ReasonDialog
          open
          title={`${stepWords[step].action}：${item.title}`}
          lead={stepWords[step].lead}
          label="情况"
          action={stepWords[step].action}
          minLength={2}
          onClose={() => setStep(null)}
          onDone={send}
        />
      )}
    </Card>
  )
}

/** Referrals by relatives and townspeople, once the person named has agreed. */
export default function Referrals() {
  const [search, setSearch] = useSearchParams()
  const state = (Object.keys(referralStateLabels) as ReferralState[]).find(
    (known) => known === search.get('state'),
  )
  const pages = usePages<ReferralCase>(`referrals ${state ?? ''}`, (after) =>
    call('GET /referrals', { query: { after, state } }),
  )
  const changed = (item: ReferralCase) =>
    pages.change((items) => items.map((one) => (one.id === item.id ? item : one)))
  return (
    <Page title="亲情招商" lead="只列出被推荐人已经同意的。谢绝的，姓名和电话已经删除。">
      <div className="narrow">
        <ChoiceField
          label="进展"
          required
          value={state ?? ''}
          options={withNone(
            '全部',
            choicesOf({
              agreed: referralStateLabels.agreed,
              followed: referralStateLabels.followed,
              landed: referralStateLabels.landed,
              closed: referralStateLabels.closed,
            }),
          )}
          onChange={(next) => setSearch(next ? { state: next } : {})}
        />
      </div>
      {pages.items.map((item) => (
        <ReferralCard key={item.id} item={item} onChanged={changed} />
      ))}
      <PagesFoot
        pages={pages}
        what="推荐"
        empty={
          <Empty icon="handshake" title="还没有已同意的推荐">
            有人在手机上推荐、被推荐人同意后，会出现在这里。
          </Empty>
        }
      />
    </Page>
  )
}
