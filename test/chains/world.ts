import { publishChains } from '../../server/chains'
import { sampleChainBook } from '../../mock/chains/seed'
import type { Harness } from '../harness'

/** The sample chains and catalogue, published; some of it may be other than in the sample. */
export const openChains = async (
  harness: Harness,
  more: Partial<ReturnType<typeof sampleChainBook>> = {},
): Promise<void> => {
  await publishChains(
    harness.db,
    {
      book: { ...sampleChainBook('2026-10-18'), ...more },
      source: '2026 年下半年目录（示例）',
      by: null,
      proposedBy: null,
    },
    harness.clock.now(),
  )
}
