import type { DeskRound } from '@jucai/contract/round-desk'
import { sourceOutcomeLabels, type SourceOutcome } from '@jucai/contract/rounds-vocabulary'
import { drawnFault, games } from '@jucai/contract/draw/sources'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useDraft } from '../draft'
import { useAct, useLoaded } from '../loading'
import { ChoiceField, choicesOf } from '../parts/field'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { orStale, type OfRound } from './of-round'
import { PageFile } from './page-file'
import { countOf } from './write-values'

type Source = DeskRound['namedSources'][number]

const states: Record<Source['state'], { word: string; tone: string }> = {
  waiting: { word: '等开奖、录入', tone: '' },
  'one-entered': { word: '一位已录，等第二位', tone: 'info' },
  differs: { word: '两人录的不一样', tone: 'bad' },
  agreed: { word: '两人一致', tone: 'good' },
  failed: { word: '公布过的各期都无效', tone: 'bad' },
}

/** Numbers as they are typed from a bulletin: parted by anything that is no digit. */
export const numbersOf = (text: string): number[] =>
  text
    .split(/[^0-9]+/)
    .filter(Boolean)
    .map(Number)

/** The drawings of a round: each is entered by two people apart, who do not see each other’s numbers. */
export function Sources(shared: OfRound) {
  const { namedSources, drawnAt, may, waits } = shared.round
  const entering = (
    <>
      <p className="second small">
        对着官方公告录，不要照同事的录。两个人录的一致才算数；不一致的，各自再核对一遍公告。
      </p>
      {namedSources.map((source) => (
        <OneSource key={source.position} source={source} {...shared} />
      ))}
    </>
  )
  if (drawnAt === null) return <Card title="开奖号码">{entering}</Card>
  return (
    <Card title="开奖号码">
      <Drawn round={shared.round} />
      {may.includes('enter-source') && (
        <details open={waits !== null}>
          <summary>彩票后来更正了公告？两个人各录一遍更正后的号码</summary>
          {waits !== null && (
            <Notice tone="care" title="有更正等核对，选房先不开始">
              {`${waits}请第二个人对着公告把每一种彩票都录一遍；确实更正的，一致以后重算。录错了的，改成现在用的号码就算撤回；另外两个人都录成现在用的号码，也照常选房。`}
            </Notice>
          )}
          {entering}
        </details>
      )}
    </Card>
  )
}

/** The numbers that count, as everybody reads them. */
function Drawn({ round }: Pick<OfRound, 'round'>) {
  const { value, error, reload } = useLoaded(`drawn ${round.id} ${round.resultRevision}`, () =>
    call('GET /rounds/:round', { params: { round: round.id } }),
  )
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones what="开奖号码" lines={2} />
  return (
    <>
      {(value.drawn ?? []).map(({ game, issue, numbers, address, pageHash }) => (
        <div key={game} className="round-entry">
          <strong>{`${games[game].label}第 ${issue} 期`}</strong>
          <span>{numbers.join(' ')}</span>
          <span className="second small">{address}</span>
          {pageHash && <span className="second small sum">{`公告文件的指纹 ${pageHash}`}</span>}
        </div>
      ))}
    </>
  )
}

