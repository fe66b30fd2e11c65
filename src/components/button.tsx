import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button as TaroButton, Text, type ButtonProps as TaroButtonProps } from '@tarojs/components'
import type { IconName } from '@/theme/icon-names'
import { Icon } from './icon'
import './button.scss'

interface ButtonProps {
  children: ReactNode
  /** `star` is the one golden step of a screen; `quiet` is text only. */
  kind?: 'primary' | 'star' | 'secondary' | 'quiet' | 'danger'
  icon?: IconName
  /** Full width, as the primary action at the thumb is. */
  wide?: boolean
  loading?: boolean
  /**
   * Why the button cannot be used now. The reason is shown below it: a grey button that says nothing helps
   * nobody.
   */
  disabledReason?: string | false | undefined
  /** Spoken name, when the words on the button do not say enough by themselves. */
  label?: string
  /** May return a promise: until it settles, the button shows that it works and further taps are ignored. */
  onClick?(): unknown
  /** WeChat's own capabilities (phone number); ignored on H5. */
  openType?: TaroButtonProps['openType']
  onGetPhoneNumber?: TaroButtonProps['onGetPhoneNumber']
}

/** The app's button. A second tap while the first still works does nothing. */
export function Button(props: ButtonProps) {
  const { children, kind = 'primary', icon, wide, loading, disabledReason, label, onClick, ...native } = props
  const running = useRef(false)
  const mounted = useRef(true)
  const [waiting, setWaiting] = useState(false)
  useEffect(() => {
    mounted.current = true
    return () => void (mounted.current = false)
  }, [])
  const busy = Boolean(loading) || waiting

  async function press(): Promise<void> {
    // A ref, because two taps can arrive before React has rendered the first one's effect.
    if (running.current || busy || disabledReason) return
    const result = onClick?.()
    if (!(result instanceof Promise)) return
    running.current = true
    setWaiting(true)
    try {
      await result
    } finally {
      running.current = false
      if (mounted.current) setWaiting(false)
    }
  }

  return (
    <>
      <TaroButton
        {...native}
        className={`btn btn-${kind}${wide ? ' btn-wide' : ''}${busy ? ' btn-busy' : ''}`}
        disabled={disabledReason ? true : undefined}
        aria-label={label}
        aria-disabled={busy || undefined}
        onClick={() => void press()}
      >
        {icon && !busy && <Icon name={icon} />}
        {busy ? '请稍候…' : children}
      </TaroButton>
      {disabledReason && <Text className="btn-why">{disabledReason}</Text>}
    </>
  )
}
