import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { useCityStore } from '@/city-store'
import { constellationUri, wavesUri, type ConstellationShape } from '@/theme/constellation-svg'
import './talent-card-frame.scss'

/** Of the size that talent-card-frame.scss leaves for it beside the name. */
export const cardSky: ConstellationShape = { width: 164, height: 84, stars: 7 }

/** Tiers of the city's talent catalogue, highest first; each has a night of its own. */
export type CardTier = 'A' | 'B' | 'C' | 'D' | 'E'

/**
 * The night of a tier by its rank in the city's configuration: 1 is the highest, and all below the fifth
 * share one.
 */
export const cardTierOf = (rank: number): CardTier =>
  (['A', 'B', 'C', 'D', 'E'] as const)[Math.max(1, rank) - 1] ?? 'E'

interface TalentCardFrameProps {
  /** Seed of the constellation: an id of the person, so that everyone's sky is their own. */
  seed: string
  tier: CardTier
  /** Name of the tier as the city words it, for instance 青年人才. */
  tierName: string
  name: string
  city: string
  /** Only the upper edge, as on the home page. */
  peek?: boolean
  /** The QR code and what belongs to it, or the way to it, on a field of its own. */
  children?: ReactNode
}

/**
 * The talent card: a night sky by tier with the holder's constellation, or what else the city has on its cards,
 * name, tier and the city's mark.
 */
export function TalentCardFrame({ seed, tier, tierName, name, city, peek, children }: TalentCardFrameProps) {
  const face = useCityStore((store) => store.city?.brand.cardFace)
  const drawn = face === 'waves' ? wavesUri(seed) : constellationUri(seed, cardSky)
  const sky = { backgroundImage: `url("${drawn}")` }
  return (
    <View className={`talent talent-${tier}${peek ? ' talent-peek' : ''}`}>
      <View className="talent-sky" style={sky}>
        <View className="talent-city">{city}</View>
        <View className="talent-name">{name}</View>
        <View className="talent-tier">{tierName}</View>
      </View>
      {children && <View className="talent-field">{children}</View>}
    </View>
  )
}
