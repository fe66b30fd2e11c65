/** What WeChat's phone number button reports. */
export interface PhoneGrant {
  code?: string | undefined
  errno?: number | undefined
  errMsg?: string | undefined
}

/** A code for the server, or why there is none with what to do instead. */
type PhoneAnswer = { code: string } | { why: string }

// https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html
const quotaUsedUp = 1400001

/** Reads the report of the phone number button: the code, or a sentence that leads to the text message. */
export function readGrant({ code, errno, errMsg }: PhoneGrant): PhoneAnswer {
  if (code) return { code }
  if (errno === quotaUsedUp) return { why: '微信暂时取不到手机号，请用短信验证码绑定。' }
  if (/deny|cancel|privacy/.test(errMsg ?? '')) return { why: '没有授权也没关系，可以用短信验证码绑定。' }
  return { why: '没有从微信取到手机号，请用短信验证码绑定。' }
}
