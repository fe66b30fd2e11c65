import { countdownWords } from '@jucai/contract/choosing-vocabulary'
import type { DeskRound } from '@jucai/contract/round-desk'
import { redoCauseLabels, roundRuleLabels, roundStepLabels } from '@jucai/contract/rounds-vocabulary'
import { conditionWords } from '@jucai/contract/round-rules'
import { games } from '@jucai/contract/draw/sources'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment, money } from '../dates'
import { useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Icon } from '../parts/icon'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'
import { Figures } from './figures'
import { Now } from './now'
import { People } from './people'
import { Preview } from './preview'
import { Procedure } from './procedure'
import { Sources } from './sources'
import { RoundTag } from './words'

/** One round: how far it is, what has to be done now and by whom, and everything on record. */
export function OneRound({ id }: { id: string }) {
  const {
    value: round,
    error,
    reload,
    set,
  } = useLoaded(id, () => call('GET /round-desk/:round', { params: { round: id } }))
  const [turn, setTurn] = useState(0)
  if (!round)
    return (
      <Page title="选房批次">
        {error ? <Failure error={error} retry={reload} /> : <Bones what="这一批" lines={8} />}
      </Page>
    )
  const changed = (next: DeskRound) => {
    set(next)
    setTurn(turn + 1)
  }
  const isDrawn = round.drawnAt !== null
  const shared = { round, onChanged: changed, onStale: reload }
  return (
    <Page
      wide
      title={round.title}
      lead={`${round.code} · ${roundRuleLabels[round.rule]} · ${round.flats.length} 套房`}
    >
      <p className="back-line">
        <Link to="/rounds">
          <Icon name="arrow-left" size={16} /> 全部批次
        </Link>
      </p>
      {round.redo && (
        <Notice tone="info" title={`重新抽签的一批：${redoCauseLabels[round.redo.cause]}`}>
          {round.redo.why}
        </Notice>
      )}
      <Card title="进行到哪一步" extra={<RoundTag state={round.state} />}>
        <Procedure round={round} />
      </Card>
      <Now {...shared} />
      {(round.state === 'locked' || isDrawn) && <Sources {...shared} />}
      {round.commitment && <Commitment round={round} />}
      {(round.state === 'draft' || round.state === 'published') && <Preview round={round} />}
      {round.publishedAt && <Figures key={`figures ${turn}`} round={round} />}
      {round.lockedAt && <People key={`people ${round.state}`} round={round} />}
      <Said round={round} />
      <Homes round={round} />
      <OnRecord round={round} />
    </Page>
  )
}

function Commitment({ round }: { round: DeskRound }) {
  return (
    <Card title="名单和承诺值">
      <Facts
        of={[
          { name: '号', value: `${round.tickets ?? 0} 个` },
          { name: '锁定', value: round.lockedAt ? moment(round.lockedAt) : '' },
          { name: '结果', value: round.resultRevision === null ? '还没有' : `第 ${round.resultRevision} 版` },
          { name: '名单的根', value: <span className="sum">{round.root}</span>, whole: true },
          { name: '承诺值', value: <span className="sum">{round.commitment}</span>, whole: true },
        ]}
      />
      <p className="second small">
        请把承诺值登在公众号、贴在公告栏，交给公证机构。每位申请人的手机里也留着一份。
      </p>
    </Card>
  )
}

function Said({ round }: { round: DeskRound }) {
  return (
    <Card title="规则和时间">
      <Facts
        of={[
          { name: '开始申请', value: moment(round.opensAt) },
          { name: '截止', value: moment(round.closesAt) },
          { name: '第一次开奖', value: moment(round.firstDrawingAt) },
          { name: '开始选房', value: moment(round.choosingFrom) },
          { name: '一次请', value: `${round.atOnce} 个号` },
          { name: '每个号', value: `${round.slotMinutes} 分钟，需要的 ${round.longerSlotMinutes} 分钟` },
          { name: '留房', value: countdownWords(round.holdSeconds * 1000) },
          { name: '保留的房', value: round.reserved === 'first' ? '先给，至少这么多' : '后给，额外再加' },
          {
            name: '来源',
            value: round.sources
              .map(({ game, issues }) => `${games[game].label} ${issues.join(' → ')}`)
              .join('；'),
            whole: true,
          },
          { name: '不选会怎样', value: round.refusing, whole: true },
        ]}
      />
      {round.classes.length > 0 && (
        <Table label="类别" columns={['类别', '条件', '条款']}>
          {round.classes.map(({ code, title, when, clause }) => (
            <tr key={code}>
              <td>{title}</td>
              <td>{when.map(conditionWords).join('，并且')}</td>
              <td className="second">{clause}</td>
            </tr>
          ))}
        </Table>
      )}
      <details>
        <summary>规则全文</summary>
        <p className="paragraph">{round.rules}</p>
      </details>
    </Card>
  )
}

function Homes({ round }: { round: DeskRound }) {
  const poolTitle = (code: string) => round.pools.find((one) => one.code === code)?.title ?? code
  const titleOf = (code: string) => round.classes.find((one) => one.code === code)?.title ?? code
  return (
    <Card title={`房源 ${round.flats.length} 套`} className="flush titled">
      <Table
        label="房源"
        columns={[
          '项目',
          '户型',
          { key: 'rent', head: '市场租金', className: 'num' },
          { key: 'flats', head: '套数', className: 'num' },
          '保留',
          '组',
        ]}
      >
        {round.homes.map((home) => (
          <tr key={`${home.typeId} ${home.pool}`}>
            <td>{home.stationName}</td>
            <td>
              {home.typeName}
              <div className="muted small">{`${layoutLabels[home.layout]}，${home.areaSqmHundredths / 100} ㎡`}</div>
            </td>
            <td className="num mono">{money(home.marketFenPerMonth)}</td>
            <td className="num">{home.flats}</td>
            <td>{home.reserved.map((one) => `${titleOf(one.class)} ${one.flats} 套`).join('，') || '—'}</td>
            <td>{poolTitle(home.pool)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

function OnRecord({ round }: { round: DeskRound }) {
  return (
    <Card title="每一步，谁办的" className="flush titled">
      <Table label="每一步" columns={['时间', '办了什么', '谁', '说明']}>
        {[...round.steps].reverse().map(({ step, at, by, text }) => (
          <tr key={`${at} ${step} ${text}`}>
            <td className="mono second">{moment(at)}</td>
            <td>{roundStepLabels[step]}</td>
            <td className="mono">{by}</td>
            <td className="second round-said">
              {text === roundStepLabels[step] ? '' : text.replace(`${roundStepLabels[step]}：`, '')}
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}
