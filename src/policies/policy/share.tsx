import { useState } from 'react'
import { Image, View } from '@tarojs/components'
import type { BrandPalette } from '@jucai/contract/palette'
import type { Policy } from '@jucai/contract/policies/book'
import { usePalette } from '@/city-store'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { dayText } from '@/words/dates'
import { Slot } from '../slot'
import type { Standing } from '../standing'
import { amountsOf } from './amounts'
import type { ShareCard } from './share-card'
import { handOn, sharePicture } from './share-picture'

const cardOf = (policy: Policy, standing: Standing, palette: BrandPalette | undefined): ShareCard => ({
  title: policy.title,
  summary: policy.summary,
  department: policy.department,
  amounts: amountsOf(policy, standing)
    .filter(({ value }) => value !== '')
    .map(({ label, value, longest }) => `${label} ${value}${longest ? `，最长 ${longest}` : ''}`),
  inForce: `${dayText(policy.inForceFrom)}起施行${policy.inForceTo ? `，到${dayText(policy.inForceTo)}止` : ''}`,
  sample: policy.source.sample === true,
  palette,
})

/** A picture of the policy to hand on: what it is and gives, and nothing of who hands it on. */
export function Share({ policy, standing }: { policy: Policy; standing: Standing }) {
  const [picture, setPicture] = useState<string>()
  const [failed, setFailed] = useState(false)
  const palette = usePalette()
  const tried = async (act: () => Promise<void>) => {
    setFailed(false)
    try {
      await act()
    } catch {
      setFailed(true)
    }
  }
  return (
    <>
      <Button
        kind="secondary"
        wide
        icon="send"
        onClick={() => tried(async () => setPicture(await sharePicture(cardOf(policy, standing, palette))))}
      >
        做成图片，分享给朋友
      </Button>
      <Slot show={failed}>
        {failed && (
          <Notice kind="care" title="图片没有做成" live>
            这部手机画不了图片，可以用右上角的菜单直接转发这一页。
          </Notice>
        )}
      </Slot>
      {picture && (
        <Sheet title="分享图" onClose={() => setPicture(undefined)}>
          <View className="stack">
            <Image
              className="share-picture"
              src={picture}
              mode="widthFix"
              aria-label={`${policy.title}的分享图`}
            />
            <Button wide onClick={() => tried(() => handOn(picture, policy.title))}>
              {process.env.TARO_ENV === 'h5' ? '存为图片' : '发给朋友或存到相册'}
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
