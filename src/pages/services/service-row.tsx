import { Navigator, Text, View } from '@tarojs/components'
import type { City, Service } from '@jucai/contract/city'
import type { Me } from '@jucai/contract/accounts'
import { Icon } from '@/components/icon'
import { Tag } from '@/components/tag'
import { openTypeOf } from '@/page-address'
import { audienceOf, entitlementOf } from '@/words/entitlement'
import { situationIcons } from '@/words/situations'

/** A service of the catalogue: its name, what one gets, and whether it is mine. */
export function ServiceRow({ city, service, me }: { city: City; service: Service; me: Me | null }) {
  const { state } = entitlementOf(city, service, me)
  const audience = audienceOf(city, service)
  const url = `/city/service/index?id=${service.id}`
  return (
    <Navigator className="cell" url={url} openType={openTypeOf(url)}>
      <Icon name={situationIcons[service.situation]} className="cell-icon" />
      <View className="cell-main">
        <Text className="cell-title">{service.name}</Text>
        <View className="cell-note">{service.benefit}</View>
        {state === 'yes' && <Tag tone="good">你可享</Tag>}
        {state === 'no' && <Tag>{`需要 ${audience}`}</Tag>}
        {state === 'unknown' && service.tiers.length < city.tiers.length && <Tag>{audience}</Tag>}
      </View>
      <Icon name="chevron-right" className="cell-go" />
    </Navigator>
  )
}
