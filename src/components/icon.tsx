import { Text } from '@tarojs/components'
import type { IconName } from '@/theme/icon-names'

/**
 * A line icon in the colour and size of the text around it; silent for screen readers, so a word must stand
 * beside it.
 */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return <Text className={`i i-${name} ${className}`} aria-hidden />
}
