import type { OwnPost } from '@jucai/contract/post-shapes'
import { checkedTextLabels, type CheckedText } from '@jucai/contract/post-rules'
import { closingWords, payWords, postKindLabels } from '@jucai/contract/post-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { ReasonDialog } from '../parts/reason-dialog'
import { OpenPosts } from './open-posts'

const deciding = newAttempt()

type Asking = { post: OwnPost; what: 'return' | 'upheld' | 'refused' }
const words: Readonly<
  Record<Asking['what'], { title: string; label: string; action: string; danger: boolean }>
> = {
  return: { title: '退回修改', label: '要改什么', action: '退回', danger: true },
  upheld: { title: '申诉成立，恢复岗位', label: '理由', action: '恢复', danger: false },
  refused: { title: '申诉不成立', label: '理由', action: '维持下架', danger: true },
}

/** First posts of employers, and appeals against being taken down; oldest first. */
export default function PostChecks() {
  const pages = usePages<OwnPost>('post-checks', (after) => call('GET /post-checks', { query: { after } }))
  const [asking, setAsking] = useState<Asking | null>(null)
  const { error, run } = useAct()
  const [decided, setDecided] = useState(0)
  const gone = (id: string) => {
    pages.change((items) => items.filter((one) => one.id !== id))
    setDecided((times) => times + 1)
  }
  const open = (post: OwnPost) =>
    run(async () => {
      await call(
        'POST /post-checks/:post/decision',
        {
          params: { post: post.id },
          body: { decision: 'open' },
        },
        { attempt: deciding },
      )
      gone(post.id)
    })
  const decide = async (reason: string) => {
    if (!asking) return
    const params = { post: asking.post.id }
    if (asking.what === 'return')
      await call(
        'POST /post-checks/:post/decision',
        { params, body: { decision: 'return', reason } },
        { attempt: deciding },
      )
    else
      await call(
        'POST /post-checks/:post/appeal-decision',
        {
          params,
          body: { decision: asking.what, reason },
        },
        { attempt: deciding },
      )
    gone(asking.post.id)
    setAsking(null)
  }
  return (
    <Page
      title="岗位审核"
      lead="单位的第一个岗位在这里审核，通过以后按规则自动检查；被下架的岗位，单位可以申诉一次。"
    >
      {error !== undefined && <Failure error={error} />}
      {pages.items.map((post) => (
        <One
          key={post.id}
          post={post}
          onOpen={() => void open(post)}
          onAsk={(what) => setAsking({ post, what })}
        />
      ))}
      <PagesFoot
        pages={pages}
        what="岗位"
        empty={
          <Empty icon="check" title="没有等待审核的岗位">
            单位提交第一个岗位，或者提出申诉，会出现在这里。
          </Empty>
        }
      />
      <OpenPosts key={decided} />
      {asking && (
        <ReasonDialog
          open
          {...words[asking.what]}
          lead="单位会看到您写的内容。"
          onClose={() => setAsking(null)}
          onDone={decide}
        />
      )}
    </Page>
  )
}

const fieldOf = (pointer: string): string =>
  checkedTextLabels[pointer.slice(1) as CheckedText] ?? '报酬或时间'

function One({ post, onOpen, onAsk }: { post: OwnPost; onOpen(): void; onAsk(what: Asking['what']): void }) {
  const isAppeal = post.appeal?.state === 'open'
  const pay = { lowFen: post.payLow.fen, highFen: post.payHigh.fen, unit: post.payLow.unit }
  return (
    <Card title={post.title} extra={<span className="muted small">{moment(post.changedAt)}</span>}>
      <p className="second">
        {post.employer.name} · {postKindLabels[post.kind]} · {payWords(pay)} · 招 {post.headcount} 人
      </p>
      <p className="second small">
        {post.regionName} {post.place}
        {post.closesAt && `，${closingWords(post.closesAt)}截止`}
      </p>
      <p className="paragraph">{post.duties}</p>
      {post.wants !== '' && <p className="paragraph">{post.wants}</p>}
      {post.faults.map(({ pointer, detail }) => (
        <Notice key={pointer + detail} tone="care" title={fieldOf(pointer)}>
          {detail}
        </Notice>
      ))}
      {isAppeal && (
        <Notice tone="info" title={`已下架：${post.closedReason ?? ''}`}>
          申诉：{post.appeal?.text}
        </Notice>
      )}
      <div className="form-actions">
        {isAppeal ? (
          <>
            <Button type="primary" onClick={() => onAsk('upheld')} aria-label={`恢复${post.title}`}>
              恢复
            </Button>
            <Button danger onClick={() => onAsk('refused')} aria-label={`维持下架${post.title}`}>
              维持下架
            </Button>
          </>
        ) : (
          <>
            <Button type="primary" onClick={onOpen} aria-label={`通过${post.title}`}>
              通过
            </Button>
            <Button danger onClick={() => onAsk('return')} aria-label={`退回修改：${post.title}`}>
              退回修改
            </Button>
          </>
        )}
      </div>
    </Card>
  )
}
