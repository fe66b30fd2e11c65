import type { OfficeLease } from '@jucai/contract/lease-shapes'
import {
  inspectionItemLabels,
  itemStateLabels,
  keyRemindedDays,
  leaseActorLabels,
  leaseEventLabels,
  leasePaperLabels,
  leaseStateLabels,
  repairKindLabels,
  repairStateLabels,
} from '@jucai/contract/lease-vocabulary'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day, moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { yuan } from '../money'
import { Facts } from '../parts/facts'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { blobOf, saveFile } from '../parts/save-file'
import { Table } from '../parts/table'
import { Damages } from './damages'
import { LookAtPhoto } from './photo'

const billLabels = { deposit: '押金', rent: '租金', use: '到期后的占用费' } as const
const billStates = { open: '待交', paid: '已交', cancelled: '已取消', 'written-off': '已核销' } as const

/** One lease: where it stands, money, inspections, repairs, and everything that happened. */
export function OneLease({ id }: { id: string }) {
  const {
    value: lease,
    error,
    reload,
    set,
  } = useLoaded(id, () => call('GET /leases/:lease', { params: { lease: id } }))
  return (
    <Page
      wide
      title={lease ? `${lease.flat.building} ${lease.flat.number}` : '租约'}
      lead={lease ? `${lease.flat.project} · ${lease.maskedName} · ${lease.number}` : undefined}
      actions={<Link to="/leases">回到列表</Link>}
    >
      <Failure error={error} retry={reload} />
      {lease ? (
        <>
          <Standing lease={lease} onChanged={set} />
          <Damages lease={lease} onChanged={set} />
          <Bills lease={lease} />
          <Inspections lease={lease} />
          <Repairs lease={lease} />
          <History lease={lease} />
        </>
      ) : (
        <Card>
          <Bones what="租约" lines={10} />
        </Card>
      )}
    </Page>
  )
}

interface PartProps {
  lease: OfficeLease
  onChanged(lease: OfficeLease): void
}

function Standing({ lease, onChanged }: PartProps) {
  const [ends, setEnds] = useState(false)
  const { busy, error, run } = useAct()
  const { message, modal } = App.useApp()
  const { overstay, state } = lease
  const beforeKey = state === 'to-sign' || state === 'signed' || state === 'paid'
  const open = async (paper: 'contract' | 'renewal') => {
    await run(async () => {
      const { fileName, data } = await call('GET /leases/:lease/papers/:paper', {
        params: { lease: lease.id, paper },
      })
      saveFile(blobOf(data, 'application/pdf'), fileName)
    })
  }
  return (
    <Card title={leaseStateLabels[state]}>
      {overstay && (
        <Notice tone="bad" title={`到期 ${overstay.days} 天没有退房`}>
          {`钥匙没有交回，房屋保持“已出租”，不能再分配。占用费每天 ${yuan(overstay.fenPerDay)}，已出账 ${yuan(overstay.billedFen)}，交回那天结清。`}
        </Notice>
      )}
      <Facts
        of={[
          { name: '租期', value: `${lease.firstDay} 至 ${lease.lastDay}（${lease.months} 个月）` },
          { name: '月租', value: yuan(lease.rentFenPerMonth) },
          { name: '押金', value: yuan(lease.depositFen) },
          { name: '签约', value: lease.signedAt ? moment(lease.signedAt) : `${moment(lease.signBy)}前` },
          { name: '领钥匙', value: lease.keyAt ? moment(lease.keyAt) : '还没有' },
          ...(lease.leaveOn ? [{ name: '通知退房日', value: day(lease.leaveOn) }] : []),
          ...(lease.backOn ? [{ name: '交回钥匙', value: day(lease.backOn) }] : []),
          ...(lease.endedWhy ? [{ name: '结束原因', value: lease.endedWhy }] : []),
          { name: '同住', value: `${lease.residents.filter(({ kind }) => kind === 'household').length} 人` },
        ]}
      />
      {lease.accountGone && lease.papersUntil && (
        <Notice tone="care" title="本人的账号已注销，还有账单没有付">
          {`个人信息已经删除，不能再发提醒。签好的合同留着，只用来收这笔款：到付清或核销为止，最长到${day(lease.papersUntil)}。收款和核销在“收款”的“注销未清”里办理。`}
        </Notice>
      )}
      {lease.keyWaits !== null && lease.keyWaits >= keyRemindedDays[0] && (
        <Notice tone={lease.mayEndUnfetched ? 'bad' : 'care'} title={`钥匙 ${lease.keyWaits} 天没有人领`}>
          {lease.mayEndUnfetched
            ? '已经过了合同写的天数。系统不会自动收回：请先联系本人，再决定继续等，或者按合同解除。'
            : `本人会收到提醒。${lease.keyBy ? `${day(lease.keyBy)}起可以按合同解除，` : ''}系统不会自动收回。`}
        </Notice>
      )}
      <Failure error={error} />
      <div className="lease-acts">
        {lease.papers.map(({ id, kind, sha256 }) => (
          <Button key={id} loading={busy} title={`SHA-256 ${sha256}`} onClick={() => void open(kind)}>
            {`下载${leasePaperLabels[kind]}`}
          </Button>
        ))}
        {lease.mayEndUnfetched && (
          <Button
            danger
            onClick={() =>
              modal.confirm({
                title: '按合同解除',
                content:
                  '没有来领钥匙，已经过了合同写的天数。房屋放回，已交的押金和租金全部退还，本人会收到消息。',
                okText: '解除',
                okButtonProps: { danger: true },
                onOk: () =>
                  run(async () => {
                    onChanged(
                      await call('POST /leases/:lease/unfetched-end', { params: { lease: lease.id } }),
                    )
                    void message.success('已解除')
                  }),
              })
            }
          >
            没有来领钥匙，按合同解除
          </Button>
        )}
        {beforeKey && (
          <Button danger onClick={() => setEnds(true)}>
            解除租约
          </Button>
        )}
      </div>
      <ReasonDialog
        open={ends}
        danger
        title="解除租约"
        lead="本人会在消息里看到理由。房屋放回，已交的押金和租金全部退还。"
        action="解除"
        onClose={() => setEnds(false)}
        onDone={async (why) => {
          onChanged(
            await call('POST /leases/:lease/cancellation', { params: { lease: lease.id }, body: { why } }),
          )
          setEnds(false)
          void message.success('已解除')
        }}
      />
    </Card>
  )
}

