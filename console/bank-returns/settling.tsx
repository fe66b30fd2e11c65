import type { ReturnLine } from '@jucai/contract/bank-returns'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import type { Pages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'
import type { LineActs } from './line-table'
import { SettleAllDialog } from './settle-all-dialog'
import { SettleDialog } from './settle-dialog'

const atOnce = 200

/** What is done with open lines of a list: one by one or several alike, and saying why one stays open. */
export const useSettling = (
  pages: Pages<ReturnLine>,
  after: () => void,
): { acts: LineActs; chosen: ReturnLine[]; settleAll(): void; dialogs: React.ReactNode } => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [settling, setSettling] = useState<ReturnLine | null>(null)
  const [explaining, setExplaining] = useState<ReturnLine | null>(null)
  const [all, setAll] = useState(false)
  const { message } = App.useApp()
  const open = pages.items.filter(({ state }) => state === 'open')
  const picked = open.filter(({ id }) => chosen.has(id)).slice(0, atOnce)
  const changed = (line: ReturnLine) => {
    pages.change((items) => items.map((one) => (one.id === line.id ? line : one)))
    after()
  }
  const explain = async (why: string) => {
    if (!explaining) return
    changed(
      await call('PUT /ledger/lines/:line/explanation', { params: { line: explaining.id }, body: { why } }),
    )
    setExplaining(null)
    void message.success('已写明原因；这一行仍然待处理')
  }
  const dialogs = (
    <>
      {settling && (
        <SettleDialog
          line={settling}
          onClose={() => setSettling(null)}
          onDone={(line) => {
            changed(line)
            setSettling(null)
            void message.success(`第 ${line.row} 行已处理`)
          }}
        />
      )}
      {all && (
        <SettleAllDialog
          lines={picked}
          onClose={() => setAll(false)}
          onDone={() => {
            setChosen(new Set())
            void pages.restart()
            after()
          }}
        />
      )}
      {explaining && (
        <ReasonDialog
          open
          title={`第 ${explaining.row} 行为什么还没有处理`}
          lead="月末还没有处理的，要写明原因，例如“已发函询问银行，编号 …”。写明以后这一行仍然待处理。"
          label="原因"
          action="写明"
          onClose={() => setExplaining(null)}
          onDone={explain}
        />
      )}
    </>
  )
  return {
    chosen: picked,
    settleAll: () => setAll(true),
    dialogs,
    acts: {
      chosen,
      choose: (id, on) => setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id))),
      chooseAll: (on) => setChosen(new Set(on ? open.slice(0, atOnce).map(({ id }) => id) : [])),
      settle: setSettling,
      explain: setExplaining,
    },
  }
}

/** The button for several lines, above their table. */
export function BulkBar({ chosen, settleAll }: { chosen: readonly ReturnLine[]; settleAll(): void }) {
  return (
    <div className="bulk">
      <Button disabled={chosen.length === 0} onClick={settleAll}>
        {chosen.length > 0 ? `一起处理 ${chosen.length} 行` : '一起处理（先选中）'}
      </Button>
      <span className="second small">理由相同的可以一起处理，一次最多 {atOnce} 行；每一行仍然单独判断。</span>
    </div>
  )
}
