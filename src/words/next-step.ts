import type { Me } from '@jucai/contract/accounts'

/** How far somebody has come on the way to a talent code. */
export type Standing = 'visitor' | 'signed-in' | 'registered' | 'coded'

/** The standing of the person on this phone; null is nobody signed in. */
export const standingOf = (me: Pick<Me, 'registered' | 'hasCredential'> | null): Standing => {
  if (!me) return 'visitor'
  if (!me.registered) return 'signed-in'
  return me.hasCredential ? 'coded' : 'registered'
}

/** What brings a person one standing further: the words of the button and the page it opens. */
export const stepFrom: Record<Standing, { title: string; why: string; button: string; to: string }> = {
  visitor: {
    title: '先登录，看看你能享受什么',
    why: '手机号就行，不用注册。',
    button: '登录',
    to: '/account/sign-in/index',
  },
  'signed-in': {
    title: '两分钟，登记成星城人才',
    why: '填完马上告诉你属于哪一类、能享受什么、为什么。',
    button: '两分钟登记',
    to: '/account/register/index',
  },
  registered: {
    title: '领取你的人才码',
    why: '到站点亮一下，服务当场办。码只存在这部手机里。',
    button: '领取人才码',
    to: '/pages/code/index',
  },
  coded: {
    title: '亮码就能用',
    why: '到站点出示，工作人员当场登记。',
    button: '出示人才码',
    to: '/pages/code/index',
  },
}