function Bills({ lease }: { lease: OfficeLease }) {
  if (lease.bills.length === 0) return null
  return (
    <Card className="flush lease-card" title="账单">
      <Table
        label="账单"
        columns={['项目', '起止', { key: 'fen', head: '金额', className: 'num' }, '最晚', '状态']}
      >
        {lease.bills.map((bill) => (
          <tr key={bill.id}>
            <td>{billLabels[bill.kind]}</td>
            <td className="mono second">{`${bill.fromDay} 至 ${bill.toDay}`}</td>
            <td className="num mono">{yuan(bill.amountFen)}</td>
            <td className="mono">{bill.dueOn}</td>
            <td>
              {bill.state === 'open' && bill.dueOn < lease.today ? (
                <span className="tag bad">逾期</span>
              ) : (
                billStates[bill.state]
              )}
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

function Inspections({ lease }: { lease: OfficeLease }) {
  return (
    <>
      {lease.inspections.map((inspection) => (
        <Card
          key={inspection.kind}
          className="flush lease-card"
          title={inspection.kind === 'move-in' ? '入住验房' : '退房验房'}
          extra={
            <span className="second small">
              {`${moment(inspection.at)}，${inspection.agreedAt ? '本人已认可' : '本人还没有认可'}`}
            </span>
          }
        >
          <Table
            label={inspection.kind === 'move-in' ? '入住验房' : '退房验房'}
            columns={['项目', '状态', '说明', '照片']}
          >
            {inspection.items.map(({ item, state, note, photos }) => (
              <tr key={item}>
                <td>{inspectionItemLabels[item]}</td>
                <td>
                  <span className={`tag ${state === 'damaged' || state === 'missing' ? 'bad' : ''}`}>
                    {itemStateLabels[state]}
                  </span>
                </td>
                <td>{note}</td>
                <td>
                  {photos.map((photo, at) => (
                    <LookAtPhoto
                      key={photo}
                      lease={lease.id}
                      photo={photo}
                      label={`${inspectionItemLabels[item]}照片 ${at + 1}`}
                    />
                  ))}
                </td>
              </tr>
            ))}
          </Table>
          {inspection.tenantNote !== '' && (
            <p className="lease-note">{`本人补充：${inspection.tenantNote}`}</p>
          )}
        </Card>
      ))}
    </>
  )
}

function Repairs({ lease }: { lease: OfficeLease }) {
  if (lease.repairs.length === 0) return null
  return (
    <Card className="flush lease-card" title="报修">
      <Table label="报修" columns={['编号', '内容', '状态', '约定', '照片']}>
        {lease.repairs.map((repair) => (
          <tr key={repair.id}>
            <td className="mono">{repair.number}</td>
            <td>
              {repairKindLabels[repair.kind]}
              <div className="second small">{repair.words}</div>
            </td>
            <td>{repairStateLabels[repair.state]}</td>
            <td className="mono">{repair.promisedOn ?? repair.dueOn}</td>
            <td>
              {repair.photos.map((photo, at) => (
                <LookAtPhoto
                  key={photo}
                  lease={lease.id}
                  photo={photo}
                  label={`${repair.number} 照片 ${at + 1}`}
                />
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

function History({ lease }: { lease: OfficeLease }) {
  return (
    <Card className="flush lease-card" title="经过">
      <Table label="经过" columns={['时间', '事项', '谁', '说明']}>
        {[...lease.steps].reverse().map((step) => (
          <tr key={step.at + step.event}>
            <td className="mono second">{moment(step.at)}</td>
            <td>{step.event === 'offer' ? '分配' : leaseEventLabels[step.event]}</td>
            <td>{leaseActorLabels[step.by]}</td>
            <td>{step.note}</td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}
