import { View } from '@tarojs/components'
import type { Board, BoardFlat, BoardPart, Choosing } from '@jucai/contract/choosing'
import { boardStateLabels, countdownText, mayChoose } from '@jucai/contract/choosing-vocabulary'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { openPage } from '@/page-address'
import { depositWords, flatName, rentWords, typeWords } from './flat-words'
import { useRemaining, type Timed } from './server-time'

interface FlatSheetProps {
  flat: BoardFlat
  type: Board['types'][number] | undefined
  part: BoardPart | undefined
  mine: Choosing | undefined
  onHold(): unknown
  onClose(): void
}

const whyNot = (flat: BoardFlat, type: FlatSheetProps['type'], mine: Choosing | undefined): string | null => {
  if (flat.state === 'held') return '有人正在看，到时没选就会空出来。'
  if (flat.state !== 'free') return '已经不能选了。'
  if (!mine || mine.phase === 'none') return '登录并参加这一批的人，轮到时可以选。'
  if (mine.phase === 'chosen') return '你已经选定了一套。'
  if (!mayChoose(mine.phase)) return '轮到你时就可以选。'
  if (flat.kept !== null && flat.kept !== mine.quota) return '这套是留给另一类人的，先由他们选。'
  if (type && type.people < mine.people)
    return `你登记了 ${mine.people} 人同住，这套最多住 ${type.people} 人。`
  return null
}

/** One flat of the board: what it is, what it costs, and holding it. */
export function FlatSheet({ flat, type, part, mine, onHold, onClose }: FlatSheetProps) {
  const why = whyNot(flat, type, mine)
  const isMine = mine?.hold?.flat.code === flat.code
  return (
    <Sheet title={`${part ? `${part.project} ${part.building} ` : ''}${flat.number}`} onClose={onClose}>
      <View className="stack">
        {type && (
          <View className="choose-facts">
            <View>{`${type.typeName} · ${typeWords(type)}`}</View>
            <View className="choose-rent">{rentWords(type)}</View>
            <View className="small">{`押金 ${depositWords(type)} · ${flat.floor} 层 · 现在${isMine ? '由你占住' : boardStateLabels[flat.state]}`}</View>
          </View>
        )}
        {!isMine && why && <Notice title="现在选不了">{why}</Notice>}
        {!isMine && !why && (
          <>
            <View className="small">
              {mine?.hold
                ? `占住这套，${mine.hold.flat.number} 随即放开。`
                : '先占住，别人这时选不了；看好了再选定，不满意就放开。'}
            </View>
            <Button wide onClick={onHold}>
              占住这套
            </Button>
          </>
        )}
        {mine?.choice && flat.state === 'chosen' && mine.choice.flat.code !== flat.code && (
          <Button
            kind="secondary"
            wide
            onClick={() =>
              openPage(
                `/choosing/swaps/index?choice=${mine.choice?.id ?? ''}&flat=${flat.code}&name=${flat.number}`,
              )
            }
          >
            想和这套换
          </Button>
        )}
      </View>
    </Sheet>
  )
}

interface ConfirmSheetProps {
  of: Timed<Choosing>
  hold: NonNullable<Choosing['hold']>
  onConfirm(hold: NonNullable<Choosing['hold']>): unknown
  onClose(): void
}

/** The last look before a flat is chosen for good: what it costs, and what comes next. */
export function ConfirmSheet({ of, hold, onConfirm, onClose }: ConfirmSheetProps) {
  const { flat } = hold
  const left = useRemaining(of, hold.until)
  return (
    <Sheet title="选定这套？" onClose={onClose}>
      <View className="stack">
        <View className="choose-facts">
          <View className="strong">{flatName(flat)}</View>
          <View>{`${flat.typeName} · ${typeWords(flat)}`}</View>
          <View className="choose-rent">{rentWords(flat)}</View>
          <View className="small">{`押金 ${depositWords(flat)}，退租时退还`}</View>
        </View>
        <View className="small">
          选定后这一批不能再选别的；签约之前，双方都同意可以和别人互换。接下来 7
          天内签约、交押金和第一个月租金。
        </View>
        <Button
          kind="star"
          wide
          disabledReason={left === 0 && '占住的时间到了，这套已经放开。关掉这里再选。'}
          onClick={() => onConfirm(hold)}
        >
          {`选定，还有 ${countdownText(left)}`}
        </Button>
      </View>
    </Sheet>
  )
}

/** Asks before the place in this round is given up for good, with what that costs as it was printed. */
export function RefuseDialog({
  refusing,
  onRefuse,
  onClose,
}: {
  refusing: string
  onRefuse(): unknown
  onClose(): void
}) {
  return (
    <Dialog
      title="这一批不选了？"
      confirm="不选了"
      cancel="再看看"
      danger
      onConfirm={onRefuse}
      onClose={onClose}
    >
      {`名额马上给后面的人，不能撤回。${refusing}`}
    </Dialog>
  )
}
