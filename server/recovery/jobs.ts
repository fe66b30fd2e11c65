import { peopleWithRole } from '../accounts'
import type { Vault } from '../core/encryption'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import { reasonOf, recoveryById } from './repository'

/**
 * Tells the owner, the asker and the office about recoveries. The owner is told at once, in case it is not
 * they who ask.
 */
export const recoveryReactions = ({ vault }: { vault: Vault }): NamedReactions => ({
  'recovery.requested': {
    tell: async ({ tx, now }, { recoveryId }) => {
      const row = await recoveryById(tx, recoveryId)
      if (!row) return
      await notify(tx, vault, now, {
        personId: row.target_person_id,
        kind: 'security',
        title: row.disputes_document ? '有人说你登记的证件是他的' : '有人申请找回你的账号',
        body: row.disputes_document
          ? '有人向人才办申请核实：你登记的证件号码属于他本人。如果证件是你的，请立即联系人才办；核实前什么都不会改。'
          : '有人凭你的姓名和证件号码，向人才办申请找回这个账号。如果不是你本人，请立即联系人才办，账号不会在核实前转移。',
        link: '/account/sessions/index',
      })
      for (const personId of await peopleWithRole(tx, 'security-admin')) {
        await notify(tx, vault, now, {
          personId,
          kind: 'recovery',
          title: '有新的账号找回申请',
          body: '请核实申请人身份后处理，处理意见申请人会看到。',
          link: '/staff/team/index',
        })
      }
    },
  },
  'recovery.decided': {
    tell: async ({ tx, now }, { recoveryId }) => {
      const row = await recoveryById(tx, recoveryId)
      if (!row) return
      const approved = row.state === 'approved'
      const gained = row.disputes_document
        ? '证件号码已从别人的账号解除，你现在可以登记了。'
        : '你现在的登录方式已绑定到原来的账号，原来登录的设备已退出。'
      await notify(tx, vault, now, {
        personId: approved && !row.disputes_document ? row.target_person_id : row.person_id,
        kind: 'recovery',
        title: row.disputes_document
          ? `证件核实申请${approved ? '已通过' : '未通过'}`
          : approved
            ? '账号已找回'
            : '账号找回申请未通过',
        body: `${approved ? gained : ''}人才办的意见：${reasonOf(vault, row) ?? ''}`,
        link: approved ? '/pages/mine/index' : '/account/recover/index',
      })
    },
  },
})
