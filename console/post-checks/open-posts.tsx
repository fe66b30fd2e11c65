import type { PostCard } from '@jucai/contract/post-shapes'
import { closingWords, payWords, postKindLabels } from '@jucai/contract/post-vocabulary'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { call, newAttempt } from '../api'
import { Empty } from '../parts/notice'
import { Card } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'
import { actsColumn, Table } from '../parts/table'

const takingDown = newAttempt()

/** Posts that are public now, found by words, each of which can be taken down with a reason. */
export function OpenPosts() {
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const [typed, setTyped] = useState(q)
  const [asking, setAsking] = useState<PostCard | null>(null)
  const pages = usePages<PostCard>(`open-posts ${q}`, (after) =>
    call('GET /posts', { query: { after, ...(q === '' ? {} : { q }) } }),
  )
  const takeDown = async (reason: string) => {
    if (!asking) return
    await call(
      'POST /post-checks/:post/take-down',
      { params: { post: asking.id }, body: { reason } },
      { attempt: takingDown },
    )
    pages.change((items) => items.filter(({ id }) => id !== asking.id))
    setAsking(null)
  }
  return (
    <Card title="公开的岗位">
      <Input.Search
        aria-label="按岗位、单位找"
        placeholder="岗位或单位，可以用拼音首字母"
        allowClear
        maxLength={40}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(value) => setSearch(value.trim() ? { q: value.trim() } : {})}
      />
      {pages.items.length > 0 && (
        <Table label="公开的岗位" columns={['岗位', '单位', '报酬', '截止', actsColumn]}>
          {pages.items.map((post) => (
            <tr key={post.id}>
              <td>
                {post.title}
                <span className="muted small"> {postKindLabels[post.kind]}</span>
              </td>
              <td>{post.employer.name}</td>
              <td>{payWords(post.pay)}</td>
              <td>{closingWords(post.closesAt)}</td>
              <td>
                <Button danger size="small" onClick={() => setAsking(post)} aria-label={`下架${post.title}`}>
                  下架
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot pages={pages} what="岗位" empty={<Empty icon="search" title="没有这样的公开岗位" />} />
      {asking && (
        <ReasonDialog
          open
          title={`下架“${asking.title}”`}
          lead="岗位马上不再公开；投了简历的人和单位都会收到消息，单位看得到您写的理由，可以申诉一次。"
          action="下架"
          danger
          onClose={() => setAsking(null)}
          onDone={takeDown}
        />
      )}
    </Card>
  )
}