function OneSource({ source, ...shared }: OfRound & { source: Source }) {
  const { state, label, issue, issues, entries } = source
  // What was agreed before the draw stays; after it a bulletin may be corrected once more.
  const isSettled = state === 'agreed' && shared.round.drawnAt === null
  const open = shared.round.may.includes('enter-source') && issue !== null && !isSettled
  return (
    <section className="round-source" aria-label={label}>
      <header className="card-head">
        <h3>{`${label} ${issue === null ? '' : `第 ${issue} 期`}`}</h3>
        <span className={`tag ${states[state].tone}`}>{states[state].word}</span>
      </header>
      <p className="second small">{`公布过的期号：${issues.join(' → ')}`}</p>
      {entries.map(({ by, byMe, at, outcome, numbers, address }, nth) => (
        <div key={`${by} ${at} ${nth}`} className="round-entry">
          <strong>{byMe ? '我' : by}</strong>
          <span className="second small">{moment(at)}</span>
          <span>
            {outcome === 'held'
              ? numbers
                ? numbers.join(' ')
                : '已录入（一致以后才显示）'
              : sourceOutcomeLabels[outcome]}
          </span>
          {numbers && <span className="second small">{address}</span>}
        </div>
      ))}
      {state === 'differs' && (
        <Notice tone="bad" title="两个人录的不一样">
          请各自重新打开公告核对。谁录错了，谁改；改过以后自动再比。
        </Notice>
      )}
      {open && (
        <Enter
          key={`${issue} ${shared.round.resultRevision} ${entries.find(({ byMe }) => byMe)?.at ?? ''}`}
          source={source}
          {...shared}
        />
      )}
    </section>
  )
}

function Enter({ source, round, onChanged, onStale }: OfRound & { source: Source }) {
  const { position, game, issue, entries } = source
  const mine = entries.find(({ byMe }) => byMe)
  const [start] = useState(() => ({
    outcome: mine?.outcome ?? 'held',
    numbers: mine?.numbers?.join(' ') ?? '',
    address: mine?.address ?? '',
    pageHash: mine?.pageHash ?? '',
  }))
  const { draft, write, clear } = useDraft(`source ${round.id} ${position} ${issue ?? ''}`, start)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const held = draft.outcome === 'held'
  const numbers = held ? numbersOf(draft.numbers) : []
  const named = round.sources[position]
  const faults = {
    numbers: held && named ? drawnFault({ game, issue: issue ?? '', numbers }, named) : null,
    address: /^https?:\/\/\S{4,300}$/.test(draft.address.trim())
      ? null
      : '请填写开奖公告的网址，以 http:// 或 https:// 开头',
    pageHash: /^([0-9a-f]{64})?$/.test(draft.pageHash.trim()) ? null : '指纹是 64 位小写的十六进制数字',
  }
  const send = async () => {
    setTried(true)
    if (faults.numbers || faults.address || faults.pageHash) return
    await run(() =>
      orStale(async () => {
        const next = await call('PUT /round-desk/:round/sources/:position', {
          params: { round: round.id, position },
          body: {
            issue: issue ?? '',
            outcome: draft.outcome,
            numbers,
            address: draft.address.trim(),
            pageHash: draft.pageHash.trim() || null,
          },
        })
        clear()
        onChanged(next)
      }, onStale),
    )
  }
  return (
    <div className="round-enter">
      <ChoiceField<SourceOutcome>
        label="开奖了吗"
        required
        value={draft.outcome}
        options={choicesOf(sourceOutcomeLabels)}
        onChange={(outcome) => outcome && write({ outcome })}
      />
      {held && (
        <TextField
          label={`号码，${countOf(game)} 个`}
          required
          hint={games[game].parts[0].kind === 'balls' ? '从小到大，用空格隔开' : '按开出的先后，用空格隔开'}
          fault={tried || numbers.length >= countOf(game) ? faults.numbers : null}
          maxLength={120}
          inputMode="numeric"
          value={draft.numbers}
          onChange={(text) => write({ numbers: text })}
        />
      )}
      <LongTextField
        label="开奖公告的网址"
        required
        fault={tried ? faults.address : null}
        rows={2}
        maxLength={308}
        value={draft.address}
        onChange={(address) => write({ address })}
      />
      <PageFile
        value={draft.pageHash}
        fault={tried ? faults.pageHash : null}
        onChange={(pageHash) => write({ pageHash })}
      />
      <Failure error={error} />
      <Button type="primary" loading={busy} onClick={() => void send()}>
        {mine ? '改成这样' : '录入'}
      </Button>
    </div>
  )
}
