import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { Image, View } from '@tarojs/components'
import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { fromBase64url } from '@jucai/contract/talent-code/bytes'
import {
  challengedNonce,
  makeTalentCodeLater,
  nonceBytes,
  stepAt,
  stepSeconds,
} from '@jucai/contract/talent-code/proof'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { serverNow } from '@/api'
import { isClockUnproven, type HeldCode } from '@/held-code'
import { randomBytes } from '@/random'
import { AnswerDialog, askNatively } from './answer-dialog'
import { holdScreen } from './hold-screen'
import { qrPicture } from './qr-picture'

/** The picture of one step; `turn` alternates, so that the ring's animation starts afresh. */
interface Shown {
  picture: string | null
  step: number
  turn: number
  elapsedMs: number
}

/** How long the digits of a scanner are in the code. */
const answerMs = 120_000

const elapsedAt = (now: Date) => now.getTime() - stepAt(now) * 1000

/**
 * The QR code, renewed at the start of each step of 30 seconds without a request, and at once when the page
 * is shown again. Says nothing about whether the code is in force: only a scanner may say that, or a
 * picture of a green tick would do.
 */
export function LiveCode({ code, onUnproven }: { code: HeldCode; onUnproven(): unknown }) {
  const [shown, setShown] = useState<Shown>(() => {
    const now = serverNow()
    return { picture: null, step: stepAt(now), turn: 0, elapsedMs: elapsedAt(now) }
  })
  const text = useRef('')
  const answer = useRef<{ digits: string; until: number } | null>(null)
  const [answering, setAnswering] = useState<string | null>(null)
  const [typing, setTyping] = useState(false)
  const [unproven, setUnproven] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const release = useRef<(() => void) | null>(null)
  const turn = useRef(0)
  const drawing = useRef<Promise<unknown>>()

  const renew = async () => {
    clearTimeout(timer.current)
    const mine = (turn.current += 1)
    const random = await randomBytes(nonceBytes)
    const now = serverNow()
    const [step, elapsedMs] = [stepAt(now), elapsedAt(now)]
    if (answer.current && answer.current.until <= now.getTime()) answer.current = null
    const digits = answer.current?.digits ?? null
    const nonce = digits === null ? random : challengedNonce(random, digits)
    const isUnproven = await isClockUnproven(now)
    const made = isUnproven
      ? ''
      : await makeTalentCodeLater(fromBase64url(code.credential.credential), step, nonce, code.key.sign)
    if (mine !== turn.current) return
    setUnproven(isUnproven)
    setAnswering(digits)
    text.current = made
    if (isUnproven) return onUnproven()
    const picture = qrPicture(text.current)
    // The ring has been running since it was drawn; only a new step, or a page that was away, starts it
    // again.
    setShown((before) =>
      mine === 1 && before.step === step
        ? { ...before, picture }
        : { picture, step, turn: mine % 2, elapsedMs },
    )
    timer.current = setTimeout(draw, stepSeconds * 1000 - elapsedMs)
  }
  const draw = () => {
    drawing.current = renew()
  }
  const start = () => {
    release.current ??= holdScreen()
    draw()
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
    // Not drawn yet: nothing would be copied, and said to be.
    for (let waited; text.current === '' && waited !== drawing.current;) await (waited = drawing.current)
    if (text.current === '') return
    await Taro.setClipboardData({ data: text.current })
    toast('已复制，一分钟内有效')
  }

  const takeTyped = async () => {
    // Full-width digits too; digitsOf would bring its module into the main package.
    const typed = (await askNatively())?.normalize('NFKC').replace(/\D/g, '')
    if (typed?.length === 6) take(typed)
    else if (typed !== undefined) toast('口令是六位数字')
  }
  const take = (digits: string) => {
    setTyping(false)
    answer.current = { digits, until: serverNow().getTime() + answerMs }
    draw()
  }

  if (unproven)
    return (
      <Notice kind="care" title="请连一次网络" live>
        这部手机很久没有和服务器核对时间了。联网后，人才码马上恢复。
        <Button kind="secondary" onClick={onUnproven}>
          再试一次
        </Button>
      </Notice>
    )
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
      <View className="tiny" aria-role="status">
        {answering === null
          ? '每 30 秒自动更新，截图很快失效'
          : `已答现场口令 ${answering}，请出示给工作人员`}
      </View>
      <Button kind="quiet" onClick={process.env.TARO_ENV === 'weapp' ? takeTyped : () => setTyping(true)}>
        输入现场口令
      </Button>
      {process.env.TARO_ENV !== 'weapp' && typing && (
        <AnswerDialog onAnswer={take} onClose={() => setTyping(false)} />
      )}
      <Button kind="quiet" onClick={copy}>
        不方便扫码？复制人才码文本
      </Button>
    </View>
  )
}
