import { Text, View } from '@tarojs/components'
import { useStore } from 'zustand'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { ProblemNotice } from '@/components/problem-notice'
import { SignInFirst } from '@/components/sign-in-first'
import type { FormSession } from './session'

/** Says where what was typed is kept. Speaks up only when it is not on the server. */
export function SaveLine({ session }: { session: FormSession }) {
  const saved = useStore(session.state, (state) => state.saved)
  if (saved.where === 'server')
    return (
      <View className="saved">
        <Icon name="circle-check" />
        <Text>填一点存一点，换手机也能接着填</Text>
      </View>
    )
  if (saved.why === 'offline')
    return (
      <View className="saved saved-here" aria-role="status">
        <Icon name="wifi-off" />
        <Text>没有网络，先存在这台手机上，联网后自动同步</Text>
      </View>
    )
  if (saved.why === 'signed-out')
    return (
      <Notice kind="care" title="登录已失效，填的内容还在" live>
        <SignInFirst text="登录后接着填，一个字也不会丢。" />
      </Notice>
    )
  return (
    <ProblemNotice
      kind="care"
      title="先存在这台手机上了"
      problem={saved.problem}
      onConsented={session.flush}
    />
  )
}
