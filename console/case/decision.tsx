import {
  applicationEventLabels,
  applicationStateLabels,
  type ApplicationState,
} from '@jucai/contract/application-vocabulary'
import { extraOf } from '@jucai/contract/client'
import type { ProblemExtras } from '@jucai/contract/problem-extras'
import type { Case } from '@jucai/contract/review'
import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Failure, Notice } from '../parts/notice'
import { LongTextField } from '../parts/text-field'
import {
  bodyOf,
  eventRules,
  eventsOf,
  faultsOf,
  fieldsToName,
  isComplete,
  type Draft,
  type DraftFaults,
} from './decision-rules'

interface Part {
  shown: Case
  draft: Draft
  write(change: Partial<Draft>): void
  faults: DraftFaults
}

function Rejection({ shown, draft, write, faults }: Part) {
  const reason = shown.reasons.find(({ code }) => code === draft.code)
  const choose = (code: string) => {
    const before = shown.reasons.find((known) => known.code === draft.code)?.fix ?? ''
    const next = shown.reasons.find((known) => known.code === code)?.fix ?? ''
    write({ code, ...(draft.fix.trim() === '' || draft.fix === before ? { fix: next } : {}) }) // what somebody wrote is never replaced
  }
  const fields = [
    { value: '', label: '请选择' },
    ...fieldsToName(shown).map(({ key, label }) => ({ value: key, label })),
  ]
  return (
    <>
      <ChoiceField
        label="依据"
        required
        fault={faults.code}
        hint={reason?.clause}
        value={draft.code}
        onChange={choose}
        options={[
          { value: '', label: '请选择' },
          ...shown.reasons.map(({ code, title }) => ({ value: code, label: title })),
        ]}
      />
      <ChoiceField
        label="所指的那一项"
        required
        fault={faults.field}
        value={draft.field}
        options={fields}
        onChange={(field) => write({ field })}
      />
      <Note shown={shown} draft={draft} write={write} faults={faults} />
      <LongTextField
        label="申请人可以怎么办"
        required
        fault={faults.fix}
        hint="模板只是开头，请改成这一件的实际情况。"
        rows={3}
        maxLength={300}
        value={draft.fix}
        onChange={(fix) => write({ fix })}
      />
    </>
  )
}

