import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { OwnPost } from '@jucai/contract/post-shapes'
import { closingCauseLabels, closingWords, postStateLabels } from '@jucai/contract/post-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { postTones } from '../looks'
import '../posts.scss'

const lineOf = ({ state, paused, closedCause, closesAt, returnReason }: OwnPost): string => {
  if (closedCause) return closingCauseLabels[closedCause]
  if (state === 'returned') return returnReason ?? ''
  if (paused) return '单位暂停期间不公开'
  return closesAt ? `${closingWords(closesAt)}截止` : '没有写截止时间，公开后一个月结束'
}
const countLine = ({ counts }: OwnPost): string =>
  counts.all === 0
    ? '还没有人投递'
    : `${counts.all} 人投递，${counts.waiting} 人等答复${counts.overdue > 0 ? `，其中 ${counts.overdue} 人过了答复日` : ''}`

/** The posts of an employer, for its people. */
export default function DeskPostsPage() {
  const { employer = '' } = useRouter().params
  const list = usePaged((query) => call('GET /employers/:employer/posts', { params: { employer }, query }))
  useRefresh(list.reload)
  const write = (
    <Button
      wide
      kind="star"
      icon="plus"
      onClick={() => openPage(`/posts/desk-post/index?employer=${employer}`)}
    >
      发布岗位
    </Button>
  )
  return (
    <Page title="单位的岗位" desk="column" up={`/employers/employer/index?id=${employer}`} action={write}>
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="briefcase"
              title="还没有岗位"
              text="第一个岗位由人才办审核，之后的岗位按规则检查，通过就公开。"
            />
          </Card>
        }
      >
        {(items) => (
          <View className="card card-flush">
            <Rows items={items} keyOf={({ id }) => id}>
              {(post) => (
                <Cell
                  title={post.title}
                  note={
                    <>
                      <View>{lineOf(post)}</View>
                      <View className={post.counts.overdue > 0 ? 'post-late' : ''}>{countLine(post)}</View>
                    </>
                  }
                  value={<Tag tone={postTones[post.state]}>{postStateLabels[post.state]}</Tag>}
                  to={`/posts/desk-post/index?employer=${employer}&post=${post.id}`}
                />
              )}
            </Rows>
          </View>
        )}
      </PagedList>
    </Page>
  )
}
