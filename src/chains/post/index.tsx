import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { urgencyLabels } from '@jucai/contract/chain-vocabulary'
import type { ShownShortagePost } from '@jucai/contract/chains'
import { payWords as payOfPost } from '@jucai/contract/post-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell, CellGroup } from '@/components/cell'
import { FitCard } from '@/components/fit-card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { loadFitFacts } from '@/fit-store'
import { openPage } from '@/page-address'
import { basisWords, payWords, urgencyTones } from '../words'
import '../chains.scss'

const atOnce = 5
/** Posts that take applications now and whose employers say that they are this one. */
function OpenPosts({ of: { key, title } }: { of: ShownShortagePost }) {
  const loaded = useLoaded(() => call('GET /posts', { query: { shortage: key, limit: atOnce } }))
  return (
    <Loaded of={loaded}>
      {({ items, next }) => (
        <CellGroup title="正在招的">
          {items.length === 0 ? (
            <Cell title="现在没有单位公开招" note="保存搜索后，有新的会告诉你" to="/posts/search/index" />
          ) : (
            items.map((post) => (
              <Cell
                key={post.id}
                title={post.title}
                note={`${post.employer.name} · ${payOfPost(post.pay)}`}
                to={`/posts/post/index?id=${post.id}`}
              />
            ))
          )}
          {next !== null && (
            <Cell
              title="看全部在招的"
              to={`/posts/search/index?shortage=${key}&title=${encodeURIComponent(title)}`}
            />
          )}
        </CellGroup>
      )}
    </Loaded>
  )
}

/** One post of the catalogue, and whether who looks could take it. */
export default function ShortagePostPage() {
  const { params } = useRouter()
  const loaded = useLoaded(async () => {
    const [answer] = await Promise.all([
      call('GET /shortage-posts/:shortagePost', { params: { shortagePost: params.key ?? '' } }),
      loadFitFacts(),
    ])
    return answer
  })
  const post = loaded.data?.post
  useShareAppMessage(() => ({
    title: post ? `${post.title}，缺 ${post.wanted} 人` : '急需紧缺岗位',
    path: `/chains/post/index?key=${params.key ?? ''}`,
  }))
  return (
    <Page
      title={post?.title ?? '急需紧缺岗位'}
      up="/chains/catalogue/index"
      action={
        post && (
          <Button wide kind="secondary" onClick={() => openPage(`/chains/chain/index?key=${post.chain.key}`)}>
            {`看${post.chain.name}产业链`}
          </Button>
        )
      }
    >
      <Loaded of={loaded}>
        {({ post: one, published }) => (
          <View className="stack">
            <View className="sky">
              <View className="sky-words">{`${one.chain.name} · ${one.link.name}`}</View>
              <View className="sky-figure">{payWords(one)}</View>
              <View className="sky-words">{one.about}</View>
            </View>
            <View className="wrap">
              <Tag tone={urgencyTones[one.urgency]}>{urgencyLabels[one.urgency]}</Tag>
              {published.sample && <Tag tone="star">示例</Tag>}
            </View>
            <FitCard requirements={one.requirements} />
            <CellGroup title="缺多少人">
              <Cell title="想招" value={`${one.wanted} 人`} note={published.counted} />
              <Cell
                title="紧缺程度"
                value={urgencyLabels[one.urgency]}
                note={published.urgencyMeans[one.urgency]}
              />
              <Cell title="薪酬" value={payWords(one)} note="税前，每月，各单位给出的范围" />
            </CellGroup>
            <OpenPosts of={one} />
            <View className="tiny">{basisWords(published)}</View>
          </View>
        )}
      </Loaded>
    </Page>
  )
}