function Changes({ shown, draft, write, faults }: Part) {
  const toggle = (key: string, on: boolean) =>
    write({
      changes: on
        ? { ...draft.changes, [key]: '' }
        : Object.fromEntries(Object.entries(draft.changes).filter(([field]) => field !== key)),
    })
  return (
    <fieldset className="changes" aria-describedby={faults.fields ? 'changes-fault' : undefined}>
      <legend>要改的几项</legend>
      {faults.fields && (
        <div className="fault" id="changes-fault" role="alert">
          {faults.fields}
        </div>
      )}
      {fieldsToName(shown).map(({ key, label }) => {
        const what = draft.changes[key]
        return (
          <div key={key}>
            <Checkbox
              className="check"
              checked={what !== undefined}
              onChange={(event) => toggle(key, event.target.checked)}
            >
              {label}
            </Checkbox>
            {what !== undefined && (
              <div className="change-what">
                <LongTextField
                  label={`${label}：要怎么改`}
                  required
                  fault={faults.changes[key]}
                  rows={2}
                  maxLength={300}
                  value={what}
                  onChange={(text) => write({ changes: { ...draft.changes, [key]: text } })}
                />
              </div>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

function Note({ draft, write, faults }: Part) {
  if (!draft.event) return null
  const { noteLabel, minNote } = eventRules[draft.event]
  return (
    <LongTextField
      label={noteLabel}
      required={minNote > 0}
      fault={faults.note}
      rows={3}
      maxLength={1000}
      value={draft.note}
      onChange={(note) => write({ note })}
    />
  )
}

/** What moved under a decision, in words: the state, and what the server says happened since. */
const whatChanged = (
  before: ApplicationState,
  { state = before, changed = [] }: ProblemExtras['stale-version'],
): string =>
  [
    state === before
      ? `状态仍是“${applicationStateLabels[state]}”`
      : `状态从“${applicationStateLabels[before]}”变为“${applicationStateLabels[state]}”`,
    ...changed,
  ].join('；')

const deciding = newAttempt()

/** The panel in which a decision is written and sent. Leaving it keeps what was written. */
export function DecisionPanel({
  shown,
  draft,
  write,
  onDone,
  onFresh,
  onClose,
}: {
  shown: Case
  draft: Draft
  write(change: Partial<Draft>): void
  onDone(changed: Case, words: string): void
  onFresh(changed: Case): void
  onClose(): void
}) {
  const [tried, setTried] = useState(false)
  const [stale, setStale] = useState<string | null>(null)
  const { busy, error, run, clear } = useAct()
  const panel = useRef<HTMLElement>(null)
  const { event } = draft
  useEffect(() => {
    setTried(false)
    clear()
    panel.current
      ?.querySelector<HTMLElement>('select, textarea, input, button.decide')
      ?.focus({ preventScroll: true })
  }, [event, clear])
  if (!event) return null
  const rule = eventRules[event]
  const allowed = eventsOf(shown).includes(event)
  const all = faultsOf(draft, shown.reasons.find(({ code }) => code === draft.code)?.fix)
  const part: Part = { shown, draft, write, faults: tried ? all : { changes: {} } }
  const decide = async () => {
    const body = bodyOf(draft, event, shown.version)
    try {
      const changed = await call(
        'POST /applications/:application/events',
        { params: { application: shown.id }, body },
        { attempt: deciding },
      )
      onDone(changed, rule.done)
    } catch (failed) {
      const moved = extraOf(failed, 'stale-version')
      if (!moved) throw failed
      setStale(whatChanged(shown.state, moved))
      onFresh(await call('GET /applications/:application', { params: { application: shown.id } }))
    }
  }
  const send = async () => {
    setTried(true)
    if (!allowed || !isComplete(all)) {
      requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setStale(null)
    await run(decide)
  }
  const press = (pressed: React.KeyboardEvent) => {
    if (pressed.key === 'Escape') {
      pressed.stopPropagation()
      onClose()
    }
    if (pressed.key === 'Enter' && (pressed.ctrlKey || pressed.metaKey)) {
      pressed.preventDefault()
      void send()
    }
  }
  return (
    <section
      className="decision"
      aria-label={`办理：${applicationEventLabels[event]}`}
      ref={panel}
      onKeyDown={press}
    >
      <header className="card-head">
        <h2>{applicationEventLabels[event]}</h2>
        <Button type="text" onClick={onClose}>
          收起
        </Button>
      </header>
      {stale && (
        <Notice tone="care" alert title="这一件刚刚有变化，您的决定没有提交">
          {stale}。您写的内容还在，请核对后再提交。
        </Notice>
      )}
      {!allowed && (
        <Notice tone="care" title={`现在不能${applicationEventLabels[event]}`}>
          {shown.blocked ?? (shown.claimedByMe ? '状态已经变了，请选择别的处理。' : '请先认领这一件。')}{' '}
          您写的内容还在。
        </Notice>
      )}
      <p className="dialog-lead">{rule.lead}</p>
      {event === 'reject' ? (
        <Rejection {...part} />
      ) : event === 'request-changes' ? (
        <>
          <Changes {...part} />
          <Note {...part} />
        </>
      ) : (
        <Note {...part} />
      )}
      <Failure error={error} />
      <div className="form-actions">
        <Button
          className="decide"
          type="primary"
          danger={rule.tone === 'danger'}
          loading={busy}
          disabled={!allowed}
          onClick={() => void send()}
        >
          {applicationEventLabels[event]}并通知
        </Button>
        <span className="muted small">Ctrl + Enter 提交 · 内容随写随存</span>
      </div>
    </section>
  )
}
