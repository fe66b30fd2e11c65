import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'

const word = '删除'

/** What stays of an account, and why. */
const remains = [
  '已发生的服务记录去掉你的个人信息后保留，只用于统计；依法要留存的操作日志保留到期限为止。',
  '今年住过人才驿站的，次数连同证件号码的加密摘要留到年底，只用来数次数。',
  '还有公寓账单没付清的，账单仍然要付，请先记下账单编号；签好的合同加密保留到付清或核销为止，最长三年，只用来收这笔款。',
].join('')

/**
 * Leaving for good: says what goes and what stays, and asks for the word itself, so that no slip of a thumb
 * does it.
 */
export function DeleteAccount() {
  const [open, setOpen] = useState(false)
  return (
    <View className="stack">
      <View className="h2" aria-role="heading" aria-level={2}>
        注销账号
      </View>
      <View className="small">不想用了，可以把账号和个人信息全部删掉。</View>
      <Button wide kind="danger" icon="trash-2" onClick={() => setOpen(true)}>
        注销账号
      </Button>
      {open && (
        <Sheet title="注销账号" onClose={() => setOpen(false)}>
          <Asking onClose={() => setOpen(false)} />
        </Sheet>
      )}
    </View>
  )
}

function Asking({ onClose }: { onClose(): void }) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()

  async function remove(): Promise<void> {
    setError(undefined)
    if (typed.trim() !== word) return setFault(`请输入“${word}”两个字，确认不是误点`)
    try {
      await call('DELETE /me')
      useSession.getState().signedOut()
      toast('账号已注销')
      onClose()
      await Taro.switchTab({ url: '/pages/home/index' })
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <Notice kind="care" title="马上删掉，找不回来">
        登记资料、证件号码、手机号、消息全部删除，人才码立即失效，所有设备退出登录。正在办理的服务可能中止。
      </Notice>
      <Notice title="会留下的">{remains}</Notice>
      <TextInput
        label={`输入“${word}”确认`}
        value={typed}
        error={fault}
        autoComplete="off"
        maxLength={4}
        onChange={(text) => {
          setTyped(text)
          setFault(undefined)
        }}
      />
      {error && (
        <Notice kind="bad" title="没有注销成功" live>
          {error}
        </Notice>
      )}
      <Button wide kind="danger" onClick={remove}>
        注销并删除我的信息
      </Button>
      <Button wide kind="quiet" onClick={onClose}>
        先留着
      </Button>
    </View>
  )
}
