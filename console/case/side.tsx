import type { CriterionResult } from '@jucai/contract/application-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import type { Case } from '@jucai/contract/review'
import { Button } from 'antd'
import { call, newAttempt, wordsOf } from '../api'
import { day, moment } from '../dates'
import { useAct } from '../loading'
import { StateTag } from '../parts/due'
import { Icon, type IconName } from '../parts/icon'
import { Notice } from '../parts/notice'

const judging = newAttempt()

const results: Record<CriterionResult, { icon: IconName; tone: string; words: string }> = {
  pass: { icon: 'circle-check', tone: 'good', words: '符合' },
  fail: { icon: 'circle-x', tone: 'bad', words: '不符合' },
  unknown: { icon: 'circle-alert', tone: 'care', words: '不能自动判断' },
  'not-applicable': { icon: 'circle-check', tone: 'plain', words: '不适用' },
  office: { icon: 'user-round', tone: 'care', words: '由您判断' },
}

/** The reasons address the applicant as 你; here they are read by the office. */
const aboutApplicant = (because: string): string => because.replaceAll('你', '申请人')

/** Each clause held against the applicant, with the wording it comes from. */
export function Criteria({ criteria }: { criteria: Case['criteria'] }) {
  if (criteria.length === 0) return <p className="muted">没有能自动核对的条款。</p>
  return (
    <ul className="criteria">
      {criteria.map((criterion) => {
        const { icon, tone, words } = results[criterion.result]
        return (
          <li key={criterion.key}>
            <span className={`criterion-result ${tone}`}>
              <Icon name={icon} />
              <span className="visually-hidden">{words}</span>
            </span>
            <div>
              <strong>{criterion.title}</strong> <span className={`tag ${tone}`}>{words}</span>
              <p className="second">{aboutApplicant(criterion.because)}</p>
              <details>
                <summary>依据</summary>
                <p>
                  {criterion.source.paper} {criterion.source.clause}
                  {criterion.source.sample && <span className="sample"> 示例</span>}
                </p>
                <blockquote>{criterion.source.text}</blockquote>
              </details>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** What of the standard is another by now: what it was, what it is. */
function StandardDiffers({ changes }: { changes: Case['standardChanges']['byDay'] }) {
  if (changes.length === 0) return null
  return (
    <ul className="standard-differs small">
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          <strong>{label}</strong>：{before ?? '没有'} → {after ?? '没有'}
        </li>
      ))}
    </ul>
  )
}

/**
 * By which version of the policy book the clauses were held against it, and, when there is a newer one, the way to
 * hold them once more.
 */
export function JudgedBy({ shown, onChanged }: { shown: Case; onChanged(changed: Case): void }) {
  const { judgement, newerBook, claimedByMe, standardChanges } = shown
  const { byBook, byDay } = standardChanges
  const act = useAct()
  const again = () =>
    void act.run(async () => {
      const params = { application: shown.id }
      const body = { version: shown.version }
      onChanged(
        await call('POST /applications/:application/judgements', { params, body }, { attempt: judging }),
      )
    })
  if (!judgement && newerBook === null) return null
  return (
    <div className="judged-by">
      <p className="second small">
        {judgement
          ? `按第 ${judgement.version} 版标准、${dayInWords(judgement.day)}的情况核对`
          : '还没有按政策库的标准核对过'}
      </p>
      {byDay.length > 0 && (
        <>
          <p className="small">那天以后，这些标准的值变了：</p>
          <StandardDiffers changes={byDay} />
          <p className="small second">
            按答案交来那天的标准核对，办得早晚不影响结果，重新核对也一样；申请人补正以后，按补正那天的核对。
          </p>
        </>
      )}
      {newerBook !== null && (
        <>
          <p className="small">
            现行的是第 {newerBook} 版。
            {byBook.length > 0 ? '这项政策有这些不同：' : '这项政策的标准没有变，只是文字或别的政策变了。'}
          </p>
          <StandardDiffers changes={byBook} />
          <p className="small">重新核对会留下记录，申请人看得到；原来的核对结果仍保留。</p>
          <Button
            icon={<Icon name="refresh-cw" />}
            loading={act.busy}
            disabled={!claimedByMe}
            onClick={again}
          >
            按现行标准重新核对
          </Button>
          {!claimedByMe && <p className="muted small">认领后可以重新核对。</p>}
        </>
      )}
      {act.error !== null && (
        <Notice tone="bad" alert title={wordsOf(act.error).title}>
          {wordsOf(act.error).detail}
        </Notice>
      )}
    </div>
  )
}

/** What has happened, newest first: who, when, in what words, and which fields changed. */
export function History({ steps }: { steps: Case['steps'] }) {
  const newestFirst = [...steps].sort((a, b) => (a.at < b.at ? 1 : -1))
  return (
    <ol className="history">
      {newestFirst.map((step) => (
        <li key={step.id}>
          <div className="history-head">
            <strong>{step.title}</strong>
            <StateTag state={step.state} />
          </div>
          <div className="muted small">
            {moment(step.at)} · {step.who ? `${step.who}（${step.by}）` : step.by}
          </div>
          {step.note && <p className="paragraph">{step.note}</p>}
          {step.changed.length > 0 && (
            <p className="small second">改动：{step.changed.map(({ label }) => label).join('、')}</p>
          )}
        </li>
      ))}
    </ol>
  )
}

/** The refusal in force, and the appeal against it. */
export function RefusalAndAppeal({ shown: { refusal, appeal, notice } }: { shown: Case }) {
  return (
    <>
      {appeal && (
        <div className="quote care">
          <strong>申请人的申诉</strong>
          <p className="paragraph">{appeal}</p>
        </div>
      )}
      {refusal && (
        <div className="quote bad">
          <strong>原决定：{refusal.title}</strong>
          <p className="small second">
            {refusal.clause}
            {refusal.fieldLabel && ` · 所指：${refusal.fieldLabel}`}
          </p>
          {refusal.note && <p className="paragraph">{refusal.note}</p>}
          <p className="small">怎么办：{refusal.fix}</p>
        </div>
      )}
      {notice && (
        <p className="quote">
          公示期：{day(notice.from)} 至 {day(notice.to)}
        </p>
      )}
    </>
  )
}
