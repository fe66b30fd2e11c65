import type { SubsidyFile } from '@jucai/contract/subsidies'
import { endedByLabels, endReasonLabels, instalmentStateLabels } from '@jucai/contract/subsidy-vocabulary'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day, dayOf } from '../dates'
import { useLoaded } from '../loading'
import { yuan } from '../money'
import { Facts } from '../parts/facts'
import { Icon } from '../parts/icon'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { Table } from '../parts/table'
import { EndDialog } from './end-dialog'
import { TakeBackDialog } from './take-back-dialog'
import { GrantTag, periodWords } from './words'

type Instalment = SubsidyFile['instalments'][number]
const tones: Partial<Record<Instalment['state'], string>> = {
  paid: 'good',
  returned: 'bad',
  submitted: 'info',
}

function Promised({ one }: { one: Instalment }) {
  if (one.state === 'cancelled') return <span className="muted">不再发放</span>
  if (one.state === 'waiting') return <span className="muted">等 {one.fallsDueOn.slice(0, 4)} 年的预算</span>
  if (one.promisedOn === null) return <span className="muted">等放假安排公布</span>
  return (
    <>
      <span className="mono">{day(one.promisedOn)}</span>
      {one.lateSince && <span className="tag bad">已逾期</span>}
    </>
  )
}

function Instalments({ file }: { file: SubsidyFile }) {
  return (
    <Card title={`${file.instalments.length} 期`} className="flush titled">
      <Table
        label="各期"
        columns={[
          { key: 'number', head: '期', className: 'num' },
          '哪个月的',
          { key: 'amount', head: '金额', className: 'num' },
          '到期',
          '到了哪一步',
          '承诺到账',
        ]}
      >
        {file.instalments.map((one) => (
          <tr key={one.number}>
            <td className="num">{one.number}</td>
            <td>{periodWords(one.period)}</td>
            <td className="num mono">{yuan(one.amountFen)}</td>
            <td className="mono second">{day(one.fallsDueOn)}</td>
            <td>
              <span className={`tag ${tones[one.state] ?? ''}`}>{instalmentStateLabels[one.state]}</span>
            </td>
            <td>
              <Promised one={one} />
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

/** What ended it, and when that counts from. */
function Ended({ ended }: { ended: NonNullable<SubsidyFile['ended']> }) {
  const isAhead = ended.on > dayOf(new Date())
  return (
    <Notice
      tone={isAhead ? 'info' : 'care'}
      title={`${day(ended.on)}${isAhead ? '起停发，那天生效' : '起停发'}：${endReasonLabels[ended.because]}`}
    >
      由{endedByLabels[ended.by]}办理。{ended.note && `说明（本人读得到）：${ended.note}`}
    </Notice>
  )
}

/** One granted subsidy: its instalments, what ended it, and ending it. */
export function OneSubsidy({ id }: { id: string }) {
  const {
    value: file,
    error,
    reload,
    set,
  } = useLoaded(id, () => call('GET /subsidies/:grant', { params: { grant: id } }))
  const [ending, setEnding] = useState(false)
  const [takingBack, setTakingBack] = useState(false)
  const { message } = App.useApp()
  if (!file)
    return (
      <Page title="补贴">
        {error ? <Failure error={error} retry={reload} /> : <Bones what="这项补贴" lines={8} />}
      </Page>
    )
  return (
    <Page
      title={`${file.maskedName} · ${file.title}`}
      lead={file.label}
      actions={
        <>
          {file.mayTakeBack && <Button onClick={() => setTakingBack(true)}>撤回停发</Button>}
          {file.mayEnd && (
            <Button danger onClick={() => setEnding(true)}>
              停发
            </Button>
          )}
        </>
      }
    >
      <p className="back-line">
        <Link to="/subsidies">
          <Icon name="arrow-left" size={16} /> 全部补贴
        </Link>
      </p>
      {file.ended && <Ended ended={file.ended} />}
      <Card title="概况" extra={<GrantTag state={file.state} />}>
        <Facts
          of={[
            { name: '合计（不含已取消的）', value: yuan(file.totalFen) },
            { name: '银行已入账', value: yuan(file.paidFen) },
            { name: '等预算的', value: yuan(file.waitingFen) },
            { name: '批准', value: day(file.approvedOn) },
            { name: '申请', value: <Link to={`/cases/${file.application}`}>看这件申请</Link> },
            {
              name: '要保持的条件',
              value: file.conditions.join('；') || '没有',
              whole: true,
            },
          ]}
        />
      </Card>
      <Instalments file={file} />
      {takingBack && (
        <TakeBackDialog
          file={file}
          onClose={() => setTakingBack(false)}
          onDone={(next) => {
            set(next)
            setTakingBack(false)
            void message.success('已撤回停发，本人收到消息')
          }}
        />
      )}
      {ending && (
        <EndDialog
          file={file}
          onClose={() => setEnding(false)}
          onDone={(next) => {
            set(next)
            setEnding(false)
            void message.success(next.state === 'ended' ? '已停发，本人收到消息' : '已登记，到那天停发')
          }}
        />
      )}
    </Page>
  )
}
