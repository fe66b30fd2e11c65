import type { ReturnLine } from '@jucai/contract/bank-returns'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { yuan } from '../money'
import { Empty, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import './bank-returns.css'
import { LineTable } from './line-table'
import { BulkBar, useSettling } from './settling'

interface Sum {
  suspenseFen: number
  open: number
  unexplained: number
}

/** Whether this month can end: suspense is empty, or each of its lines is explained. */
function MonthEnd({ sum }: { sum: Sum }) {
  if (sum.open === 0)
    return (
      <Notice tone="good" title="待查款项已清空，本月可以结账">
        银行回单里没有对不上、还没处理的行。
      </Notice>
    )
  return sum.unexplained === 0 ? (
    <Notice tone="info" title={`还有 ${sum.open} 行、${yuan(sum.suspenseFen)} 待查，都已写明原因`}>
      月末可以带着说明结账；处理好了再来处理。
    </Notice>
  ) : (
    <Notice
      tone="care"
      title={`还有 ${sum.open} 行、${yuan(sum.suspenseFen)} 待查，其中 ${sum.unexplained} 行没有写明原因`}
    >
      月末以前要处理完，或者逐行写明原因；否则结账核对（ledger:verify）不通过。
    </Notice>
  )
}

/** Mismatches of all imports that nobody has settled, oldest first. */
export default function OpenLines() {
  const [sum, setSum] = useState<Sum | null>(null)
  const pages = usePages<ReturnLine>('open lines', async (after) => {
    const found = await call('GET /ledger/open-lines', { query: { after, limit: 50 } })
    setSum(found)
    return found
  })
  const count = async () => setSum(await call('GET /ledger/open-lines', { query: { limit: 1 } }))
  const { acts, chosen, settleAll, dialogs } = useSettling(pages, () => void count())
  return (
    <Page
      wide
      title="待查款项"
      lead="银行回单里对不上的行，最早的在最上面。处理以前，对应的款项保持“已送出”，不会再编进别的批次。"
    >
      {sum && <MonthEnd sum={sum} />}
      <Card className="flush">
        {pages.items.length > 0 && (
          <>
            <BulkBar chosen={chosen} settleAll={settleAll} />
            <LineTable label="待查款项" lines={pages.items} acts={acts} />
          </>
        )}
        <PagesFoot
          pages={pages}
          what="待查款项"
          empty={
            <Empty icon="scale" title="没有待查的款项">
              导入<Link to="/bank-returns">银行回单</Link>以后，对不上的行会列在这里。
            </Empty>
          }
        />
      </Card>
      {dialogs}
    </Page>
  )
}
