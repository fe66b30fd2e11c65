import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { clerkNow } from '../clerk-clock'
import { challengeMs } from './scanning'

/** Digits that a holder is asked for, and since when. */
export interface Asking {
  digits: string
  madeAt: Date
}

/** The digits for the holder to type in, large enough to be read across a counter, while they are good. */
export function Challenge({
  asking,
  onAgain,
  onLeave,
}: {
  asking: Asking
  onAgain(): Promise<void>
  onLeave(): void
}) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    setOver(false)
    const left = asking.madeAt.getTime() + challengeMs - clerkNow().getTime()
    const timer = setTimeout(() => setOver(true), left)
    return () => clearTimeout(timer)
  }, [asking])
  return (
    <View>
      <Notice kind="care" title={over ? '口令已过期' : '这项服务需要现场口令'} live>
        {over
          ? '两分钟过了，请再出一个口令。'
          : '请对方在人才码页点“输入现场口令”，输入下面六位数字，再扫对方的码。两分钟内有效。'}
      </Notice>
      {over ? (
        <Button kind="primary" wide onClick={onAgain}>
          再出一个口令
        </Button>
      ) : (
        <View className="challenge-digits" aria-label={`现场口令 ${[...asking.digits].join(' ')}`}>
          {asking.digits}
        </View>
      )}
      <Button kind="quiet" wide onClick={onLeave}>
        不办这项服务
      </Button>
    </View>
  )
}
