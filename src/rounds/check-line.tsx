import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Icon } from '@/components/icon'

/** One thing that was checked: it holds, it does not, or it could not be looked at yet. */
export function CheckLine({ holds, children }: { holds: boolean | null; children: ReactNode }) {
  const [icon, look, word] =
    holds === null
      ? (['info', '', '还不能查'] as const)
      : holds
        ? (['circle-check', 'check-good', '对得上'] as const)
        : (['circle-x', 'check-bad', '对不上'] as const)
  return (
    <View className={`check-line ${look}`}>
      <Icon name={icon} />
      <View>
        <View className="strong">{word}</View>
        {children}
      </View>
    </View>
  )
}
