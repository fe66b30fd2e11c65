import { fairTimeWords } from '@jucai/contract/fair-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct, useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Bones, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { Booths } from './booths'
import { BackToFairs, StandingTag, type PartProps } from './part'
import { WriteFair } from './write'

const callingOff = newAttempt()

const publishing = newAttempt()

const writing = newAttempt()

/** One fair: what it says, its booths, what came of it. */
export function OneFair({ id }: { id: string }) {
  const fair = useLoaded(`fair ${id}`, () => call('GET /office/fairs/:fair', { params: { fair: id } }))
  return (
    <Page title={fair.value?.title ?? '招聘会'} lead="发布、改动、取消都会通知报名的人和展位。">
      <BackToFairs />
      <Failure error={fair.error} retry={() => void fair.reload()} />
      {fair.value ? (
        <Parts key={fair.value.revision} fair={fair.value} onChanged={fair.set} />
      ) : (
        <Bones what="招聘会" />
      )}
    </Page>
  )
}

function Parts({ fair, onChanged }: PartProps) {
  const isOpen = fair.standing !== 'over' && fair.standing !== 'cancelled'
  return (
    <>
      <Standing fair={fair} onChanged={onChanged} />
      {fair.standing !== 'draft' && <Booths fair={fair} onChanged={onChanged} />}
      {isOpen && (
        <Card title="内容">
          <WriteFair
            fair={fair}
            action="存好"
            onSend={async (text) =>
              onChanged(
                await call(
                  'PUT /office/fairs/:fair',
                  {
                    params: { fair: fair.id },
                    body: { revision: fair.revision, text },
                  },
                  { attempt: writing },
                ),
              )
            }
          />
        </Card>
      )}
    </>
  )
}

function Standing({ fair, onChanged }: PartProps) {
  const [cancelling, setCancelling] = useState(false)
  const { busy, error, run } = useAct()
  const params = { fair: fair.id }
  const publish = async () =>
    onChanged(
      await call(
        'POST /office/fairs/:fair/publication',
        { params, body: { revision: fair.revision } },
        { attempt: publishing },
      ),
    )
  return (
    <Card title="现在" extra={<StandingTag standing={fair.standing} />}>
      <Facts
        of={[
          { name: '时间', value: fairTimeWords(fair.opensAt, fair.closesAt, new Date()), whole: true },
          { name: '报名', value: `${fair.signedUp} 人` },
          { name: '到场', value: fair.stationId ? `${fair.came} 人` : '不登记' },
          { name: '谈完', value: `${fair.talks} 次` },
          { name: '进一步面试', value: `${fair.further} 次` },
          ...(fair.cancelReason ? [{ name: '取消的原因', value: fair.cancelReason, whole: true }] : []),
        ]}
      />
      <Failure error={error} />
      <div className="form-actions fair-acts">
        {fair.standing === 'draft' && (
          <Button type="primary" loading={busy} onClick={() => void run(publish)}>
            发布
          </Button>
        )}
        {fair.standing !== 'over' && fair.standing !== 'cancelled' && (
          <Button danger onClick={() => setCancelling(true)}>
            取消招聘会
          </Button>
        )}
      </div>
      {cancelling && (
        <ReasonDialog
          open
          title="取消招聘会"
          lead="报名的人和展位都会收到您写的。取消以后不能恢复。"
          label="为什么取消，以后怎么办"
          action="取消招聘会"
          danger
          minLength={4}
          maxLength={200}
          onClose={() => setCancelling(false)}
          onDone={async (reason) => {
            onChanged(
              await call(
                'POST /office/fairs/:fair/cancellation',
                { params, body: { reason } },
                { attempt: callingOff },
              ),
            )
            setCancelling(false)
          }}
        />
      )}
    </Card>
  )
}
