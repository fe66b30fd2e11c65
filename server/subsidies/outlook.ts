import type { ApprovalOutlook } from '@jucai/contract/applications'
import { numberWords } from '@jucai/contract/policies/people-words'
import type { ApplicationLook } from '../applications'
import { dayOf } from '../core/clock'
import { Problem } from '../core/problem'
import type { Planned } from './schedule'
import { keptOf, weigh, type Terms } from './weighing'

const sumOf = (instalments: readonly Planned[]): number =>
  instalments.reduce((sum, { amountFen }) => sum + amountFen, 0)

/** What is granted, in a few words: ¥800/月，36 个月. */
const wordsOf = (instalments: readonly Planned[]): string => {
  const amounts = instalments.map(({ amountFen }) => amountFen)
  const [most, least] = [Math.max(...amounts), Math.min(...amounts)]
  if (instalments[0]?.period === null) return `${numberWords(most, 'fen')}，一次发放`
  const rate = most === least ? numberWords(most, 'fen-per-month') : `每月最多 ${numberWords(most, 'fen')}`
  return `${rate}，${instalments.length} 个月，共 ${numberWords(sumOf(instalments), 'fen')}`
}

/** What an approval of today would bring; null while the policy gives nothing, which its clauses tell. */
export const outlookBy =
  (terms: Terms) =>
  async (look: ApplicationLook): Promise<ApprovalOutlook | null> => {
    if (!look.gives?.payment) return null
    const day = dayOf(look.now)
    const none = { day, of: 'money' as const, words: '', totalFen: 0, ruled: [] }
    try {
      const weighed = await weigh(look, terms)
      const { may } = weighed
      if (may.state === 'refused') {
        const { clause, text, wayOn } = may
        return { ...none, refused: { clause, text, wayOn } }
      }
      const kept = keptOf(weighed, may)
      return { ...none, words: wordsOf(kept), totalFen: sumOf(kept), ruled: [...may.ruled], refused: null }
    } catch (error) {
      // Had already, which is refused in words of its own.
      if (!(error instanceof Problem) || error.code !== 'event-not-allowed') throw error
      return { ...none, refused: { clause: '', text: error.options.detail ?? '', wayOn: '' } }
    }
  }
