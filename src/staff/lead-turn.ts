import type { Lead } from '@jucai/contract/stations'
import type { Tone } from '@/components/tag'
import { dayText, todayInChina } from '@/words/dates'

/** What a clerk has to do about a returnee now, with icon and word; the colour only repeats it. */
export const turnOf = ({
  state,
  due,
  nextContactOn,
}: Pick<Lead, 'state' | 'due' | 'nextContactOn'>): {
  words: string
  tone: Tone
  icon: 'clock' | 'triangle-alert' | 'phone' | 'circle-check'
} => {
  if (state === 'submitted')
    return {
      words: `答复期限：${due.words}`,
      tone: due.overdue ? 'bad' : (due.workingDaysLeft ?? 9) <= 1 ? 'care' : 'info',
      icon: due.overdue ? 'triangle-alert' : 'clock',
    }
  if (nextContactOn)
    return {
      words:
        nextContactOn < todayInChina()
          ? `该联系了：原定 ${dayText(nextContactOn).slice(5)}`
          : nextContactOn === todayInChina()
            ? '今天联系'
            : `${dayText(nextContactOn).slice(5)} 联系`,
      tone: nextContactOn <= todayInChina() ? 'care' : 'plain',
      icon: 'phone',
    }
  return {
    words: state === 'changes-requested' ? '等对方补正' : '没有约下次联系',
    tone: 'plain',
    icon: 'circle-check',
  }
}
