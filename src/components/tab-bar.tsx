import { Navigator, Text, View } from '@tarojs/components'
import type { IconName } from '@/theme/icon-names'
import { Icon } from './icon'
import { Badge } from './tag'

/** The five tabs. */
export type TabKey = 'home' | 'services' | 'code' | 'messages' | 'mine'

const tabs: { key: TabKey; text: string; icon: IconName }[] = [
  { key: 'home', text: '首页', icon: 'house' },
  { key: 'services', text: '服务', icon: 'layout-grid' },
  { key: 'code', text: '人才码', icon: 'qr-code' },
  { key: 'messages', text: '消息', icon: 'bell' },
  { key: 'mine', text: '我的', icon: 'user-round' },
]

/** The tab bar on H5, as links; on WeChat the client draws its own from app.config.ts. */
export function TabBar({ current, unread = 0 }: { current: TabKey; unread?: number }) {
  return (
    <View className="tabs" aria-role="navigation" aria-label="主导航">
      {tabs.map(({ key, text, icon }) => (
        <Navigator
          key={key}
          className={`tab tab-${key}`}
          url={`/pages/${key}/index`}
          openType="switchTab"
          aria-current={key === current ? 'page' : undefined}
        >
          <Icon name={icon} />
          <Text>{text}</Text>
          {key === 'messages' && <Badge count={unread} of="条未读" />}
        </Navigator>
      ))}
    </View>
  )
}
