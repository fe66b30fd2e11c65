import { useId, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Button } from './button'
import { useModalFocus } from './modal-focus'
import './sheet.scss'

interface DialogProps {
  /** The question itself, for instance 退出这台设备？ */
  title: string
  /** What follows from saying yes. */
  children?: ReactNode
  /** What the answer does, as a verb: never 确定. */
  confirm: string
  cancel?: string
  danger?: boolean
  onConfirm(): unknown
  onClose(): void
}

/** Asks before something that matters. The safe answer comes first in reading order and gets the focus. */
export function Dialog({
  title,
  children,
  confirm,
  cancel = '再想想',
  danger,
  onConfirm,
  onClose,
}: DialogProps) {
  const root = useModalFocus(onClose)
  const id = useId().replace(/:/g, '')
  return (
    <View className="veil veil-mid">
      <View className="veil-tap" aria-hidden onClick={onClose} />
      <View
        ref={root}
        className="dialog"
        aria-role="alertdialog"
        aria-modal
        aria-label={title}
        aria-describedby={id}
      >
        <View className="dialog-title" aria-role="heading" aria-level={2}>
          {title}
        </View>
        <View id={id} className="small">
          {children}
        </View>
        <View className="dialog-do">
          <Button kind="secondary" wide onClick={onClose}>
            {cancel}
          </Button>
          <Button kind={danger ? 'danger' : 'primary'} wide onClick={onConfirm}>
            {confirm}
          </Button>
        </View>
      </View>
    </View>
  )
}
