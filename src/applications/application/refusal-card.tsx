import { View } from '@tarojs/components'
import type { Refusal } from '@jucai/contract/applications'
import { dayInChina } from '@jucai/contract/china-time'
import { Card } from '@/components/card'
import { Tag } from '@/components/tag'
import { dayText } from '@/words/dates'

const dayOf = (moment: string) => dayText(dayInChina(moment))

/** Why it was refused, where, what can be done, and where to turn: a refusal never comes without. */
export function RefusalCard({
  refusal: { title, clause, fieldLabel, fix, note, appealTo, appealBy },
}: {
  refusal: Refusal
}) {
  return (
    <Card title={`没有通过：${title}`} aside={fieldLabel ? <Tag tone="bad">{fieldLabel}</Tag> : undefined}>
      <View className="grounds">
        <Line term="依据" text={clause} />
        {note && <Line term="具体情况" text={note} />}
        <Line term="怎么办" text={fix} strong />
        <Line term="申诉" text={`${appealTo}${appealBy ? `，${dayOf(appealBy)}前` : ''}`} />
      </View>
    </Card>
  )
}

function Line({ term, text, strong }: { term: string; text: string; strong?: boolean }) {
  return (
    <View className="ground">
      <View className="ground-term">{term}</View>
      <View className={strong ? 'ground-text strong' : 'ground-text'}>{text}</View>
    </View>
  )
}
