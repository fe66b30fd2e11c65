import { View } from '@tarojs/components'
import type { MyRound, PublicRound } from '@jucai/contract/rounds'
import { qualificationWords } from '@jucai/contract/rounds-vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { openPage } from '@/page-address'

export const outcomeLooks = {
  yes: { icon: 'circle-check', word: '符合', className: 'check-good' },
  no: { icon: 'circle-x', word: '不符合', className: '' },
  unknown: { icon: 'info', word: '没有记录，不能算', className: '' },
} as const

/** What the reader brings to a round: the qualification, and each class with why. */
export function Standing({ round, mine }: { round: PublicRound; mine: MyRound }) {
  const { qualification, classes, scoring, points } = mine.standing
  const judged = [
    ...classes.map((one) => ({ ...one, title: one.title })),
    ...(round.rule === 'points'
      ? scoring.map((one) => ({ ...one, title: `${one.title}，${one.points} 分` }))
      : []),
  ]
  return (
    <Card title="对你来说" aside={round.rule === 'points' ? `你有 ${points} 分` : undefined}>
      <View className={`check-line ${qualification === 'approved' ? 'check-good' : ''}`}>
        <Icon name={qualification === 'approved' ? 'circle-check' : 'info'} />
        <View>{qualificationWords[qualification]}</View>
      </View>
      {qualification === 'none' && (
        <View className="empty-do">
          <Button kind="secondary" onClick={() => openPage('/applications/program/index?key=apartment')}>
            去申请公寓资格
          </Button>
        </View>
      )}
      {judged.map(({ code, title, outcome, because }) => (
        <View key={`${code} ${title}`} className={`check-line ${outcomeLooks[outcome].className}`}>
          <Icon name={outcomeLooks[outcome].icon} />
          <View>
            <View className="strong">{`${title}：${outcomeLooks[outcome].word}`}</View>
            {because.map((text) => (
              <View key={text} className="tiny">
                {text}
              </View>
            ))}
          </View>
        </View>
      ))}
    </Card>
  )
}
