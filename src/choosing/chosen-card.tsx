import { View } from '@tarojs/components'
import type { Choosing } from '@jucai/contract/choosing'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { openPage } from '@/page-address'
import { momentText } from '@/words/dates'
import { depositWords, flatName, rentWords, typeWords } from './flat-words'

/** What was chosen, and what comes next. */
export function ChosenCard({
  choice: { flat, chosenAt, byOffice },
}: {
  choice: NonNullable<Choosing['choice']>
}) {
  return (
    <Card title="你选定的房" aside={momentText(chosenAt)}>
      <View className="choose-held">
        <View className="choose-held-name">{flatName(flat)}</View>
        <View className="small">{`${flat.typeName} · ${typeWords(flat)}`}</View>
        <View className="small">{`租金 ${rentWords(flat)} · 押金 ${depositWords(flat)}`}</View>
        {byOffice && (
          <View className="small">
            工作人员替你选定的，原因写在“我的信息”的“谁看过我的信息”里。不是你本意的，请马上联系人才办。
          </View>
        )}
      </View>
      <View className="choose-do">
        <Button kind="star" wide onClick={() => openPage('/leases/mine/index')}>
          去签约
        </Button>
        <Button kind="quiet" onClick={() => openPage('/choosing/swaps/index')}>
          换房
        </Button>
      </View>
    </Card>
  )
}
