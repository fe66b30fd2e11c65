import type { EmployerFile, JoinRequest } from '@jucai/contract/employer-shapes'
import type { MemberRight } from '@jucai/contract/employer-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'

/** Who asks to be let in; the office decides where there is no owner, or where it was disputed. */
export function Requests({ file, onChanged }: { file: EmployerFile; onChanged(): void }) {
  if (file.requests.length === 0) return null
  return (
    <Card title="申请加入">
      {file.requests.map((one) => (
        <OneRequest key={one.id} request={one} onChanged={onChanged} />
      ))}
    </Card>
  )
}

function OneRequest({ request, onChanged }: { request: JoinRequest; onChanged(): void }) {
  const [refusing, setRefusing] = useState(false)
  const { busy, error, run } = useAct()
  const decide = async (body: { grant: true; right: MemberRight } | { grant: false; reason: string }) => {
    await call('PUT /office/employers/:employer/requests/:joinRequest/decision', {
      params: { employer: request.employerId, joinRequest: request.id },
      body,
    })
    setRefusing(false)
    onChanged()
  }
  const grant = (right: MemberRight) => void run(() => decide({ grant: true, right }))
  return (
    <div>
      <p>
        <strong>{request.name}</strong> <span className="muted small">{moment(request.askedAt)}</span>
      </p>
      <p className="paragraph">{request.words}</p>
      {request.decides === 'owner' ? (
        <p className="second">等单位负责人答复。</p>
      ) : (
        <div className="form-actions">
          <Button
            loading={busy}
            onClick={() => grant('owner')}
            aria-label={`同意，做负责人：${request.name}`}
          >
            同意，做负责人
          </Button>
          <Button
            loading={busy}
            onClick={() => grant('recruiter')}
            aria-label={`同意，做招聘经办人：${request.name}`}
          >
            同意，做招聘经办人
          </Button>
          <Button danger onClick={() => setRefusing(true)} aria-label={`不同意${request.name}`}>
            不同意
          </Button>
        </div>
      )}
      <Failure error={error} />
      {refusing && (
        <ReasonDialog
          open
          title={`不同意${request.name}加入`}
          lead="申请人会看到您写的。"
          label="为什么不同意，可以怎么办"
          action="不同意"
          danger
          minLength={6}
          maxLength={300}
          onClose={() => setRefusing(false)}
          onDone={(reason) => decide({ grant: false, reason })}
        />
      )}
    </div>
  )
}
