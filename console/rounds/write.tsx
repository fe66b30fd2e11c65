import { extraOf } from '@jucai/contract/client'
import type { DeskRound } from '@jucai/contract/round-desk'
import {
  redoCauseLabels,
  roundRuleLabels,
  roundRuleWords,
  reservedWords,
  type RedoCause,
  type RoundRule,
} from '@jucai/contract/rounds-vocabulary'
import type { DrawAlgorithm } from '@jucai/contract/draw/hash'
import { App, Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useDraft, type Kept } from '../draft'
import { useAct, useLoaded } from '../loading'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { LongTextField, TextField } from '../parts/text-field'
import { PickFlats } from './write-flats'
import { WrittenRules } from './write-rules'
import { WriteSources } from './write-sources'
import { PoolTitles } from './pool-titles'
import {
  poolCodes,
  bodyOf,
  emptyValues,
  faultsOf,
  valuesOf,
  writtenParts,
  type Values,
  type WriteFaults,
  type WrittenPart,
} from './write-values'

const writing = newAttempt()

/** Writes a round, or changes a draft. `after`: the round after which it is drawn anew. */
export function WriteRound({ id, after }: { id: string | null; after: string | null }) {
  const from = id ?? after
  const {
    value: round,
    error,
    reload,
  } = useLoaded(from, () => call('GET /round-desk/:round', { params: { round: from ?? '' } }))
  if (from && !round)
    return (
      <Page title="选房批次">
        {error ? <Failure error={error} retry={reload} /> : <Bones what="这一批" lines={8} />}
      </Page>
    )
  return <Form round={id ? round : null} after={after ? round : null} />
}

const startOf = (round: DeskRound | null, after: DeskRound | null): Values => {
  if (round) return valuesOf(round)
  if (!after) return emptyValues
  // A new round after another has everything anew that must never be used twice.
  return {
    ...valuesOf(after),
    code: '',
    title: `${after.title}（重新抽签）`,
    sources: emptyValues.sources,
    firstDrawingAt: '',
    opensAt: '',
    closesAt: '',
    choosingFrom: '',
    cause: '',
    why: '',
  }
}

function Form({ round, after }: { round: DeskRound | null; after: DeskRound | null }) {
  const [start] = useState(() => startOf(round, after))
  const kept = useDraft<Values>(
    `round ${round ? `${round.id} ${round.version}` : `new ${after?.id ?? ''}`}`,
    start,
  )
  const values = kept.draft
  const follows = after?.id ?? round?.redo?.follows ?? null
  const faults = faultsOf(values, follows !== null)
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const go = useNavigate()
  const { message } = App.useApp()
  const count = Object.keys(faults).length
  const save = async () => {
    setTried(true)
    if (count > 0) return
    await run(async () => {
      const body = bodyOf(values, follows)
      const saved = round
        ? await call('PUT /round-desk/:round', {
            params: { round: round.id },
            body: { ...body, version: round.version },
          })
        : await call('POST /round-desk', { body }, { attempt: writing })
      kept.clear()
      void message.success('草稿已保存。请另一位负责人看过以后公布')
      void go(`/rounds?round=${saved.id}`)
    })
  }
  const taken = extraOf(error, 'flat-in-round')?.flats
  return (
    <Page
      wide
      title={round ? `改草稿：${round.title}` : after ? `在“${after.title}”之后重新抽签` : '写一批'}
      lead="写的内容存在这个标签页里，刷新、超时都不会丢。写好保存以后，由另一位负责人公布。"
    >
      <p className="back-line">
        <Link to={round ? `/rounds?round=${round.id}` : '/rounds'}>
          <Icon name="arrow-left" size={16} /> 返回
        </Link>
      </p>
      <div className="round-write">
        <PartsSide faults={faults} />
        <div>
          <Parts {...{ kept, tried }} faults={faults} isRedo={follows !== null} />
          <Failure error={error} />
          {taken && (
            <Notice tone="bad" title="这些房已经在别的批次里">
              {taken.join('、')}
            </Notice>
          )}
          {tried && count > 0 && (
            <Notice tone="care" title={`还差 ${count} 处，没有保存`} alert>
              {Object.values(faults)
                .map((fault) => (fault ? `${writtenParts[fault.part]}：${fault.text}` : ''))
                .join('；')}
            </Notice>
          )}
          <div className="form-actions">
            <Button type="primary" loading={busy} onClick={() => void save()}>
              保存草稿
            </Button>
          </div>
        </div>
      </div>
    </Page>
  )
}

