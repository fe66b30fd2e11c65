import { roleLabels } from '@jucai/contract/vocabulary'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router-dom'
import { useCity } from './city'
import { IdleWatch, leave } from './idle'
import { Navigation } from './navigation'
import { Icon, type IconName } from './parts/icon'
import { Notice } from './parts/notice'
import { ShortcutHelp } from './shortcuts'
import type { Place } from './place'
import { useSession } from './session'
import { Sky, StarMark } from './sky'
import { useThemeChoice, type ThemeChoice } from './theme'

const nextTheme: Record<ThemeChoice, { next: ThemeChoice; icon: IconName; words: string }> = {
  auto: { next: 'light', icon: 'monitor', words: '外观：跟随系统' },
  light: { next: 'dark', icon: 'sun', words: '外观：浅色' },
  dark: { next: 'auto', icon: 'moon', words: '外观：深色' },
}

function ThemeSwitch() {
  const { choice, choose } = useThemeChoice()
  const { next, icon, words } = nextTheme[choice]
  return (
    <button
      type="button"
      className="side-tool"
      aria-label={`${words}，点按更换`}
      title={words}
      onClick={() => choose(next)}
    >
      <Icon name={icon} />
    </button>
  )
}

function Side({ mine }: { mine: readonly Place[] }) {
  const city = useCity()
  const me = useSession((session) => session.me)
  const duties = me?.roles
    .filter((role) => role !== 'holder')
    .map((role) => roleLabels[role])
    .join('、')
  return (
    <aside className="side" aria-label="导航">
      <NavLink to="/" end className="side-mark">
        <StarMark />
        <div>
          <strong>聚才审核台</strong>
          <span>
            {city?.name ?? '…'} {city?.sample && <span className="sample">示例</span>}
          </span>
        </div>
      </NavLink>
      <Navigation mine={mine} />
      <Sky className="side-sky" />
      <NavLink to="/account" className="side-who" title="我的账号">
        <span>
          <strong>{me?.name}</strong>
          {duties}
          <span className="visually-hidden">，我的账号</span>
        </span>
        <Icon name="user-round" />
      </NavLink>
      <div className="side-tools">
        <ThemeSwitch />
        <ShortcutHelp />
        <button
          type="button"
          className="side-tool"
          aria-label="退出登录"
          title="退出登录"
          onClick={() => void leave('left')}
        >
          <Icon name="log-out" />
        </button>
      </div>
    </aside>
  )
}

/** Tells the owner of an account that somebody tried to get in. */
function WrongTries() {
  const count = useSession((session) => session.wrongTries)
  if (count === 0) return null
  return (
    <Notice
      tone="care"
      alert
      title={`上次登录以后，有 ${count} 次用您的登录名登录没有成功`}
      action={<Button onClick={() => useSession.setState({ wrongTries: 0 })}>知道了</Button>}
    >
      如果不是您自己输错，请改密码，并告诉安全管理员。
    </Notice>
  )
}

/** The frame around every page behind the sign-in. */
export function Shell({ mine, children }: { mine: readonly Place[]; children: ReactNode }) {
  const idleSeconds = useSession((session) => session.me?.idleSeconds)
  return (
    <div className="shell">
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('content')?.focus()
        }}
      >
        跳到正文
      </a>
      <Side mine={mine} />
      <main className="main" id="content" tabIndex={-1}>
        <WrongTries />
        {children}
      </main>
      {idleSeconds && <IdleWatch idleSeconds={idleSeconds} />}
    </div>
  )
}
