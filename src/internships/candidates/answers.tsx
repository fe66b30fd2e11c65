import { useState } from 'react'
import { View } from '@tarojs/components'
import type { InternshipCandidate, InternshipPlace } from '@jucai/contract/internship-shapes'
import { signWithinDays } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'

/** The answer to one who wishes for a place, which they read. */
export function AnswerSheet({
  one,
  employer,
  chosen,
  onClose,
  onDone,
}: {
  one: InternshipCandidate
  employer: string
  chosen: boolean
  onClose(): void
  onDone(next: InternshipCandidate): void
}) {
  const [answer, setAnswer] = useState('')
  const [failed, setFailed] = useState<string>()
  const send = async () => {
    setFailed(undefined)
    try {
      onDone(
        await call('PUT /employers/:employer/internship-wishes/:wish/answer', {
          params: { employer, wish: one.id },
          body: { chosen, answer: answer.replace(/\s+/g, ' ').trim() },
        }),
      )
      toast('答复了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Sheet title={chosen ? `选中${one.name}` : `不选${one.name}`} onClose={onClose}>
      <View className="stack">
        <View className="small">
          {chosen
            ? `选中就占一个名额，三方要在 ${signWithinDays} 天内、开始以前签完协议。`
            : '对方会读到你写的，请写能看懂的理由。'}
        </View>
        <TextArea
          label={chosen ? '对他说一句' : '理由'}
          hint="至少 2 个字"
          maxLength={200}
          value={answer}
          onChange={setAnswer}
        />
        {failed && (
          <Notice kind="bad" title="没有答复成" live>
            {failed}
          </Notice>
        )}
        <Button
          wide
          kind={chosen ? 'primary' : 'danger'}
          onClick={send}
          disabledReason={[...answer.trim()].length < 2 && '先写一句'}
        >
          {chosen ? '选中' : '不选'}
        </Button>
      </View>
    </Sheet>
  )
}

/** Closes a place: who waits is answered with the reason. */
export function ClosePlace({
  place,
  employer,
  onClosed,
}: {
  place: InternshipPlace
  employer: string
  onClosed(next: InternshipPlace): Promise<void>
}) {
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const [failed, setFailed] = useState<string>()
  if (place.state === 'closed') return <View className="small">{`关闭的原因：${place.closedWhy}`}</View>
  const send = async () => {
    setFailed(undefined)
    try {
      const next = await call('PUT /employers/:employer/internship-places/:place/closed', {
        params: { employer, place: place.id },
        body: { why: why.replace(/\s+/g, ' ').trim() },
      })
      setOpen(false)
      toast('岗位已关闭')
      await onClosed(next)
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        关闭岗位
      </Button>
      {open && (
        <Sheet title="关闭岗位" onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">在等的人会收到答复，读到你写的原因。关闭以后不能恢复。</View>
            <TextArea label="原因" hint="至少 4 个字" maxLength={200} value={why} onChange={setWhy} />
            {failed && (
              <Notice kind="bad" title="没有关闭" live>
                {failed}
              </Notice>
            )}
            <Button
              wide
              kind="danger"
              onClick={send}
              disabledReason={[...why.trim()].length < 4 && '写一句对方能看懂的原因，至少 4 个字'}
            >
              关闭岗位
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
