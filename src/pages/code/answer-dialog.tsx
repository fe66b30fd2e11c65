import { useState } from 'react'
import { Input, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Dialog } from '@/components/dialog'

/**
 * The same by WeChat's own window, which costs the page nothing to draw.
 * @returns what was typed; null when it was left
 */
export const askNatively = async (): Promise<string | null> => {
  const asked = { title: '输入现场口令', editable: true, placeholderText: '工作人员手机上的六位数字' }
  const { confirm, content } = (await Taro.showModal(asked)) as { confirm: boolean; content?: string }
  return confirm ? (content ?? '') : null
}

/** Takes the six digits that a scanner shows, for the code to answer them. */
export function AnswerDialog({ onAnswer, onClose }: { onAnswer(digits: string): void; onClose(): void }) {
  const [digits, setDigits] = useState('')
  const [fault, setFault] = useState(false)
  const answer = () => {
    const given = digits.replace(/\D/g, '')
    if (given.length === 6) onAnswer(given)
    else setFault(true)
  }
  return (
    <Dialog title="输入现场口令" confirm="放进人才码" onConfirm={answer} onClose={onClose}>
      工作人员手机上的六位数字
      {/* Bare, because a field with all its parts would come into the main package for this alone. */}
      <Input
        className="answer-digits"
        aria-label="现场口令，六位数字"
        aria-invalid={fault}
        type="number"
        maxlength={6}
        onInput={(event) => setDigits(event.detail.value)}
      />
      {fault && <View aria-role="alert">口令是六位数字</View>}
    </Dialog>
  )
}
