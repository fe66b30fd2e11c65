import { Button, Navigator, Text, View } from '@tarojs/components'
import type { Message } from '@jucai/contract/accounts'
import { timeInChina } from '@jucai/contract/china-time'
import { Icon } from '@/components/icon'
import { openTypeOf } from '@/page-address'
import type { IconName } from '@/theme/icon-names'

const icons: Record<Message['kind'], IconName> = {
  welcome: 'sparkles',
  'service-recorded': 'footprints',
  dispute: 'circle-alert',
  security: 'shield-check',
  staff: 'users',
  recovery: 'key-round',
  credential: 'qr-code',
  application: 'file-text',
  homecoming: 'house',
  payment: 'landmark',
  policy: 'star',
  stay: 'house',
  housing: 'house',
  lease: 'key-round',
  employer: 'building-2',
  work: 'file-text',
}

/**
 * One message: a link where it leads somewhere, a button that marks it read otherwise, plain text once
 * there is nothing left to do.
 */
export function MessageRow({ message, onRead }: { message: Message; onRead(): void }) {
  const { kind, title, body, link, createdAt, readAt } = message
  const inside = (
    <>
      <Icon name={icons[kind]} className="cell-icon" />
      <View className="cell-main">
        <View className="message-top">
          <Text className={readAt ? 'cell-title' : 'cell-title strong'}>{title}</Text>
          {!readAt && <Text className="unread" aria-role="img" aria-label="未读" />}
          <Text className="tiny message-at">{timeInChina(createdAt)}</Text>
        </View>
        <View className="small">{body}</View>
      </View>
      {link && <Icon name="chevron-right" className="cell-go" />}
    </>
  )
  if (link)
    return (
      <Navigator className="cell message" url={link} openType={openTypeOf(link)} onClick={onRead}>
        {inside}
      </Navigator>
    )
  if (!readAt)
    return (
      <Button className="cell message" onClick={onRead}>
        {inside}
      </Button>
    )
  return <View className="cell message">{inside}</View>
}
