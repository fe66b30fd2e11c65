import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call, network } from './api'
import { useSession } from './session'
import { hearTabs, tellTabs } from './tabs'

const warnSeconds = 60
/** While somebody works without a request, the server hears of it this often. */
const tellEveryMs = 4 * 60_000
const signs = ['keydown', 'pointerdown', 'wheel'] as const

/**
 * Ends the session after `idleSeconds` without a sign of life in any tab of it. A minute before it asks,
 * and one key is enough to stay.
 */
export function IdleWatch({ idleSeconds }: { idleSeconds: number }) {
  const lastSign = useRef(Date.now())
  const elsewhere = useRef({ heardAt: 0, toldAt: 0 })
  const [left, setLeft] = useState<number | null>(null)
  const warning = left !== null
  useEffect(() => {
    const alive = () => {
      if (!warning) lastSign.current = Date.now()
    }
    signs.forEach((sign) => window.addEventListener(sign, alive, { passive: true }))
    return () => signs.forEach((sign) => window.removeEventListener(sign, alive))
  }, [warning])
  useEffect(
    () =>
      hearTabs((word) => {
        if (word.kind === 'alive') elsewhere.current.heardAt = Math.max(elsewhere.current.heardAt, word.at)
      }),
    [],
  )
  useEffect(() => {
    const look = () => {
      const now = Date.now()
      const here = Math.max(lastSign.current, network.lastRequestAt)
      if (here > elsewhere.current.toldAt) tellTabs({ kind: 'alive', at: (elsewhere.current.toldAt = here) })
      const secondsLeft = idleSeconds - Math.floor((now - Math.max(here, elsewhere.current.heardAt)) / 1000)
      if (secondsLeft <= 0) {
        void leave('idle')
        return
      }
      setLeft(secondsLeft <= warnSeconds ? secondsLeft : null)
      if (
        secondsLeft > warnSeconds &&
        lastSign.current > network.lastRequestAt &&
        now - network.lastRequestAt > tellEveryMs
      )
        call('GET /office/me').catch(() => undefined)
    }
    const timer = window.setInterval(look, 1000)
    return () => window.clearInterval(timer)
  }, [idleSeconds])
  const stay = () => {
    lastSign.current = Date.now()
    setLeft(null)
    call('GET /office/me').catch(() => undefined)
  }
  return (
    <Modal
      open={warning}
      title="还在吗？"
      okText="继续工作"
      okButtonProps={{ autoFocus: true }}
      cancelText="现在退出"
      cancelButtonProps={{ onClick: () => void leave('left') }}
      closable={false}
      mask={{ closable: false }}
      onOk={stay}
      onCancel={stay}
      destroyOnHidden
    >
      <p role="alert">您有一会儿没有操作了，一分钟内将自动退出。没有提交的办理意见会留在这个标签页里。</p>
      <p className="muted" aria-hidden>
        还剩 {left} 秒
      </p>
    </Modal>
  )
}

/** Signs out: here at once, and at the server when it can be reached. */
export const leave = async (because: 'idle' | 'left'): Promise<void> => {
  const telling = call('DELETE /sessions/current').catch(() => undefined)
  useSession.getState().signedOut(because)
  await telling
}
