import type { OverduePost } from '@jucai/contract/post-shapes'
import { postStateLabels } from '@jucai/contract/post-vocabulary'
import { call } from '../api'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'

/** Posts of which people wait beyond the promised day: nobody is left without an answer. */
export default function OverdueAnswers() {
  const pages = usePages<OverduePost>('overdue-answers', (after) =>
    call('GET /overdue-answers', { query: { after } }),
  )
  return (
    <Page
      wide
      title="逾期未答复"
      lead="这些岗位有人过了约定的答复日还在等。人数已经在岗位页公开，单位也收到了提醒，请电话督促。"
    >
      <Card className="flush" title="等得最久的在前">
        {pages.items.length > 0 && (
          <Table label="逾期未答复的岗位" columns={['岗位', '单位', '几人在等', '最早的答复日', '岗位状态']}>
            {pages.items.map((post) => (
              <tr key={post.id}>
                <td>{post.title}</td>
                <td>{post.employer.name}</td>
                <td className="mono">{post.waiting}</td>
                <td className="mono">{post.since}</td>
                <td>{postStateLabels[post.state]}</td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      <PagesFoot
        pages={pages}
        what="岗位"
        empty={
          <Empty icon="check" title="没有人在等">
            所有投递都按时得到了答复。
          </Empty>
        }
      />
    </Page>
  )
}
