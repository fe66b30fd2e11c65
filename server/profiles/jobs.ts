import type { Vault } from '../core/encryption'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import { notice } from './notice'

/** Messages about registration and consent. */
export const profileReactions = ({ vault }: { vault: Vault }): NamedReactions => ({
  'person.registered': {
    welcome: ({ tx, now }, { personId }) =>
      notify(tx, vault, now, {
        personId,
        kind: 'welcome',
        title: '登记成功',
        body: '你的人才登记已完成。现在可以领取人才码，到工作站、公寓和场馆出示，享受对应的服务。',
        link: '/pages/code/index',
      }),
  },
  'consent.withdrawn': {
    tell: ({ tx, now }, { personId, purpose }) => {
      const found = notice.purposes.find((one) => one.purpose === purpose)
      return notify(tx, vault, now, {
        personId,
        kind: 'security',
        title: `已撤回同意：${found?.title ?? purpose}`,
        body: found?.afterWithdrawal ?? '',
        link: '/account/consents/index',
      })
    },
  },
})
