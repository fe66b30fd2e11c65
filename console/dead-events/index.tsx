import type { DeadEvent } from '@jucai/contract/dead-events'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { moment } from '../dates'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'

/** Messages and other effects that kept failing; each can be tried again once its cause is mended. */
export default function DeadEvents() {
  const pages = usePages<DeadEvent>('dead-events', (after) => call('GET /dead-events', { query: { after } }))
  const [busy, setBusy] = useState<string | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const retry = async (id: string) => {
    setBusy(id)
    setFault(null)
    try {
      await call('POST /dead-events/:event/retries', { params: { event: id } })
      pages.change((items) => items.filter((item) => item.id !== id))
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(null)
    }
  }
  return (
    <Page
      wide
      title="搁置的事件"
      lead="办理之后该发的消息、该做的事，连续失败 12 次的放在这里。办理本身都已生效；修好原因后点“重试”，已做成的不会重做。"
    >
      <Failure error={fault} />
      <Card className="flush">
        {pages.items.length > 0 && (
          <table className="table" aria-label="搁置的事件">
            <thead>
              <tr>
                <th scope="col">发生</th>
                <th scope="col">搁置</th>
                <th scope="col">事件</th>
                <th scope="col">没有做成的</th>
                <th scope="col">已做成</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {pages.items.map(({ id, kind, happenedAt, setAsideAt, failed, done }) => (
                <tr key={id}>
                  <td className="mono">{moment(happenedAt)}</td>
                  <td className="mono">{moment(setAsideAt)}</td>
                  <td>
                    <code>{kind}</code>
                  </td>
                  <td>
                    <code>{failed}</code>
                  </td>
                  <td>{done.join('、') || '无'}</td>
                  <td>
                    <Button
                      size="small"
                      loading={busy === id}
                      onClick={() => void retry(id)}
                      aria-label={`重试 ${kind}`}
                    >
                      重试
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <PagesFoot
          pages={pages}
          what="搁置的事件"
          empty={
            <Empty icon="circle-check" title="没有搁置的事件">
              办理之后的消息和后续动作都已完成。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}
