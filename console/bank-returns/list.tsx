import type { BankReturn } from '@jucai/contract/bank-returns'
import { Link, useNavigate } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { Icon } from '../parts/icon'
import { Empty, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { usePolling } from './polling'
import { ImportTag } from './tags'
import { Upload } from './upload'

function Row({ item }: { item: BankReturn }) {
  return (
    <tr>
      <td>
        {item.state === 'discarded' ? (
          <span className="second">{item.fileName}</span>
        ) : (
          <Link to={`/bank-returns?import=${item.id}`}>{item.fileName}</Link>
        )}
        {item.refusedBecause && <div className="second small line-words">{item.refusedBecause}</div>}
      </td>
      <td>
        <ImportTag state={item.state} />
      </td>
      <td className="num">{item.lines}</td>
      <td className="num">{item.matched}</td>
      <td className="num">{item.mismatches}</td>
      <td className="num">{item.open > 0 ? <strong>{item.open}</strong> : 0}</td>
      <td className="second mono">{moment(item.uploadedAt)}</td>
    </tr>
  )
}

/** Imports, newest first, handing one in, and what is still open of all. */
export function ImportList() {
  const pages = usePages<BankReturn>('bank returns', (after) =>
    call('GET /ledger/returns', { query: { after } }),
  )
  const go = useNavigate()
  usePolling(
    pages.items.some(({ state }) => state === 'reading' || state === 'booking'),
    pages.restart,
  )
  const open = pages.items.reduce((sum, item) => sum + item.open, 0)
  return (
    <Page
      wide
      title="银行回单"
      lead="银行对付款批次的逐笔回复。每一行都与送出的核对；对不上的不会自动入账，由人写明理由处理。"
    >
      <Upload onDone={({ id }) => void go(`/bank-returns?import=${id}`)} />
      {open > 0 && (
        <div className="section-title">
          <Notice
            tone="care"
            title={`还有 ${open} 行对不上，没有处理`}
            action={
              <Link className="button-link" to="/open-lines">
                去处理 <Icon name="chevron-right" size={16} />
              </Link>
            }
          >
            处理以前，对应的款项保持“已送出”，不会再编进别的批次。
          </Notice>
        </div>
      )}
      <Card title="导入过的文件" className="flush titled">
        {pages.items.length > 0 && (
          <Table
            label="导入过的文件"
            columns={[
              '文件',
              '状态',
              { key: 'lines', head: '行数', className: 'num' },
              { key: 'matched', head: '相符', className: 'num' },
              { key: 'mismatches', head: '对不上', className: 'num' },
              { key: 'open', head: '待处理', className: 'num' },
              '上传时间',
            ]}
          >
            {pages.items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="导入过的文件"
          empty={
            <Empty icon="landmark" title="还没有导入过">
              放行并送到银行的批次，银行回复以后在上面导入。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}
