import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { PublicPost } from '@jucai/contract/post-shapes'
import {
  closingCauseLabels,
  closingWords,
  jobApplicationMeanings,
  payWords,
  postKindLabels,
} from '@jucai/contract/post-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { FitCard } from '@/components/fit-card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { loadFitFacts } from '@/fit-store'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import '../posts.scss'

/** One post; one that is over stays readable and says so. */
export default function PostPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(async () => {
    const [post] = await Promise.all([call('GET /posts/:post', { params: { post: id } }), loadFitFacts()])
    return post
  })
  useRefresh(loaded.reload)
  return (
    <Page title="岗位" up="/posts/search/index" action={loaded.data && <Do post={loaded.data} />}>
      <Loaded of={loaded}>
        {(post) => (
          <View className="stack">
            <Head post={post} />
            <Standing post={post} />
            <FitCard requirements={post.requirements} />
            <View className="small">不全符合也可以投递，由单位判断。</View>
            <Card title="做什么">
              <View className="post-text">{post.duties}</View>
            </Card>
            {post.wants !== '' && (
              <Card title="其他要求">
                <View className="post-text">{post.wants}</View>
              </Card>
            )}
            <CellGroup title="在哪里、招多少">
              <Cell
                icon="map-pin"
                title={post.place}
                note={`${post.regionName}${post.transport ? ` · ${post.transport}` : ''}`}
              />
              <Cell icon="users" title={`招 ${post.headcount} 人`} />
              <Cell
                icon="clock"
                title={`${closingWords(post.closesAt)}截止`}
                note={`投递后 ${post.answerDays} 个工作日内答复`}
              />
              <Cell
                icon="briefcase"
                title={post.employer.name}
                note="看这家单位，和它在招的岗位"
                to={`/employers/profile/index?id=${post.employer.id}`}
              />
              {post.chainKey &&
                (post.placed ? (
                  <Cell
                    icon="building-2"
                    title={`产业链：${post.placed.chain}`}
                    note={post.placed.link ?? undefined}
                    to={`/chains/chain/index?key=${post.chainKey}`}
                  />
                ) : (
                  <Cell
                    icon="building-2"
                    title={`产业链：${post.chainKey}`}
                    note={post.linkKey ?? undefined}
                  />
                ))}
              {post.placed?.shortage && (
                <Cell
                  icon="star"
                  title={`急需紧缺：${post.placed.shortage.title}`}
                  note="单位写明属于急需紧缺目录里的这一个"
                  to={`/chains/post/index?key=${post.placed.shortage.key}`}
                />
              )}
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Head({ post }: { post: PublicPost }) {
  return (
    <View className="post-head">
      <View className="post-head-title" aria-role="heading" aria-level={2}>
        {post.title}
      </View>
      <View className="post-head-pay">{payWords(post.pay)}</View>
      <View className="post-head-line">{`${postKindLabels[post.kind]} · ${post.employer.name}`}</View>
    </View>
  )
}

function Standing({ post }: { post: PublicPost }) {
  return (
    <>
      {post.closedCause && (
        <Notice kind="care" title="这个岗位已经结束">
          {`${closingCauseLabels[post.closedCause]}。内容留在这里，不再接受投递。`}
        </Notice>
      )}
      {post.paused && !post.closedCause && (
        <Notice kind="care" title="单位暂停招聘">
          现在不能投递，恢复后会重新开放。
        </Notice>
      )}
      {post.overdue > 0 && (
        <Notice kind="care" title={`${post.overdue} 人过了答复日还在等`}>
          单位没有在约定的时间内答复他们，人才办已经知道。
        </Notice>
      )}
    </>
  )
}

function Do({ post }: { post: PublicPost }) {
  const { mine } = post
  if (mine?.jobApplication && mine.state)
    return (
      <Button
        wide
        kind="secondary"
        onClick={() => openPage(`/posts/application/index?id=${mine.jobApplication ?? ''}`)}
      >
        {`看投递进展：${jobApplicationMeanings[mine.state].label}`}
      </Button>
    )
  if (!post.open) return null
  return (
    <Button wide kind="star" icon="send" onClick={() => openPage(`/posts/apply/index?post=${post.id}`)}>
      {mine?.draft ? '接着写，再投递' : '投递'}
    </Button>
  )
}
