import { View } from '@tarojs/components'
import type { OwnJobApplication } from '@jucai/contract/post-shapes'
import { jobApplicationMeanings } from '@jucai/contract/post-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedRows, usePaged } from '@/components/paged-list'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { jobTones } from '../looks'
import '../posts.scss'

const waitText = ({ state, answerBy, overdue, sentAt }: OwnJobApplication): string => {
  if (state !== 'sent' && state !== 'seen') return `${momentText(sentAt)}投递`
  return overdue ? `本该在${dayText(answerBy)}前答复，人才办已经知道` : `${dayText(answerBy)}前答复`
}

/** What the reader wrote and did not send; nothing where there is nothing, or while it cannot be read. */
function Drafts() {
  const list = usePaged((query) => call('GET /me/job-application-drafts', { query }))
  useRefresh(list.reload)
  const { items = [], next } = list.data ?? {}
  if (items.length === 0) return null
  return (
    <>
      <CellGroup title="没有投出的草稿">
        {items.map(({ post, savedAt, until }) => (
          <Cell
            key={post.id}
            title={post.title}
            note={
              <>
                <View>{post.employer.name}</View>
                <View>
                  {until
                    ? `岗位已经结束，草稿留到${dayText(until)}`
                    : `${momentText(savedAt)}存的${post.open ? '' : '，岗位现在不收投递'}`}
                </View>
              </>
            }
            to={`/posts/apply/index?post=${post.id}`}
          />
        ))}
      </CellGroup>
      {next && (
        <Button wide kind="secondary" onClick={list.more}>
          继续列出草稿
        </Button>
      )}
    </>
  )
}

/** Job applications of the reader, newest first. */
export default function MinePage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="我的投递" up="/pages/mine/index">
      {signedIn && (
        <CellGroup>
          <Cell
            icon="handshake"
            title="双聘和周末专家"
            note="约定、签署、工时，一处看"
            to="/engagements/mine/index"
          />
        </CellGroup>
      )}
      {signedIn && <Drafts />}
      {signedIn ? (
        <PagedRows
          load={(query) => call('GET /me/job-applications', { query })}
          keyOf={({ id }) => id}
          empty={
            <Card>
              <Empty icon="send" title="还没有投递" text="找到想去的岗位，一步就能投递。" />
              <Button wide onClick={() => openPage('/posts/search/index')}>
                找岗位
              </Button>
            </Card>
          }
          row={(job) => (
            <Cell
              title={job.post.title}
              note={
                <>
                  <View>{job.post.employer.name}</View>
                  <View>{waitText(job)}</View>
                </>
              }
              value={<Tag tone={jobTones[job.state]}>{jobApplicationMeanings[job.state].label}</Tag>}
              to={`/posts/application/index?id=${job.id}`}
            />
          )}
        />
      ) : (
        <Card>
          <SignInFirst text="登录后看投递的进展。" />
        </Card>
      )}
    </Page>
  )
}
