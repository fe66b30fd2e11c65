import type { ReactNode } from 'react'
import { Button as TaroButton, View } from '@tarojs/components'
import { Icon } from './icon'
import { useModalFocus } from './modal-focus'
import './sheet.scss'

interface SheetProps {
  title: string
  onClose(): void
  /** Nearly as high as the screen, for lists to search in. */
  tall?: boolean
  children: ReactNode
}

/**
 * A panel from the lower edge. Render it while it is open: mounting takes the focus, unmounting gives it
 * back.
 */
export function Sheet({ title, onClose, tall, children }: SheetProps) {
  const root = useModalFocus(onClose)
  return (
    <View className="veil">
      <View className="veil-tap" aria-hidden onClick={onClose} />
      <View
        ref={root}
        className={tall ? 'sheet sheet-tall' : 'sheet'}
        aria-role="dialog"
        aria-modal
        aria-label={title}
      >
        <View className="sheet-top">
          <View className="h3" aria-role="heading" aria-level={2}>
            {title}
          </View>
          <TaroButton className="sheet-x" aria-label="关闭" onClick={onClose}>
            <Icon name="x" />
          </TaroButton>
        </View>
        {children}
      </View>
    </View>
  )
}
