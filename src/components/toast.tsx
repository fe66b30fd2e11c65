import { Text, View } from '@tarojs/components'
import { create } from 'zustand'
import type { IconName } from '@/theme/icon-names'
import { Icon } from './icon'
import './toast.scss'

interface ToastState {
  text: string
  icon: IconName
}

const useToast = create<ToastState>(() => ({ text: '', icon: 'circle-check' }))
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Says briefly that something was done. Never the only place of an error: a toast goes away by itself, so
 * what needs an answer belongs on the page. Longer texts stay longer.
 */
export function toast(text: string, icon: IconName = 'circle-check'): void {
  clearTimeout(timer)
  useToast.setState({ text, icon })
  timer = setTimeout(() => useToast.setState({ text: '' }), 2000 + text.length * 120)
}

/** Where toasts appear; part of every page, so that screen readers know the live region before it speaks. */
export function ToastHost() {
  const { text, icon } = useToast()
  return (
    <View className="toasts" aria-role="status" aria-live="polite">
      {text && (
        <View className="toast">
          <Icon name={icon} />
          <Text>{text}</Text>
        </View>
      )}
    </View>
  )
}
