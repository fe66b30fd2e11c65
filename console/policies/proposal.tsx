import type { PolicyDraft } from '@jucai/contract/policy-office'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Card } from '../parts/page'
import { TextField } from '../parts/text-field'
import { useTyped } from './desk'
import { Refusal } from './refusal'

const publishing = newAttempt()

/** Proposes the draft for publication; shows a colleague's proposal to whoever may confirm it. */
export function Proposal({ draft, reload }: { draft: PolicyDraft; reload(): Promise<void> }) {
  const { revision, proposal, faults } = draft
  const typed = useTyped('publication', '')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const send = (source: string) =>
    run(async () => {
      const { published } = await call(
        'POST /policy-draft/publication',
        { body: { revision, source } },
        { attempt: publishing },
      )
      void message.success(
        published === null ? '已提出，请另一位负责人核对后发布' : `已发布第 ${published} 版`,
      )
      typed.clear()
      await reload()
    })
  const short = [...typed.value.trim()].length < 4
  return (
    <Card title="发布">
      <Refusal error={error} reload={reload} />
      {proposal ? (
        <>
          <p>
            {proposal.by}在{moment(proposal.at)}提出发布。依据：{proposal.source}
          </p>
          {proposal.mine ? (
            <p className="second">请另一位负责人登录后核对。发布之前再改一处，提出就作废。</p>
          ) : (
            <div className="form-actions">
              <Button type="primary" loading={busy} onClick={() => void send(proposal.source)}>
                核对无误，发布
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          <p className="second">由一个人提出，另一个人核对后发布；发布后手机上立即是新的版本。</p>
          <TextField
            label="依据的文件"
            required
            hint="例如：星人才发〔2026〕12 号"
            fault={tried && short ? '请写明依据的文件，至少 4 个字' : null}
            maxLength={200}
            value={typed.value}
            onChange={typed.write}
          />
          <div className="form-actions">
            <Button
              type="primary"
              loading={busy}
              disabled={faults.length > 0}
              onClick={() => {
                setTried(true)
                if (!short) void send(typed.value.trim())
              }}
            >
              提出发布
            </Button>
            {faults.length > 0 && <span className="second">改好问题之后才能提出</span>}
          </div>
        </>
      )}
    </Card>
  )
}
