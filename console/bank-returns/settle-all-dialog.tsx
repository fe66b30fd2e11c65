import type { ReturnLine } from '@jucai/contract/bank-returns'
import type { Settlement } from '@jucai/contract/ledger-vocabulary'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useDraft } from '../draft'
import { useAct } from '../loading'
import { Failure, Notice } from '../parts/notice'
import { LongTextField } from '../parts/text-field'
import { Ways } from './ways'

const empty = { as: '' as Settlement | '', why: '' }
/** What came of it: how many were settled, and of the others the row and why not. */
interface Outcome {
  settled: number
  refused: { row: number; words: string }[]
}

/** Settles lines import by import, as the route takes them. */
const settle = async (lines: readonly ReturnLine[], as: Settlement, why: string): Promise<Outcome> => {
  const outcome: Outcome = { settled: 0, refused: [] }
  for (const bankReturn of new Set(lines.map((line) => line.bankReturn))) {
    const own = lines.filter((line) => line.bankReturn === bankReturn)
    const { settled, refused } = await call('POST /ledger/returns/:bankReturn/settlements', {
      params: { bankReturn },
      body: { lines: own.map(({ id }) => id), as, why },
    })
    outcome.settled += settled.length
    outcome.refused.push(
      ...refused.map(({ line, words }) => ({ row: own.find(({ id }) => id === line)?.row ?? 0, words })),
    )
  }
  return outcome
}

/** Settles several lines alike, and says which were and which were not. */
export function SettleAllDialog({
  lines,
  onDone,
  onClose,
}: {
  lines: readonly ReturnLine[]
  onDone(): void
  onClose(): void
}) {
  const { draft, write, clear } = useDraft('settlements', empty)
  const [those] = useState(lines) // the list behind the dialog is loaded anew
  const [tried, setTried] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const { busy, error, run } = useAct()
  const short = [...draft.why.trim()].length < 4
  const send = async () => {
    setTried(true)
    const { as, why } = draft
    if (as === '' || short) return
    await run(async () => {
      setOutcome(await settle(those, as, why.trim()))
      clear()
      onDone()
    })
  }
  return (
    <Modal
      open
      title={`一起处理 ${those.length} 行`}
      onCancel={onClose}
      footer={
        outcome ? (
          <Button type="primary" onClick={onClose}>
            知道了
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" loading={busy} onClick={() => void send()}>
              处理
            </Button>
          </>
        )
      }
    >
      {outcome ? (
        <Notice
          tone={outcome.refused.length === 0 ? 'good' : 'care'}
          title={`已处理 ${outcome.settled} 行${outcome.refused.length > 0 ? `，${outcome.refused.length} 行没有处理` : ''}`}
          alert
        >
          {outcome.refused.map(({ row, words }) => (
            <div key={`${row} ${words}`}>
              第 {row} 行：{words}
            </div>
          ))}
        </Notice>
      ) : (
        <>
          <p className="dialog-lead">同一种处理，同一个理由。每一行单独判断，不能这样处理的留在待处理里。</p>
          <Ways
            value={draft.as}
            fault={tried && !draft.as ? '请选择一种处理' : null}
            onChange={(as) => write({ as })}
          />
          <LongTextField
            label="理由"
            required
            fault={tried && short ? '请写明理由，至少 4 个字' : null}
            rows={2}
            maxLength={200}
            value={draft.why}
            onChange={(why) => write({ why })}
          />
          <Failure error={error} />
        </>
      )}
    </Modal>
  )
}
