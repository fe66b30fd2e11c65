import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { City } from '@jucai/contract/city'
import type { Profile } from '@jucai/contract/profiles'
import { Button } from '@/components/button'
import { ConsentSheet } from '@/components/consent-sheet'
import type { PurposeNotice } from '@/components/purpose-facts'
import { TalentCardFrame, cardTierOf } from '@/components/talent-card-frame'
import './done.scss'

interface DoneProps {
  profile: Profile
  personId: string
  city: City | undefined
  /**
   * The notice for the talent code while the reader has not agreed to it: asked here, so that the code is
   * one tap away.
   */
  missingConsent: PurposeNotice | undefined
  onGive(): Promise<void>
}

/** The moment after: one's own card with one's own sky, and the one next step. */
export function Done({ profile, personId, city, missingConsent, onGive }: DoneProps) {
  const [asking, setAsking] = useState(false)
  const toCode = () => Taro.switchTab({ url: '/pages/code/index' })
  return (
    <View className="stack done">
      <View className="done-card">
        <TalentCardFrame
          seed={personId}
          tier={cardTierOf(city?.tiers.find(({ key }) => key === profile.tier?.key)?.rank ?? 5)}
          tierName={profile.tier?.name ?? '已登记'}
          name={profile.name}
          city={city ? `${city.name} · 聚才` : '聚才'}
        />
      </View>
      <View className="done-words" aria-role="status">
        <View className="h2" aria-role="heading" aria-level={2}>
          {profile.name}，星图上有你了
        </View>
        <View className="small">
          这片星座只属于你。{profile.tier ? `${profile.tier.because}。` : '资料有变化时会重新看一遍层次。'}
        </View>
      </View>
      <Button wide kind="star" icon="qr-code" onClick={missingConsent ? () => setAsking(true) : toCode}>
        领取人才码
      </Button>
      <Button wide kind="quiet" onClick={() => Taro.switchTab({ url: '/pages/home/index' })}>
        先回首页
      </Button>
      {asking && missingConsent && (
        <ConsentSheet
          notice={missingConsent}
          onClose={() => setAsking(false)}
          onGive={async () => {
            await onGive()
            await toCode()
          }}
        />
      )}
    </View>
  )
}
