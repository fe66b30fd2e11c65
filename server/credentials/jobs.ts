import { spokenTime } from '../core/clock'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import { revoke, type CredentialDeps } from './commands'
import { insertMilestone } from './repository'
import { scanById } from './scan-records'

const system = { personId: null, role: 'system' }

/**
 * What follows from events: messages to holder and office, milestones, and revoking where the ground for a
 * code is gone.
 */
export const credentialReactions = (deps: CredentialDeps): NamedReactions => ({
  'person.registered': {
    'write-milestone': async ({ tx, now }, { personId }) => {
      await insertMilestone(tx, now, personId, 'registered', '完成人才登记')
    },
  },
  'consent.withdrawn': {
    revoke: async ({ tx, now }, { personId, purpose }) => {
      if (purpose !== 'talent-pool') await revoke({ db: tx, now, deps, actor: system }, personId, 'consent')
    },
  },
  'person.deleted': {
    revoke: async ({ tx, now }, { personId }) => {
      await revoke({ db: tx, now, deps, actor: system }, personId, 'deleted')
    },
  },
  'credential.revoked': {
    tell: async ({ tx, now }, { personId, because }) => {
      if (because === 'reissued')
        await notify(tx, deps.vault, now, {
          personId,
          kind: 'credential',
          title: '人才码已重新领取',
          body: `${spokenTime(now)}，你的人才码重新领取过，之前的码已停用。如果不是你本人操作，请马上停用人才码，并退出其他登录设备。`,
          link: '/pages/code/index',
        })
      if (because === 'lost')
        await notify(tx, deps.vault, now, {
          personId,
          kind: 'credential',
          title: '人才码已停用',
          body: '你停用了人才码，旧手机上的码扫描后会显示“已停用”。需要时可以随时重新领取。',
          link: '/pages/code/index',
        })
    },
  },
  'scan.recorded': {
    tell: async ({ tx, now }, { scanId, personId }) => {
      const scan = await scanById(tx, scanId)
      if (!scan || scan.undone_at) return
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'service-recorded',
        title: '服务已登记',
        link: '/account/timeline/index',
        body: `${spokenTime(scan.scanned_at)}，${scan.station_name}为你登记了“${scan.service_name}”${scan.offline ? '（当时没有网络，之后补登）' : ''}。如果不是你本人，请在足迹里点“这不是我”。`,
      })
    },
  },
  'scan.undone': {
    tell: async ({ tx, now }, { scanId, personId }) => {
      const scan = await scanById(tx, scanId)
      if (scan)
        await notify(tx, deps.vault, now, {
          personId,
          kind: 'service-recorded',
          title: '服务登记已撤销',
          body: `${scan.station_name}撤销了刚才登记的“${scan.service_name}”，不占用你的次数。`,
          link: '/account/timeline/index',
        })
    },
  },
  'scan.disputed': {
    tell: async ({ tx, now }, { scanId, personId }) => {
      const scan = await scanById(tx, scanId)
      if (!scan) return
      const what = `${spokenTime(scan.scanned_at)} ${scan.station_name}“${scan.service_name}”`
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'dispute',
        title: '已收到你的申报',
        body: `你申报“这不是我”：${what}。人才办会核实并与你联系。如果手机可能丢失，请先停用人才码。`,
        link: '/account/timeline/index',
      })
      const staff = new Set([
        ...(await deps.staffWith(tx, 'lead')),
        ...(await deps.staffWith(tx, 'security-admin')),
      ])
      for (const staffId of staff) {
        await notify(tx, deps.vault, now, {
          personId: staffId,
          kind: 'dispute',
          title: '有服务记录被申报“这不是我”',
          body: `${what}。请核实当时的登记。`,
          link: null,
        })
      }
    },
  },
})
