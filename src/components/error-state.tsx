import { openPage } from '@/page-address'
import type { IconName } from '@/theme/icon-names'
import { Button } from './button'
import { Empty } from './empty'

/**
 * What kind of trouble keeps the content away: no reply, a server that failed or is overrun, nothing there,
 * or not for this person.
 */
export type Trouble = 'offline' | 'server' | 'busy' | 'missing' | 'refused'

interface TroubleLook {
  icon: IconName
  title: string
  text: string
  again: boolean
}
const looks: Record<Trouble, TroubleLook> = {
  offline: {
    icon: 'wifi-off',
    title: '没有连上网络',
    text: '已经保存的内容都还在。检查一下网络，再试一次。',
    again: true,
  },
  server: {
    icon: 'server-crash',
    title: '服务出了点问题',
    text: '不是你的网络，也不是你填错了。已经保存的内容都还在，过一会儿再试一次。',
    again: true,
  },
  busy: {
    icon: 'clock',
    title: '现在有点忙',
    text: '已经保存的内容都还在。等一分钟，再试一次。',
    again: true,
  },
  missing: { icon: 'search-x', title: '没有找到', text: '它可能已经撤下，或者链接不完整。', again: false },
  refused: {
    icon: 'lock',
    title: '这里不对你开放',
    text: '需要相应的身份才能看。如果身份刚有变化，退出后重新登录。',
    again: false,
  },
}

interface ErrorStateProps {
  trouble: Trouble
  /** What happened, where the server says it better. */
  title?: string | undefined
  /** What is safe, and what to do next. */
  text?: string | undefined
  onRetry?(): unknown
}

/** Something went wrong in place of the content: what happened, what is safe, what to do next. */
export function ErrorState({ trouble, title, text, onRetry }: ErrorStateProps) {
  const look = looks[trouble]
  return (
    <Empty
      icon={look.icon}
      title={title ?? look.title}
      text={text ?? look.text}
      action={
        look.again ? (
          onRetry && (
            <Button kind="secondary" icon="refresh-cw" onClick={onRetry}>
              再试一次
            </Button>
          )
        ) : (
          <Button kind="secondary" icon="house" onClick={() => openPage('/pages/home/index')}>
            回首页
          </Button>
        )
      }
    />
  )
}
