import { View } from '@tarojs/components'
import type { City, Service } from '@jucai/contract/city'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { SourceQuote } from '@/components/source-line'
import { useSession } from '@/session'
import { audienceOf, entitlementOf } from '@/words/entitlement'

/** Who may have a service, and why this person may or may not: the clause in its own words. */
export function Who({ city, service }: { city: City; service: Service }) {
  const me = useSession((session) => session.me)
  const { state, mine, needed } = entitlementOf(city, service, me)
  const verdict = {
    yes: { icon: 'circle-check', words: `你可以享受：你是 ${mine?.name ?? ''}` },
    no: {
      icon: 'circle-x',
      words: `你现在还不能享受：你是 ${mine?.name ?? ''}，这项从 ${needed?.name ?? ''} 起`,
    },
    unknown: {
      icon: 'info',
      words: me ? '登记后，马上知道你能不能享受' : '登录登记后，马上知道你能不能享受',
    },
  } as const
  const { icon, words } = verdict[state]
  const clause = state === 'yes' ? mine?.source : needed?.source
  return (
    <Card title="谁能享受" aside={audienceOf(city, service)}>
      <View className={`who who-${state}`}>
        <Icon name={icon} />
        <View>{words}</View>
      </View>
      <View className="tiers">
        {city.tiers.map((tier) => {
          const may = service.tiers.includes(tier.key)
          return (
            <View key={tier.key} className={may ? 'tier' : 'tier tier-no'}>
              <Icon name={may ? 'check' : 'x'} />
              <View className="tier-name">{tier.name}</View>
              <View className="tiny">{`${may ? '可以' : '暂不'}${tier.key === mine?.key ? ' · 你在这里' : ''}`}</View>
            </View>
          )
        })}
      </View>
      {clause && (
        <>
          <View className="small who-why">
            {state === 'no' ? '要达到的条件' : state === 'yes' ? '你符合的条款' : '最低要求'}
          </View>
          <SourceQuote source={clause} />
        </>
      )}
    </Card>
  )
}
