import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { call } from '@/api'
import { Cell, CellGroup } from '@/components/cell'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { keepMe } from '@/fresh-me'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'

/**
 * Links the WeChat of this phone to an account that signed in by number. Draws nothing outside WeChat or
 * when nobody is signed in.
 */
export function WeChatLink() {
  const me = useSession((session) => session.me)
  const [error, setError] = useState<string>()
  if (process.env.TARO_ENV !== 'weapp' || !me) return null

  async function link(): Promise<void> {
    setError(undefined)
    try {
      const { code } = await Taro.login()
      await keepMe(call('PUT /me/wechat', { body: { code } }))
      toast('已绑定，下次一点就能登录')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <CellGroup title="登录方式">
        {me.wechat ? (
          <Cell icon="message-circle" title="微信" value={<Tag tone="good">已绑定</Tag>} />
        ) : (
          <Cell
            icon="message-circle"
            title="绑定微信"
            note="用这部手机的微信，下次一点就能登录"
            onClick={link}
          />
        )}
      </CellGroup>
      {error && (
        <Notice kind="bad" title="没有绑定成功" live>
          {error}
        </Notice>
      )}
    </View>
  )
}
