import { applicationEventLabels } from '@jucai/contract/application-vocabulary'
import type { Case } from '@jucai/contract/review'
import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router-dom'
import { call, wordsOf } from '../api'
import { moment } from '../dates'
import { useDraft } from '../draft'
import { useAct, useLoaded } from '../loading'
import { DueWords, StateTag } from '../parts/due'
import { Icon } from '../parts/icon'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { useKeptQueue, useWayBack } from '../queue/kept'
import { useShortcuts } from '../shortcuts'
import { CaseAnswers } from './answers'
import './case.css'
import { DecisionPanel } from './decision'
import { emptyDraft, eventRules, eventsOf, type OfficeEvent } from './decision-rules'
import { Evidence } from './evidence'
import { Objections } from './objections'
import { Outlook } from './outlook'
import { Criteria, History, JudgedBy, RefusalAndAppeal } from './side'

const useBack = () => {
  const go = useNavigate()
  const way = useWayBack()
  return { way, back: () => void go(way.to, { state: way.state }) }
}
/** The next case of the list one came from. */
const useNextCase = (id: string): string | null =>
  useKeptQueue(({ kept }) => {
    if (!kept) return null
    return kept.items[kept.items.findIndex((item) => item.id === id) + 1]?.id ?? null
  })

function Standing({ shown }: { shown: Case }) {
  if (shown.claimedByMe)
    return shown.blocked ? (
      <Notice tone="care" title="您现在不能作决定">
        {shown.blocked}
      </Notice>
    ) : null
  if (shown.claimedBy)
    return (
      <Notice tone="info" title={`${shown.claimedBy.name}正在办理这一件`}>
        {shown.blocked ?? '对方放回或 8 小时后可以认领；现在可以看，不能作决定。'}
      </Notice>
    )
  return (
    <Notice tone="info" title="还没有人认领">
      {shown.blocked ?? '认领后 8 小时内只有您能办理，免得两个人同时决定一件。'}
    </Notice>
  )
}

function Head({
  shown,
  acts,
  busy,
  onClaim,
  onEvent,
  active,
}: {
  shown: Case
  acts: OfficeEvent[]
  busy: boolean
  onClaim(): void
  onEvent(event: OfficeEvent): void
  active: OfficeEvent | null
}) {
  const { way } = useBack()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    document.title = `${shown.number} · 聚才审核台`
  }, [shown.number])
  return (
    <header className="case-head">
      <div className="case-title">
        <Link {...way} className="case-back" aria-label="回到待办" title="回到待办（Esc）">
          <Icon name="arrow-left" size={20} />
        </Link>
        <div>
          <h1 tabIndex={-1} ref={heading}>
            <span className="mono">{shown.number}</span> {shown.maskedName}
          </h1>
          <p className="second">
            {shown.programTitle}（第 {shown.programVersion} 版） · {moment(shown.submittedAt)} 提交
            {shown.station && ` · ${shown.station.name}`}
          </p>
        </div>
        <StateTag state={shown.state} />
        <DueWords due={shown.due} />
      </div>
      <div className="case-acts" role="group" aria-label="办理">
        {acts.map((event) => {
          const { key, tone } = eventRules[event]
          return (
            <Button
              key={event}
              type={tone === 'primary' ? 'primary' : 'default'}
              danger={tone === 'danger'}
              aria-expanded={active === event}
              onClick={() => onEvent(event)}
            >
              {applicationEventLabels[event]}
              {key && <kbd aria-hidden>{key}</kbd>}
            </Button>
          )
        })}
        {(shown.claimedByMe || !shown.claimedBy) && (
          <Button
            type={shown.claimedByMe || shown.blocked ? 'default' : 'primary'}
            icon={<Icon name="hand" />}
            loading={busy}
            onClick={onClaim}
          >
            {shown.claimedByMe ? '放回' : '认领'}
            <kbd aria-hidden>c</kbd>
          </Button>
        )}
      </div>
    </header>
  )
}

function Done({ words, id }: { words: string; id: string }) {
  const next = useNextCase(id)
  const { way } = useBack()
  return (
    <Notice
      tone="good"
      alert
      title={words}
      action={
        <>
          {next && (
            <Link className="button-link" to={`/cases/${next}`}>
              下一件
            </Link>
          )}{' '}
          <Link className="button-link" {...way}>
            回到待办
          </Link>
        </>
      }
    >
      申请人会收到通知。
    </Notice>
  )
}

