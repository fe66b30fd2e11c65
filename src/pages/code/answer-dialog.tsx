import { useState } from 'react'
import { Dialog } from '@/components/dialog'
import { TextInput } from '@/components/text-input'

/** Takes the six digits that a scanner shows, for the code to answer them. */
export function AnswerDialog({ onAnswer, onClose }: { onAnswer(digits: string): void; onClose(): void }) {
  const [digits, setDigits] = useState('')
  const [fault, setFault] = useState<string>()
  const answer = () => {
    const given = digits.replace(/\D/g, '')
    if (given.length === 6) onAnswer(given)
    else setFault('口令是六位数字')
  }
  return (
    <Dialog title="输入现场口令" confirm="放进人才码" onConfirm={answer} onClose={onClose}>
      <TextInput
        label="工作人员手机上的六位数字"
        type="number"
        maxLength={6}
        value={digits}
        onChange={setDigits}
        error={fault}
      />
    </Dialog>
  )
}
