import { useState } from 'react'
import { Button as TaroButton, View } from '@tarojs/components'
import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { create } from 'zustand'
import { Button } from './button'
import { Sheet } from './sheet'
import './button.scss'

type Resolve = Parameters<Taro.onNeedPrivacyAuthorization.Listener>[0]

/** Waiting answers: WeChat may ask for several capabilities before the reader has answered once. */
const useAsked = create<{ waiting: Resolve[] }>(() => ({ waiting: [] }))
const agreeId = 'agree-privacy'

/**
 * Hears, once for the whole app, that WeChat wants consent before a capability such as the phone number.
 * WeChat only.
 */
export function listenForPrivacy(): void {
  // Clients before 2.32.3 have no such question: their capabilities work at once.
  Taro.onNeedPrivacyAuthorization?.((resolve) =>
    useAsked.setState(({ waiting }) => ({ waiting: [...waiting, resolve] })),
  )
}

function answer(event: 'agree' | 'disagree'): void {
  const { waiting } = useAsked.getState()
  useAsked.setState({ waiting: [] })
  waiting.forEach((resolve) => resolve(event === 'agree' ? { event, buttonId: agreeId } : { event }))
}

/** Our own words in place of WeChat's bare question. Part of every page; only the one in front shows it. */
export function PrivacySheet() {
  const asked = useAsked(({ waiting }) => waiting.length > 0)
  const [inFront, setInFront] = useState(true)
  useDidShow(() => setInFront(true))
  useDidHide(() => setInFront(false))
  if (!asked || !inFront) return null
  return (
    <Sheet title="先看一眼隐私保护指引" onClose={() => answer('disagree')}>
      <View className="stack">
        <View className="small">
          接下来要用到微信提供的一项能力（例如手机号、相机）。只在你点了对应按钮时使用，不会在后台收集。不同意也可以继续浏览，换一种方式办理。
        </View>
        <Button kind="quiet" icon="file-text" onClick={() => Taro.openPrivacyContract({})}>
          查看完整的隐私保护指引
        </Button>
        <TaroButton
          id={agreeId}
          className="btn btn-primary btn-wide"
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={() => answer('agree')}
        >
          同意并继续
        </TaroButton>
        <Button kind="secondary" wide onClick={() => answer('disagree')}>
          不同意
        </Button>
      </View>
    </Sheet>
  )
}
