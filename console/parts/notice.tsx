import { Button } from 'antd'
import type { ReactNode } from 'react'
import { wordsOf } from '../api'
import { Icon, type IconName } from './icon'

/** What a notice is about; each has its icon, so that colour is never alone. */
export type Tone = 'info' | 'good' | 'care' | 'bad'
const icons: Record<Tone, IconName> = {
  info: 'info',
  good: 'circle-check',
  care: 'triangle-alert',
  bad: 'circle-alert',
}

/** A sentence or two that the reader should not miss. `alert` is read out when it appears. */
export function Notice({
  tone,
  title,
  children,
  alert = false,
  action,
}: {
  tone: Tone
  title: string
  children?: ReactNode
  alert?: boolean
  action?: ReactNode
}) {
  return (
    <div className={`notice ${tone}`} role={alert ? 'alert' : undefined}>
      <Icon name={icons[tone]} size={20} />
      <div className="notice-text">
        <strong>{title}</strong>
        {children && <div>{children}</div>}
      </div>
      {action && <div className="notice-action">{action}</div>}
    </div>
  )
}

/** A failure: what happened, what to do, and a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => unknown }) {
  if (!error) return null
  const { title, detail } = wordsOf(error)
  return (
    <Notice
      tone="bad"
      title={title}
      alert
      action={retry && <Button onClick={() => void retry()}>重试</Button>}
    >
      {detail}
    </Notice>
  )
}

/** Nothing to show, and what to do about it. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={36} />
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  )
}

/** Grey lines in the shape of what comes. */
export function Bones({ lines = 4, what }: { lines?: number; what: string }) {
  return (
    <div className="bones" role="status" aria-label={`正在载入${what}`}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="bone" />
      ))}
    </div>
  )
}