/** The parts with how each stands: what is still missing is in sight all the time. */
function PartsSide({ faults }: { faults: WriteFaults }) {
  return (
    <nav className="round-parts" aria-label="写到哪里">
      <ol>
        {(Object.entries(writtenParts) as [WrittenPart, string][]).map(([part, title]) => {
          const missing = Object.values(faults).filter((fault) => fault?.part === part).length
          return (
            <li key={part}>
              <a
                href={`#part-${part}`}
                className={missing === 0 ? 'round-part done' : 'round-part'}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(`part-${part}`)?.scrollIntoView({ block: 'start' })
                }}
              >
                <Icon name={missing === 0 ? 'circle-check' : 'pencil'} />
                <span>{title}</span>
                <span className="small">{missing === 0 ? '好了' : `还差 ${missing} 处`}</span>
              </a>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

interface PartsProps {
  kept: Kept<Values>
  faults: WriteFaults
  tried: boolean
  isRedo: boolean
}

function Parts({ kept: { draft: values, write }, faults, tried, isRedo }: PartsProps) {
  const set = (name: keyof Values) => (text: string) => write({ [name]: text })
  // What was not touched yet says nothing until saving is tried.
  const fault = (name: keyof Values | 'pool') =>
    tried || values[name as keyof Values] !== emptyValues[name as keyof Values] ? faults[name]?.text : null
  const text = (
    name:
      'code' | 'title' | 'openingMinutes' | 'slotMinutes' | 'longerSlotMinutes' | 'holdSeconds' | 'atOnce',
    label: string,
    hint?: string,
  ) => (
    <TextField
      label={label}
      required
      hint={hint}
      fault={fault(name)}
      maxLength={64}
      value={values[name]}
      onChange={set(name)}
    />
  )
  const time = (
    name: 'opensAt' | 'closesAt' | 'firstDrawingAt' | 'choosingFrom',
    label: string,
    hint?: string,
  ) => (
    <TextField
      label={label}
      required
      hint={hint}
      type="datetime-local"
      fault={fault(name)}
      value={values[name]}
      onChange={set(name)}
    />
  )
  return (
    <>
      <Part of="basics">
        <div className="form-grid">
          {text('title', '名称', '例如 2026 年第三批')}
          {text('code', '代码', '公布以后不能改，也不能再用，例如 2026-r03')}
        </div>
        <ChoiceField<RoundRule>
          label="怎么排"
          required
          value={values.rule}
          options={choicesOf(roundRuleLabels)}
          onChange={(rule) => rule && write({ rule })}
        />
        <p className="second small">
          {roundRuleWords(values.rule, Number(values.openingMinutes) || 0).sentence}
        </p>
        {values.rule === 'first-come' &&
          text('openingMinutes', '开放后多少分钟内算同时到', '网络慢的人不吃亏；其中的先后由抽签决定')}
        {values.rule === 'points' && (
          <WrittenRules what="计分" value={values.scoring} onChange={(scoring) => write({ scoring })} />
        )}
        {tried && faults.scoring && <div className="fault">{faults.scoring.text}</div>}
        {isRedo && (
          <>
            <ChoiceField<RedoCause>
              label="为什么重新抽签"
              required
              fault={fault('cause')}
              value={values.cause}
              options={withNone('请选择', choicesOf(redoCauseLabels))}
              onChange={(cause) => write({ cause })}
            />
            <LongTextField
              label="经过（会公开）"
              required
              fault={fault('why')}
              rows={3}
              maxLength={300}
              value={values.why}
              onChange={set('why')}
            />
          </>
        )}
      </Part>
      <Part of="times">
        <div className="form-grid">
          {time('opensAt', '开始申请')}
          {time('closesAt', '截止', '含截止前的最后一刻')}
          {time('firstDrawingAt', '第一次开奖', '在这之前要锁定名单')}
          {time('choosingFrom', '开始选房')}
        </div>
      </Part>
      <Part of="classes">
        <ChoiceField<'first' | 'last'>
          label="保留的房什么时候给"
          required
          value={values.reserved}
          options={[
            { value: 'first', label: '先给：保留是“至少这么多”' },
            { value: 'last', label: '后给：保留是“额外再加这么多”' },
          ]}
          onChange={(reserved) => reserved && write({ reserved })}
        />
        <p className="second small">{reservedWords(values.reserved).sentence}</p>
        <p className="second small">{reservedWords(values.reserved).example}</p>
        <WrittenRules what="类别" value={values.classes} onChange={(classes) => write({ classes })} />
        {tried && faults.classes && <div className="fault">{faults.classes.text}</div>}
      </Part>
      <Part of="flats">
        <PickFlats
          value={values.flats}
          classes={values.classes}
          fault={tried ? (faults.flats?.text ?? faults.pool?.text) : faults.pool?.text}
          onChange={(flats) => write({ flats })}
        />
        <PoolTitles
          codes={poolCodes(values)}
          value={values.pools}
          fault={faults.pools?.text}
          onChange={(pools) => write({ pools })}
        />
      </Part>
      <Part of="sources">
        <ChoiceField<DrawAlgorithm>
          label="算法"
          required
          value={values.algorithm}
          options={[
            { value: 'sha-256', label: 'SHA-256（国际标准）' },
            { value: 'sm3', label: 'SM3（国家标准 GB/T 32905）' },
          ]}
          onChange={(algorithm) => algorithm && write({ algorithm })}
        />
        <WriteSources
          value={values.sources}
          fault={fault('sources')}
          onChange={(sources) => write({ sources })}
        />
      </Part>
      <Part of="choosing">
        <div className="form-grid">
          {text('atOnce', '一次请几个号')}
          {text('slotMinutes', '每个号几分钟')}
          {text('longerSlotMinutes', '需要长一点的，几分钟', '申请时自己勾选，不用说明')}
          {text('holdSeconds', '看中一套，留几秒', '到时间没有确认就放回去')}
        </div>
        <LongTextField
          label="不选会怎样"
          required
          hint="申请的人会看到，例如：这一轮不选，号保留到下一批，不扣分。"
          fault={fault('refusing')}
          rows={2}
          maxLength={300}
          value={values.refusing}
          onChange={set('refusing')}
        />
      </Part>
      <Part of="text">
        <LongTextField
          label="写给申请人看的规则"
          required
          hint="锁定时写进承诺值，一个字也不能再改"
          fault={fault('rules')}
          rows={10}
          maxLength={6000}
          value={values.rules}
          onChange={set('rules')}
        />
      </Part>
    </>
  )
}

function Part({ of, children }: { of: WrittenPart; children: ReactNode }) {
  return (
    <div id={`part-${of}`} className="round-part-card">
      <Card title={writtenParts[of]}>{children}</Card>
    </div>
  )
}
