import type { EmployerFile } from '@jucai/contract/employer-shapes'
import {
  employerEventLabels,
  employerKindLabels,
  employerSizeLabels,
  employerStateLabels,
  memberRightLabels,
  type EmployerEvent,
} from '@jucai/contract/employer-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { day, moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { LookAtLicence } from './licence'
import { Requests } from './requests'
import { leads, stepWords, tones } from './words'

/** One employer: what it says of itself, its people, what is open, and what the office decides. */
export function OneEmployer({ id }: { id: string }) {
  const file = useLoaded(`employer ${id}`, () =>
    call('GET /office/employers/:employer', { params: { employer: id } }),
  )
  return (
    <Page title={file.value?.name ?? '用人单位'} lead="打开这一页，单位的人员能在“谁看过我的信息”里看到。">
      <p>
        <Link to="/employers">回到列表</Link>
      </p>
      <Failure error={file.error} retry={() => void file.reload()} />
      {file.value ? (
        <Parts file={file.value} onChanged={file.set} onStale={() => void file.reload()} />
      ) : (
        <Bones what="用人单位" />
      )}
    </Page>
  )
}

interface PartsProps {
  file: EmployerFile
  onChanged(next: EmployerFile): void
  onStale(): void
}
function Parts(props: PartsProps) {
  const { file, onStale } = props
  return (
    <>
      <Facts file={file} />
      <Decisions {...props} />
      <Requests file={file} onChanged={onStale} />
      <People {...props} />
      <Record file={file} />
    </>
  )
}

function Facts({ file }: { file: EmployerFile }) {
  const open = file.open.filter(({ count }) => count > 0)
  return (
    <Card
      title="登记"
      extra={<span className={`tag ${tones[file.state]}`}>{employerStateLabels[file.state]}</span>}
    >
      {file.reason && <p className="paragraph">原因：{file.reason}</p>}
      <p className="second">
        <span className="mono">{file.creditCode}</span> · {employerKindLabels[file.kind]}
        {file.size && ` · ${employerSizeLabels[file.size]}`}
        {file.verifiedOn && ` · ${day(file.verifiedOn)}核实`}
      </p>
      <p>
        {file.address} · {file.field}
      </p>
      <p className="second">
        联系人 {file.contactName || '没有'} <span className="mono">{file.maskedPhone}</span> · 今天看过{' '}
        {file.looks.today} 位人才，一天最多 {file.looks.allowed} 位
      </p>
      <p className="second">
        {open.length > 0
          ? `没办完的：${open.map(({ what, count }) => `${count} ${what}`).join('、')}`
          : '没有没办完的事'}
      </p>
      {file.licence ? <LookAtLicence employer={file.id} /> : <p className="muted">没有证照照片</p>}
    </Card>
  )
}

const deciding = newAttempt()

function Decisions({ file, onChanged }: PartsProps) {
  const [asked, setAsked] = useState<Exclude<EmployerEvent, 'verify'> | null>(null)
  const { busy, error, run } = useAct()
  const send = async (
    body: { event: 'verify' } | { event: Exclude<EmployerEvent, 'verify'>; reason: string },
  ) => {
    const request = { params: { employer: file.id }, body: { ...body, version: file.version } }
    onChanged(await call('POST /office/employers/:employer/decisions', request, { attempt: deciding }))
    setAsked(null)
  }
  if (file.allowedEvents.length === 0) return null
  return (
    <Card title="决定">
      <div className="form-actions">
        {file.allowedEvents.map((event) =>
          event === 'verify' ? (
            <Button
              key={event}
              type="primary"
              loading={busy}
              onClick={() => void run(() => send({ event: 'verify' }))}
            >
              {employerEventLabels.verify}
            </Button>
          ) : (
            <Button key={event} danger={event === 'close'} onClick={() => setAsked(event)}>
              {employerEventLabels[event]}
            </Button>
          ),
        )}
      </div>
      <Failure error={error} />
      {asked && (
        <ReasonDialog
          open
          title={`${employerEventLabels[asked]}：${file.name}`}
          lead={leads[asked]}
          label="原因"
          action={employerEventLabels[asked]}
          danger={asked === 'close'}
          minLength={6}
          maxLength={300}
          onClose={() => setAsked(null)}
          onDone={(reason) => send({ event: asked, reason })}
        />
      )}
    </Card>
  )
}

const appointing = newAttempt()

function People({ file, onChanged }: PartsProps) {
  const [member, setMember] = useState<EmployerFile['people'][number] | null>(null)
  const appoint = async (reason: string) => {
    if (!member) return
    onChanged(
      await call(
        'PUT /office/employers/:employer/people/:member',
        { params: { employer: file.id, member: member.id }, body: { reason } },
        { attempt: appointing },
      ),
    )
    setMember(null)
  }
  return (
    <Card title={`人员（${file.people.length}）`}>
      {file.ownerless && (
        <p className="paragraph">没有负责人了。请核对后指定一位，或同意下一位申请加入的人做负责人。</p>
      )}
      <ul>
        {file.people.map((one) => (
          <li key={one.id}>
            {one.name} · {memberRightLabels[one.right]} · {moment(one.since)}
            {file.ownerless && (
              <Button type="link" onClick={() => setMember(one)} aria-label={`指定为负责人：${one.name}`}>
                指定为负责人
              </Button>
            )}
          </li>
        ))}
      </ul>
      {member && (
        <ReasonDialog
          open
          title={`指定${member.name}为负责人`}
          lead="请先向单位核对。本人和审计日志里都会有您写的。"
          label="依据"
          action="指定"
          minLength={6}
          maxLength={300}
          onClose={() => setMember(null)}
          onDone={appoint}
        />
      )}
    </Card>
  )
}

const byWords = { member: '单位', office: '人才办', system: '系统' } as const

function Record({ file }: { file: EmployerFile }) {
  return (
    <Card title="记录">
      <ol>
        {file.steps.map((step) => (
          <li key={`${step.at} ${step.event}`}>
            <span className="muted small mono">{moment(step.at)}</span>{' '}
            <strong>{stepWords[step.event] ?? step.event}</strong> {byWords[step.by]} {step.note}
          </li>
        ))}
      </ol>
    </Card>
  )
}
