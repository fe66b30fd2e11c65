import { View } from '@tarojs/components'
import { requirementsInShort } from '@jucai/contract/fit/requirements'
import type { PostCard } from '@jucai/contract/post-shapes'
import { closingWords, payWords, postKindLabels } from '@jucai/contract/post-vocabulary'
import { Cell } from '@/components/cell'
import { Tag } from '@/components/tag'

/** A post in a list: what, who, how much, until when. */
export function PostRow({ post, fits }: { post: PostCard; fits?: boolean | undefined }) {
  return (
    <Cell
      title={post.title}
      note={
        <>
          <View className="post-pay">{payWords(post.pay)}</View>
          <View>{`${post.employer.name} · ${post.regionName.split(' ').slice(-2).join(' ')}`}</View>
          <View>{requirementsInShort(post.requirements) || '学历、专业和经验不限'}</View>
          <View>{`${closingWords(post.closesAt)}截止`}</View>
          {post.overdue > 0 && <View className="post-late">{`${post.overdue} 人过了答复日还在等`}</View>}
          {fits && <View className="post-fits">你符合写明的条件</View>}
        </>
      }
      value={<Tag tone="night">{postKindLabels[post.kind]}</Tag>}
      to={`/posts/post/index?id=${post.id}`}
    />
  )
}
