import { roleLabels } from '@jucai/contract/vocabulary'
import type { Vault } from '../core/encryption'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'

/** Tells people of roles gained and lost. */
export const staffReactions = ({ vault }: { vault: Vault }): NamedReactions => ({
  'staff.role-taken': {
    tell: ({ tx, now }, { personId, role, stationName }) =>
      notify(tx, vault, now, {
        personId,
        kind: 'staff',
        title: `你已成为${roleLabels[role]}`,
        body: `${stationName ? `工作地点：${stationName}。` : ''}你对他人信息的每一次查看都会留下记录，请只在工作需要时使用。`,
        link: role === 'clerk' ? '/staff/scan/index' : '/staff/team/index',
      }),
  },
  'staff.role-ended': {
    tell: ({ tx, now }, { personId, role }) =>
      notify(tx, vault, now, {
        personId,
        kind: 'staff',
        title: `你不再是${roleLabels[role]}`,
        body: '你的工作人员身份已取消，所有设备已退出登录。你的人才登记和人才码不受影响。',
        link: null,
      }),
  },
})
