import { View } from '@tarojs/components'
import type { ApprovalOutlook } from '@jucai/contract/applications'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { RuledList } from '@/components/ruled-list'
import { dayText } from '@/words/dates'

/** What an approval would bring as things stand: how much and why not more, or what stands in its way. */
export function Outlook({ outlook: { day, of, words, ruled, refused } }: { outlook: ApprovalOutlook }) {
  const basis = of === 'place' ? '空着的算' : '的情况，和你已经享受的一起算'
  return (
    <Card title="如果批准">
      <View className="tiny">{`按${dayText(day)}${basis}；批准那天再算一次，以那天为准`}</View>
      {refused ? (
        <Notice kind="care" title="现在还批不了">
          {[
            refused.text,
            refused.clause && `（${refused.clause}）`,
            '。',
            refused.wayOn && `${refused.wayOn}。`,
          ]
            .filter(Boolean)
            .join('')}
        </Notice>
      ) : (
        <View className="strong">{words}</View>
      )}
      {ruled.length > 0 && <RuledList ruled={ruled} />}
    </Card>
  )
}
