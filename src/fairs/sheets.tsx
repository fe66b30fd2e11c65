import { useState } from 'react'
import { View } from '@tarojs/components'
import { talkResultLabels, talkResults, type TalkResult } from '@jucai/contract/fair-vocabulary'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

const isShort = (text: string): boolean => [...text.trim()].length < 4

/** The result of a talk, with a reason that whoever talked reads. */
export function ResultSheet({
  onClose,
  onSend,
}: {
  onClose(): void
  onSend(result: { result: TalkResult; reason: string }): Promise<void>
}) {
  const [result, setResult] = useState<TalkResult>()
  const [reason, setReason] = useState('')
  const why = !result
    ? '先选结果'
    : result === 'unfit' && isShort(reason) && '写一句对方能看懂的原因，至少 4 个字'
  return (
    <Sheet title="面谈的结果" onClose={onClose}>
      <View className="stack">
        <Choice<TalkResult | ''>
          label="结果"
          options={talkResults.map((value) => ({ value, label: talkResultLabels[value] }))}
          value={result ?? ''}
          onChange={(next) => next !== '' && setResult(next)}
        />
        <TextArea
          label="对方会看到的话"
          hint={result === 'unfit' ? '为什么不合适' : '下一步怎么联系；可以不写'}
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
        <Button
          wide
          disabledReason={why}
          onClick={() => (result ? onSend({ result, reason: reason.trim() }) : undefined)}
        >
          记下结果
        </Button>
      </View>
    </Sheet>
  )
}

/** Why a booth is cancelled; everybody who waits reads it. */
export function ReasonSheet({ onClose, onSend }: { onClose(): void; onSend(reason: string): Promise<void> }) {
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState<string>()
  return (
    <Sheet title="取消这个展位" onClose={onClose}>
      <View className="stack">
        <TextArea
          label="告诉在等的人为什么"
          hint="排队的和约了时段的都会收到，他们在别处的位置不受影响"
          error={failed}
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
        <Button
          wide
          kind="danger"
          disabledReason={isShort(reason) && '至少写 4 个字'}
          onClick={() => onSend(reason.trim()).catch((error: unknown) => setFailed(wordsOf(error)))}
        >
          取消展位
        </Button>
      </View>
    </Sheet>
  )
}
