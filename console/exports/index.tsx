import type { Export } from '@jucai/contract/review'
import { Button } from 'antd'
import { useEffect } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Icon } from '../parts/icon'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { actsColumn, Table } from '../parts/table'
import { blobOf, saveFile } from '../parts/save-file'

const states = {
  waiting: { words: '正在制作', tone: 'info' },
  ready: { words: '可以下载', tone: 'good' },
  failed: { words: '没有做成，请重新导出', tone: 'bad' },
  gone: { words: '已过 24 小时，文件已删除', tone: '' },
} as const
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function Row({ item }: { item: Export }) {
  const { busy, error, run } = useAct()
  const { words, tone } = states[item.state]
  const download = () =>
    run(async () => {
      const { fileName, data } = await call('GET /application-exports/:export/content', {
        params: { export: item.id },
      })
      saveFile(blobOf(data, xlsx), fileName)
    })
  return (
    <tr>
      <td className="mono">{moment(item.requestedAt)}</td>
      <td>
        {item.why}
        <Failure error={error} />
      </td>
      <td className="num">{item.rows ?? '—'}</td>
      <td>
        <span className={`tag ${tone}`}>{words}</span>
      </td>
      <td className="actions">
        {item.state === 'ready' && (
          <Button
            icon={<Icon name="download" />}
            loading={busy}
            onClick={() => void download()}
            aria-label={`下载 ${item.fileName}`}
          >
            下载
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Exports one has asked for. */
export default function Exports() {
  const pages = usePages<Export>('exports', (after) => call('GET /application-exports', { query: { after } }))
  const waiting = pages.items.some(({ state }) => state === 'waiting')
  const { restart } = pages
  useEffect(() => {
    if (!waiting) return
    const timer = window.setInterval(() => void restart(), 3_000)
    return () => window.clearInterval(timer)
  }, [waiting, restart])
  return (
    <Page title="导出记录" lead="表格里写有导出人、时间和事由；文件保留 24 小时，到期自动删除。">
      <Card className="flush" title={undefined}>
        {pages.items.length > 0 && (
          <Table
            label="导出记录"
            columns={['时间', '事由', { key: 'rows', head: '行数', className: 'num' }, '状态', actsColumn]}
          >
            {pages.items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="导出记录"
          empty={
            <Empty icon="download" title="还没有导出过">
              在<Link to="/queue">待办</Link>里选好条件，再点“导出”。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}
