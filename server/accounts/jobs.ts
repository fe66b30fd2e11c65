import type { Vault } from '../core/encryption'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'

const words = { phone: '手机号', wechat: '微信' } as const

/** Tells people of changes to how their account is entered. */
export const accountReactions = ({ vault }: { vault: Vault }): NamedReactions => ({
  'identity.changed': {
    tell: ({ tx, now }, { personId, kind }) =>
      notify(tx, vault, now, {
        personId,
        kind: 'security',
        title: `登录用的${words[kind]}已更新`,
        body: `你的账号刚刚绑定了新的${words[kind]}。如果不是你本人操作，请到“我的 → 登录设备”退出所有设备，并联系人才办。`,
        link: '/account/sessions/index',
      }),
  },
  'identity.released': {
    tell: ({ tx, now }, { personId }) =>
      notify(tx, vault, now, {
        personId,
        kind: 'security',
        title: '你的手机号不再用于登录',
        body: '有人用短信验证码证明了现在持有这个号码，并说明这个账号不是自己的。账号和资料都在。请绑定现在的手机号；用新号码登录的，到“找回账号”办理。',
        link: '/account/settings/index',
      }),
  },
  'person.merged': {
    tell: ({ tx, now }, { intoPersonId }) =>
      notify(tx, vault, now, {
        personId: intoPersonId,
        kind: 'security',
        title: '登录方式已合并到你的账号',
        body: '你用手机号和微信都可以登录这个账号了。如果不是你本人操作，请到“我的 → 登录设备”退出所有设备，并联系人才办。',
        link: '/account/sessions/index',
      }),
  },
})
