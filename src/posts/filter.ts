import { useState } from 'react'
import Taro from '@tarojs/taro'
import type { PostFilter } from '@jucai/contract/post-shapes'
import { payUnitLabels, postKindLabels } from '@jucai/contract/post-vocabulary'
import { degreeLabels } from '@jucai/contract/vocabulary'
import { grouped } from '@/words/amounts'

/** What is looked for, and whether only what fits the reader is shown: that is judged on this phone. */
export interface Wanted extends PostFilter {
  fitsMe?: boolean
  regionName?: string
  chainName?: string
  shortageName?: string
}
const key = 'post-filter'
const kept = (): Wanted => {
  try {
    return JSON.parse(Taro.getStorageSync<string>(key) || '{}') as Wanted
  } catch {
    return {}
  }
}
/** A filter that this phone remembers; words are typed anew. */
export function useFilter(): [Wanted, (wanted: Wanted) => void] {
  const [wanted, show] = useState(kept)
  const set = (next: Wanted) => {
    show(next)
    const { q: _words, ...rest } = next
    try {
      Taro.setStorageSync(key, JSON.stringify(rest))
    } catch {
      // A full storage must not stop anyone from looking.
    }
  }
  return [wanted, set]
}
/** Only what the server looks for. */
export const asked = ({
  fitsMe: _fits,
  regionName: _region,
  chainName: _chain,
  shortageName: _shortage,
  ...filter
}: Wanted): PostFilter => filter

/** A filter in words, part by part. */
export const filterWords = (
  { q, kind, degree, payAtLeastFen, payUnit, chain, shortage, region }: PostFilter,
  { regionName, chainName, shortageName }: Pick<Wanted, 'regionName' | 'chainName' | 'shortageName'> = {},
): string[] => [
  ...(q ? [`“${q}”`] : []),
  ...(kind ? [postKindLabels[kind]] : []),
  ...(degree ? [`${degreeLabels[degree]}可投`] : []),
  ...(payAtLeastFen ? [`¥${grouped(payAtLeastFen / 100)}/${payUnitLabels[payUnit ?? 'month']}以上`] : []),
  ...(chain ? [chainName ?? '限定产业链'] : []),
  ...(shortage ? [shortageName ?? '限定急需紧缺岗位'] : []),
  ...(region ? [regionName ?? '限定地区'] : []),
]
