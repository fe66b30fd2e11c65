import { View } from '@tarojs/components'
import type { Message } from '@jucai/contract/accounts'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { freshMe } from '@/fresh-me'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { byDay } from './days'
import { MessageRow } from './message-row'
import './messages.scss'

/** Sets the count on the tab without asking the server again. */
function setUnread(count: (before: number) => number): void {
  const { me, setMe } = useSession.getState()
  if (me) setMe({ ...me, unreadMessages: Math.max(0, count(me.unreadMessages)) })
}

/** Messages by day, newest first. */
export default function MessagesPage() {
  const token = useSession((session) => session.token)
  return (
    <Page title="消息" tab="messages" lead="办到哪一步、谁看过你的资料，都在这里">
      {token ? (
        <Inbox key={token} />
      ) : (
        <Card>
          <SignInFirst text="登录后，登记进展、服务记录和安全提醒都在这里。" />
        </Card>
      )}
    </Page>
  )
}

function Inbox() {
  const list = usePaged(async (from) => {
    const page = call('GET /me/messages', { query: { limit: 20, ...from } })
    if (!from.after) await freshMe().catch(() => undefined)
    return page
  })
  const unread = useSession(({ me }) => me?.unreadMessages ?? 0)
  useRefresh(list.reload)

  const mark = (holds: (message: Message) => boolean) =>
    list.change((message) =>
      holds(message) && !message.readAt ? { ...message, readAt: new Date().toISOString() } : message,
    )

  async function read(message: Message): Promise<void> {
    if (message.readAt) return
    mark(({ id }) => id === message.id)
    setUnread((before) => before - 1)
    // Unread again at the next look is the worst that a lost call does.
    await call('PUT /me/messages/:message/read', { params: { message: message.id } }).catch(() => undefined)
  }

  async function readAll(): Promise<void> {
    try {
      await call('PUT /me/messages/read')
      mark(() => true)
      setUnread(() => 0)
      toast('都标为已读了')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }

  return (
    <PagedList
      of={list}
      skeleton={<Skeleton count={5} />}
      empty={
        <Card>
          <Empty
            icon="bell"
            title="还没有消息"
            text="登记、领码、享受服务以后，进展会第一时间告诉你。"
            action={
              <Button kind="secondary" onClick={() => openPage('/pages/services/index')}>
                看看服务
              </Button>
            }
          />
        </Card>
      }
    >
      {(items) => (
        <>
          <View className="card unread-bar">
            <View className="strong">{unread > 0 ? `${unread} 条未读` : '都看过了'}</View>
            {unread > 0 && (
              <Button kind="quiet" icon="check" onClick={readAll}>
                全部已读
              </Button>
            )}
          </View>
          {byDay(items).map(({ name, messages }) => (
            <CellGroup key={name} title={name}>
              <Rows items={messages} keyOf={({ id }) => id}>
                {(message) => <MessageRow message={message} onRead={() => void read(message)} />}
              </Rows>
            </CellGroup>
          ))}
        </>
      )}
    </PagedList>
  )
}
