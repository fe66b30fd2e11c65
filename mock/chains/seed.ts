import type { ChainBook } from '@jucai/contract/chain-vocabulary'
import { dayOf } from '../../server/core/clock'
import { publishChains } from '../../server/chains'
import { daysBefore, personAs, type Seed } from '../world'
import { sampleChains } from './chains'
import { samplePosts } from './posts'

/** Who publishes, and who is in the chains. */
export const after: Seed['after'] = ['people', 'employers']

/** The chains and the catalogue of the sample city, as of a day. */
export const sampleChainBook = (asOf: string): ChainBook => ({
  asOf,
  counted:
    '人才办每半年问一次各链主单位和重点企业今后 12 个月要招而招不到的人，核对后汇总；同一岗位几家都要的，人数相加。（示例）',
  urgencyMeans: {
    urgent: '空缺超过 6 个月，或者没有它产线就开不了',
    scarce: '空缺 3 到 6 个月，本地一年毕业的人不够',
    reserve: '现在招得到，两年内会不够，愿意带新人',
  },
  chains: sampleChains,
  posts: samplePosts,
  sample: true,
})

/** Two versions, so that there is something that changed. */
export const seed: Seed['seed'] = async (tx, world) => {
  const by = await personAs(tx, world, 'lead')
  const book = sampleChainBook(dayOf(daysBefore(world, 40)))
  const [first, ...others] = book.posts
  await publishChains(
    tx,
    {
      book: {
        ...book,
        posts: [
          ...(first ? [{ ...first, wanted: 20, urgency: 'reserve' as const }] : []),
          ...others.slice(0, -2),
        ],
      },
      source: '2026 年上半年急需紧缺人才目录（示例）',
      by,
      proposedBy: null,
    },
    daysBefore(world, 200),
  )
  await publishChains(
    tx,
    { book, source: '2026 年下半年急需紧缺人才目录（示例）', by, proposedBy: null },
    daysBefore(world, 38),
  )
}
