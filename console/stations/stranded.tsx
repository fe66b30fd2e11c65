import type { StrandedLead } from '@jucai/contract/stations'
import { App, Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useStations } from '../city'
import { day } from '../dates'
import { useAct } from '../loading'
import { DueWords, StateTag } from '../parts/due'
import { ChoiceField, withNone } from '../parts/field'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { LongTextField } from '../parts/text-field'

const reassigning = newAttempt()

/** The station that all of the chosen would best go to; none when they differ. */
const commonSuggestion = (leads: readonly StrandedLead[]): string => {
  const ids = new Set(leads.map(({ suggested }) => suggested?.id ?? ''))
  return ids.size === 1 ? ([...ids][0] ?? '') : ''
}

function Reassign({
  leads,
  onDone,
  onClose,
}: {
  leads: readonly StrandedLead[]
  onDone(): void
  onClose(): void
}) {
  const stations = useStations() ?? []
  const [stationId, setStationId] = useState(() => commonSuggestion(leads))
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const short = [...why.trim()].length < 4
  const send = async () => {
    setTried(true)
    if (!stationId || short) return
    const body = { leads: leads.map(({ id }) => id), stationId, why: why.trim() }
    await run(async () => {
      const { moved, skipped, stationName } = await call(
        'POST /stranded-leads/reassignments',
        { body },
        { attempt: reassigning },
      )
      void message.success(
        `已把 ${moved} 件转给${stationName}${skipped.length > 0 ? `；${skipped.length} 件已有站点或已办结，没有改动` : ''}`,
      )
      onDone()
    })
  }
  return (
    <Modal
      open
      title={`转交 ${leads.length} 件`}
      okText="转交并通知"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">新的工作站和登记人都会收到通知。事由会记入审计日志，登记人也能看到。</p>
      <ChoiceField
        label="转给"
        required
        fault={tried && !stationId ? '请选择一个工作站' : null}
        value={stationId}
        options={withNone(
          '请选择',
          stations.map(({ id, name, regionName }) => ({ value: id, label: `${name}（${regionName}）` })),
        )}
        onChange={setStationId}
      />
      <LongTextField
        label="事由"
        required
        fault={tried && short ? '请写明事由，至少 4 个字' : null}
        rows={3}
        maxLength={200}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

/** Returnees whose station has closed: nobody answers them until a lead gives them to another. */
export default function Stranded() {
  const pages = usePages<StrandedLead>('stranded', (after) =>
    call('GET /stranded-leads', { query: { after, limit: 50 } }),
  )
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState(false)
  const { items } = pages
  const leads = items.filter(({ id }) => chosen.has(id)).slice(0, 100)
  const choose = (id: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
  const done = () => {
    setOpen(false)
    setChosen(new Set())
    void pages.restart()
  }
  const chooseAll = (
    <Checkbox
      className="pick"
      checked={items.length > 0 && leads.length === items.length}
      indeterminate={leads.length > 0 && leads.length < items.length}
      onChange={(event) => setChosen(new Set(event.target.checked ? items.map(({ id }) => id) : []))}
      aria-label="选中列出的登记"
    />
  )
  return (
    <Page
      wide
      title="撤站转交"
      lead="所在工作站已经撤销、还在等答复的归根登记。转给别的站之前，没有人会联系他们。"
      actions={
        <Button type="primary" disabled={leads.length === 0} onClick={() => setOpen(true)}>
          {leads.length > 0 ? `转交 ${leads.length} 件` : '转交（先选中）'}
        </Button>
      }
    >
      <Card className="flush">
        {items.length > 0 && (
          <Table
            label="撤站转交"
            columns={[
              { key: 'all', head: chooseAll },
              '编号',
              '登记人',
              '现居',
              '原工作站',
              '建议转给',
              '状态',
              '期限',
              '提交',
            ]}
          >
            {items.map((lead) => (
              <tr key={lead.id}>
                <td>
                  <Checkbox
                    className="pick"
                    checked={chosen.has(lead.id)}
                    onChange={(event) => choose(lead.id, event.target.checked)}
                    aria-label={`选中 ${lead.number}`}
                  />
                </td>
                <td className="mono">{lead.number}</td>
                <td>{lead.maskedName}</td>
                <td>{lead.presentCity}</td>
                <td className="second">{lead.station.name}（已撤销）</td>
                <td>{lead.suggested?.name ?? <span className="muted">没有负责当地的站</span>}</td>
                <td>
                  <StateTag state={lead.state} />
                </td>
                <td>
                  <DueWords due={lead.due} />
                </td>
                <td className="second mono">{day(lead.submittedAt)}</td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="待转交的登记"
          empty={
            <Empty icon="building-2" title="没有要转交的登记">
              撤销工作站后，还没办结的归根登记会列在这里。
            </Empty>
          }
        />
      </Card>
      {open && <Reassign leads={leads} onClose={() => setOpen(false)} onDone={done} />}
    </Page>
  )
}
