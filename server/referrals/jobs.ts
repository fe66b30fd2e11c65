import { peopleWithRole } from '../accounts'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import { closeSilent, type Move, type ReferralDeps } from './commands'
import { openField, referralById, undatedRewards, updateReferral } from './repository'
import { rewardFor } from './rewards'

const link = '/homecoming/referrals/index'
/** What the referrer reads of a step. */
interface Words {
  title: string
  body: string
}
const movedWords: Record<Move | 'paid', Words> = {
  followed: { title: '推荐有进展', body: '人才办正在跟进，进展写在推荐记录里。' },
  landed: { title: '推荐落地了', body: '谢谢你！奖励已经登记，发放日期见推荐记录。' },
  closed: { title: '推荐已结束', body: '这次没有谈成，原因写在推荐记录里。谢谢你记挂家乡。' },
  paid: { title: '推荐奖励已发放', body: '请留意到账。没有收到请联系人才办。' },
}
const unrewardedWords: Words = { title: '推荐落地了', body: '谢谢你记挂家乡！经过写在推荐记录里。' }

/** Tells the referrer what came of it, and the office of a new one; closes what nobody answered. */
export const referralReactions = ({
  vault,
  workingDaysFrom,
}: Pick<ReferralDeps, 'vault' | 'workingDaysFrom'>): NamedReactions => ({
  'referral.answered': {
    tell: async ({ tx, now }, { referralId, personId, agree }) => {
      const row = await referralById(tx, referralId)
      if (!row) return
      const title = openField(vault, row, 'title')
      await notify(
        tx,
        vault,
        now,
        agree
          ? {
              personId,
              kind: 'homecoming',
              title: '对方同意了你的推荐',
              body: `“${title ?? ''}”：人才办会直接联系对方，进展在这里看。`,
              link,
            }
          : {
              personId,
              kind: 'homecoming',
              title: '对方谢绝了你的推荐',
              body: '对方的姓名和号码已经删除，系统不会再打扰。谢谢你记挂家乡。',
              link,
            },
      )
      if (agree)
        for (const lead of await peopleWithRole(tx, 'lead'))
          await notify(tx, vault, now, {
            personId: lead,
            kind: 'homecoming',
            title: '有新的亲情招商线索',
            body: `“${title ?? ''}”：本人已同意。请在审核台“亲情招商”里跟进。`,
            deskLink: '/referrals',
          })
    },
  },
  'referral.silent': {
    close: async ({ tx, now }, { referralId }) => {
      const row = await closeSilent({ db: tx, now, deps: { vault } }, referralId)
      if (row)
        await notify(tx, vault, now, {
          personId: row.referrer_id,
          kind: 'homecoming',
          title: '推荐已过期',
          body: '对方 14 天没有答复，姓名和号码已经删除。你可以当面问问，请对方自己来登记。',
          link,
        })
    },
  },
  'calendar.entered': {
    'date-rewards': async ({ tx, now }) => {
      for (const row of await undatedRewards(tx)) {
        const reward = await rewardFor(tx, row)
        const dueOn = reward && (await workingDaysFrom(tx, row.landed_at, reward.workingDays))
        if (!dueOn) continue
        await updateReferral(tx, row.id, { reward_due_on: dueOn })
        await notify(tx, vault, now, {
          personId: row.referrer_id,
          kind: 'homecoming',
          title: '奖励的发放日期已确定',
          body: `最晚 ${dueOn} 发放，见推荐记录。`,
          link,
        })
      }
    },
  },
  'referral.moved': {
    tell: async ({ tx, now }, { referralId, personId, state }) => {
      const isUnrewarded =
        state === 'landed' && (await referralById(tx, referralId))?.reward_amount_fen === null
      const words = isUnrewarded ? unrewardedWords : movedWords[state]
      await notify(tx, vault, now, { personId, kind: 'homecoming', ...words, link })
    },
  },
})
