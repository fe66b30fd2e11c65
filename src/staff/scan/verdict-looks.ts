import type { Verdict } from '@jucai/contract/vocabulary'
import type { IconName } from '@/theme/icon-names'

/**
 * How a verdict looks from three metres, and what to do about it. The colour is the class
 * `verdict-<verdict>`.
 */
interface VerdictLook {
  words: string
  icon: IconName
  advice: string
}

/** Each verdict has its own words, icon and colour. */
export const verdictLooks: Record<Verdict, VerdictLook> = {
  valid: { words: '有效', icon: 'circle-check', advice: '请选择要登记的服务' },
  'already-recorded': { words: '已登记', icon: 'file-text', advice: '这次服务之前登记过，不用再登记' },
  expired: { words: '已到期', icon: 'calendar', advice: '请对方在人才码页重新领取' },
  revoked: { words: '已停用', icon: 'circle-x', advice: '请对方用领码的那部手机，或重新领取' },
  'wrong-challenge': {
    words: '口令不对',
    icon: 'circle-x',
    advice: '对方没有输入这次的口令，或输错了。请再出一个口令',
  },
  'stale-proof': { words: '旧画面', icon: 'camera', advice: '可能是截图。请对方打开人才码页，现场出示' },
  'clock-off': { words: '时间不对', icon: 'clock', advice: '请检查两部手机的时间，都设为自动' },
  altered: {
    words: '不可信',
    icon: 'triangle-alert',
    advice: '码不完整或被改动。请再扫一次，仍如此则不予服务',
  },
  'unknown-issuer': { words: '非本市', icon: 'landmark', advice: '这不是本市签发的人才码' },
  'not-a-talent-code': { words: '不是人才码', icon: 'qr-code', advice: '请扫对方“人才码”页上的码' },
}

/** A phone's clock is seldom further out than this. */
const slowSeconds = 10 * 60
const minutesOf = (seconds: number) => Math.max(1, Math.round(seconds / 60))

/**
 * What to do about a verdict. A picture of a few minutes ago may be a phone whose clock is slow, one of hours
 * ago is a picture; `lateSeconds` is by how much it is old, negative when it is early, null when unknown.
 */
export const adviceOf = (verdict: Verdict, lateSeconds: number | null): string => {
  if (lateSeconds === null) return verdictLooks[verdict].advice
  if (verdict === 'clock-off') return '对方手机的时间快了。请对方把时间设为自动，再打开人才码页'
  if (verdict !== 'stale-proof') return verdictLooks[verdict].advice
  if (lateSeconds <= slowSeconds)
    return `画面停在约 ${minutesOf(lateSeconds)} 分钟前：可能是截图，也可能是对方手机时间慢了。请对方把时间设为自动，重新打开人才码页`
  return lateSeconds < 7200
    ? `这是约 ${minutesOf(lateSeconds)} 分钟前的画面，多半是截图。请对方打开人才码页，现场出示`
    : '这是几个小时以前的画面，多半是截图。请对方打开人才码页，现场出示'
}
