import { Button, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { isTabPage } from '@/page-address'
import { Icon } from './icon'

/**
 * Title and way back on H5. After a reload there is nothing to go back to, so it leads one level up
 * instead.
 */
export function NavigationBar({ title, up }: { title: string; up: string }) {
  function back(): void {
    if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
    else if (isTabPage(up)) void Taro.switchTab({ url: up })
    else void Taro.redirectTo({ url: up })
  }
  return (
    <View className="bar" aria-role="banner">
      <Button className="bar-back" aria-label="返回" onClick={back}>
        <Icon name="arrow-left" />
      </Button>
      <View className="bar-title" aria-role="heading" aria-level={1}>
        {title}
      </View>
    </View>
  )
}
