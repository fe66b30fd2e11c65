import type { Verdict } from '@jucai/contract/vocabulary'
import type { TimeFault } from './occasions'

/** Why a record is refused, beside what the code itself was found to be. */
export type Refusal =
  | { verdict: Exclude<Verdict, 'valid' | 'already-recorded'> }
  | { verdict: Verdict; because: TimeFault | 'before-code' | 'before-role' | 'elsewhere' | 'used-before' }

const ofCause = {
  ahead: '扫码手机的时间快了一分钟以上，请把时间设为自动后再扫一次',
  'tap-late': '扫码已经超过 10 分钟，请再扫一次',
  'too-old': '扫码到现在已超过 72 小时，不能再补登',
  'before-code': '扫码时间早于这个人才码的签发时间，不能补登',
  'before-role': '扫码时间早于你成为这个站点工作人员的时间，不能补登',
  elsewhere: '同一个画面已在别的站点登记过。请对方打开人才码页，重新扫码',
  'used-before': '这个画面早先联网登记过，不能再用来补登别的服务',
} as const
const ofVerdict: Partial<Record<Verdict, string>> = {
  revoked: '扫码的时候，这个码已经停用',
  expired: '扫码的时候，这个码已经到期',
  'stale-proof': '扫到的画面是旧的，不是当时打开的人才码页',
  'clock-off': '出示的手机时间快了。请对方把时间设为自动，再扫一次',
  'wrong-challenge': '对方没有答上这次的现场口令。请再出一个口令，对方输入后再扫',
  altered: '码不完整或被改动',
  'unknown-issuer': '这不是本市签发的人才码',
  'not-a-talent-code': '请扫对方“人才码”页上的码',
}

/** Why a record is refused, in a sentence; for one that waited, also whom to tell. */
export const refusalWords = (refusal: Refusal, queued: boolean, officePhone: string): string => {
  const why = 'because' in refusal ? ofCause[refusal.because] : ofVerdict[refusal.verdict]
  return queued
    ? `${why ?? ''}。服务已经提供的，请把时间和服务告诉人才办（${officePhone}），由他们核实`
    : (why ?? '')
}
