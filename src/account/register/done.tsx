import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { City } from '@jucai/contract/city'
import type { Profile } from '@jucai/contract/profiles'
import { Button } from '@/components/button'
import { TalentCardFrame, cardTierOf } from '@/components/talent-card-frame'
import './done.scss'

/** The moment after: one's own card with one's own sky, and the one next step. */
export function Done({ profile, personId, city }: { profile: Profile; personId: string; city: City | undefined }) {
  return (
    <View className="stack done">
      <View className="done-card">
        <TalentCardFrame seed={personId} tier={cardTierOf(city?.tiers.find(({ key }) => key === profile.tier?.key)?.rank ?? 5)} tierName={profile.tier?.name ?? '已登记'} name={profile.name} city={city ? `${city.name} · 聚才` : '聚才'} />
      </View>
      <View className="done-words" aria-role="status">
        <View className="h2" aria-role="heading" aria-level={2}>{profile.name}，星图上有你了</View>
        <View className="small">这片星座只属于你。{profile.tier ? `${profile.tier.because}。` : '资料有变化时会重新看一遍层次。'}</View>
      </View>
      <Button wide kind="star" icon="qr-code" onClick={() => Taro.switchTab({ url: '/pages/code/index' })}>领取人才码</Button>
      <Button wide kind="quiet" onClick={() => Taro.switchTab({ url: '/pages/home/index' })}>先回首页</Button>
    </View>
  )
}