function Opened({ shown, set }: { shown: Case; set(changed: Case): void }) {
  const { draft, write, clear } = useDraft(shown.id, emptyDraft)
  const [file, setFile] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const claiming = useAct()
  const { message } = App.useApp()
  const { back } = useBack()
  const changedInQueue = useKeptQueue((queue) => queue.changed)
  const opener = useRef<HTMLElement | null>(null)
  const acts = eventsOf(shown)
  const update = (changed: Case) => {
    set(changed)
    changedInQueue(changed)
  }
  const open = (event: OfficeEvent) => {
    opener.current = document.activeElement as HTMLElement | null
    setDone(null)
    write({ event })
  }
  const close = () => {
    write({ event: null })
    opener.current?.focus()
  }
  const claim = () =>
    void claiming.run(async () => {
      const params = { application: shown.id }
      if (shown.claimedByMe) {
        await call('DELETE /applications/:application/claim', { params })
        update(await call('GET /applications/:application', { params }))
      } else {
        update(await call('POST /applications/:application/claim', { params }))
        void message.success('已认领，8 小时内只有您能办理')
      }
    })
  useEffect(() => {
    if (!claiming.error) return
    const { title, detail } = wordsOf(claiming.error)
    void message.error(`${title}。${detail}`, 6)
  }, [claiming.error, message])
  const step = (by: number) => {
    const at = shown.evidence.findIndex((entry) => entry.file.id === file)
    const next = shown.evidence[Math.min(shown.evidence.length - 1, Math.max(0, at + by))]
    if (next) setFile(next.file.id)
  }
  const byKey = (key: 'a' | 'r' | 'm') => {
    const event = acts.find((candidate) => eventRules[candidate].key === key)
    return event && (() => open(event))
  }
  useShortcuts({
    a: byKey('a'),
    r: byKey('r'),
    m: byKey('m'),
    c: claim,
    '[': () => step(-1),
    ']': () => step(1),
    Escape: () => (draft.event ? close() : back()),
  })
  return (
    <div className="case">
      <Head
        shown={shown}
        acts={acts}
        busy={claiming.busy}
        onClaim={claim}
        onEvent={open}
        active={draft.event}
      />
      <div className="case-notes">
        {done ? <Done words={done} id={shown.id} /> : <Standing shown={shown} />}
      </div>
      <div className={`case-grid ${shown.evidence.length > 0 ? '' : 'bare'}`}>
        <Card title="申请内容" className="case-answers">
          <CaseAnswers shown={shown} onFile={setFile} />
        </Card>
        {shown.evidence.length > 0 && (
          <Card title={`材料（${shown.evidence.length}）`} className="case-evidence">
            <Evidence shown={shown} file={file} onFile={setFile} />
          </Card>
        )}
        <div className="case-rail">
          <DecisionPanel
            shown={shown}
            draft={draft}
            write={write}
            onClose={close}
            onFresh={update}
            onDone={(changed, words) => {
              clear()
              update(changed)
              setDone(words)
              window.scrollTo(0, 0)
            }}
          />
          <Outlook outlook={shown.outlook} />
          <RefusalAndAppeal shown={shown} />
          {shown.objections.length > 0 && (
            <Card title={`公示异议（${shown.objections.length}）`}>
              <Objections shown={shown} mayAnswer={shown.claimedByMe} onChanged={update} />
            </Card>
          )}
          <Card title="逐条核对">
            <JudgedBy shown={shown} onChanged={update} />
            <Criteria criteria={shown.criteria} />
          </Card>
          <Card title="经过">
            <History steps={shown.steps} />
          </Card>
        </div>
      </div>
    </div>
  )
}

/**
 * One case: what was asked and answered, the evidence beside it, the clauses, what has happened, and the
 * decision.
 */
export default function CasePage() {
  const { application = '' } = useParams()
  const { value, error, reload, set } = useLoaded(application, () =>
    call('GET /applications/:application', { params: { application } }),
  )
  const { way } = useBack()
  if (error && !value)
    return (
      <div className="page">
        <h1>一件申请</h1>
        <Failure error={error} retry={reload} />
        <p>
          <Link {...way}>回到待办</Link>
        </p>
      </div>
    )
  if (!value)
    return (
      <div className="page wide">
        <h1 className="visually-hidden">正在载入申请</h1>
        <Bones what="这一件申请" lines={12} />
      </div>
    )
  return <Opened key={value.id} shown={value} set={set} />
}
