import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { Image, View } from '@tarojs/components'
import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { fromBase64url } from '@jucai/contract/talent-code/bytes'
import { makeTalentCode, nonceBytes, stepAt, stepSeconds } from '@jucai/contract/talent-code/proof'
import { clockOffset } from '@/api'
import { Button } from '@/components/button'
import { toast } from '@/components/toast'
import type { HeldCode } from '@/held-code'
import { randomBytes } from '@/random'
import { signWith } from '@/signatures'
import { holdScreen } from './hold-screen'
import { qrPicture } from './qr-picture'

const serverNow = () => new Date(Date.now() + clockOffset.ms)

/** The picture of one step; `turn` alternates, so that the ring's animation starts afresh. */
interface Shown {
  picture: string | null
  step: number
  turn: number
  elapsedMs: number
}

const elapsedAt = (now: Date) => now.getTime() - stepAt(now) * 1000

/**
 * The QR code, renewed at the start of each step of 30 seconds without a request, and at once when the page
 * is shown again. Says nothing about whether the code is in force: only a scanner may say that, or a
 * picture of a green tick would do.
 */
export function LiveCode({ code }: { code: HeldCode }) {
  const [shown, setShown] = useState<Shown>(() => {
    const now = serverNow()
    return { picture: null, step: stepAt(now), turn: 0, elapsedMs: elapsedAt(now) }
  })
  const text = useRef('')
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const release = useRef<(() => void) | null>(null)
  const turn = useRef(0)

  const renew = async () => {
    clearTimeout(timer.current)
    const mine = (turn.current += 1)
    const nonce = await randomBytes(nonceBytes)
    if (mine !== turn.current) return
    const now = serverNow()
    const [step, elapsedMs] = [stepAt(now), elapsedAt(now)]
    text.current = makeTalentCode(fromBase64url(code.credential.credential), step, nonce, signWith(code.seed))
    const picture = qrPicture(text.current)
    // The ring has been running since it was drawn; only a new step, or a page that was away, starts it
    // again.
    setShown((before) =>
      mine === 1 && before.step === step
        ? { ...before, picture }
        : { picture, step, turn: mine % 2, elapsedMs },
    )
    timer.current = setTimeout(() => void renew(), stepSeconds * 1000 - elapsedMs)
  }
  const start = () => {
    release.current ??= holdScreen()
    void renew()
  }
  const stop = () => {
    turn.current += 1
    clearTimeout(timer.current)
    release.current?.()
    release.current = null
  }
  useEffect(() => {
    start()
    return stop
  }, [code])
  useDidShow(start)
  useDidHide(stop)

  const copy = async () => {
    await Taro.setClipboardData({ data: text.current })
    toast('已复制，一分钟内有效')
  }

  return (
    <View className="live-code">
      <View
        className={`live-ring live-ring-${shown.turn}`}
        style={{ '--elapsed': `-${shown.elapsedMs}ms` } as CSSProperties}
      >
        {shown.picture && (
          <Image
            className="live-picture"
            src={shown.picture}
            aria-role="img"
            aria-label="人才码，请出示给工作人员扫描"
          />
        )}
      </View>
      <View className="tiny">每 30 秒自动更新，截图很快失效</View>
      <Button kind="quiet" onClick={copy}>
        不方便扫码？复制人才码文本
      </Button>
    </View>
  )
}
