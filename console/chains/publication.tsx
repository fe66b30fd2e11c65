import type { ChainDraft } from '@jucai/contract/chains'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { moment } from '../dates'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { TextField } from '../parts/text-field'

const publishing = newAttempt()
const empty = { source: '' }

/** Throws the draft away, once it is certain that this is meant. */
function Drop({ revision, reload }: { revision: number; reload(): Promise<void> }) {
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const drop = () =>
    run(async () => {
      await call('DELETE /chain-draft', { query: { revision } })
      void message.success('草稿已放弃')
      await reload()
    })
  if (!asking)
    return (
      <Button danger onClick={() => setAsking(true)}>
        放弃草稿
      </Button>
    )
  return (
    <>
      <Failure error={error} />
      <Button danger loading={busy} onClick={() => void drop()}>
        确认放弃全部改动
      </Button>
      <Button onClick={() => setAsking(false)}>不放弃</Button>
    </>
  )
}

/** What the draft changes and what is wrong with it; proposing it, and publishing what a colleague proposed. */
export function Publication({ draft, reload }: { draft: ChainDraft; reload(): Promise<void> }) {
  const { revision, proposal, faults, changes, open } = draft
  const kept = useDraft('chain-publication', empty)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  if (!open) return null
  const send = (source: string) =>
    run(async () => {
      const { published } = await call(
        'POST /chain-draft/publication',
        { body: { revision, source } },
        { attempt: publishing },
      )
      void message.success(published === null ? '已提出，请另一位负责人核对' : `已发布第 ${published} 版`)
      kept.clear()
      await reload()
    })
  return (
    <Card title="草稿">
      <Failure error={error} />
      {faults.length > 0 && (
        <Notice tone="bad" title="还不能发布">
          <ul>
            {faults.map(({ at, message: said }) => (
              <li key={`${at} ${said}`}>{said}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ul>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {proposal ? (
        <p>{`${proposal.by}在${moment(proposal.at)}提出发布。依据：${proposal.source}`}</p>
      ) : (
        <TextField
          label="依据的文件"
          required
          value={kept.draft.source}
          maxLength={200}
          onChange={(source) => kept.write({ source })}
        />
      )}
      <div className="form-actions">
        {!proposal?.mine && (
          <Button
            type="primary"
            loading={busy}
            disabled={faults.length > 0 || (!proposal && kept.draft.source.trim().length < 4)}
            onClick={() => void send(proposal?.source ?? kept.draft.source.trim())}
          >
            {proposal ? '核对无误，发布' : '提出发布'}
          </Button>
        )}
        <Drop revision={revision} reload={reload} />
      </div>
    </Card>
  )
}
