import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import { isPhone } from '@jucai/contract/forms'
import type { PoolInvitation } from '@jucai/contract/pool'
import { phoneText } from '@jucai/contract/text'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'

type Body =
  | { answer: 'accept'; contact: 'sign-in' }
  | { answer: 'accept'; contact: 'other'; phone: string }
  | { answer: 'decline'; reason?: string }

interface AnswerProps {
  invitation: PoolInvitation
  onAnswered(next: PoolInvitation): void
  onClose(): void
}

/** Sends an answer; what was refused stays in words. */
const useAnswer = ({ invitation, onAnswered }: AnswerProps) => {
  const [error, setError] = useState<string>()
  const send = async (body: Body, done: string) => {
    setError(undefined)
    try {
      const next = await call('PUT /me/pool-invitations/:poolInvitation/answer', {
        params: { poolInvitation: invitation.id },
        body,
      })
      toast(done)
      onAnswered(next)
    } catch (problem) {
      const [fault] = problem instanceof ProblemError ? problem.errors : []
      setError(fault ? fault.detail : wordsOf(problem))
    }
  }
  return { error, send }
}

/** Accepting: which number the other side gets, and what they see by it. */
export function AcceptSheet(props: AnswerProps) {
  const signInPhone = useSession(({ me }) => me?.phone ?? null)
  const [contact, setContact] = useState<'sign-in' | 'other'>(signInPhone ? 'sign-in' : 'other')
  const [phone, setPhone] = useState('')
  const [fault, setFault] = useState<string>()
  const { error, send } = useAnswer(props)
  const accept = () => {
    if (contact === 'sign-in') return send({ answer: 'accept', contact }, '已接受，对方会联系你')
    if (!isPhone(phone)) {
      setFault('请填写 11 位手机号；境外号码以 + 和国家代码开头，例如 +6581234567')
      return undefined
    }
    return send({ answer: 'accept', contact, phone }, '已接受，对方会联系你')
  }
  return (
    <Sheet title="接受邀请" onClose={props.onClose}>
      <View className="stack">
        {signInPhone && (
          <Choice
            label="给对方哪个号码"
            options={[
              { value: 'sign-in', label: '登录用的手机号', note: signInPhone },
              { value: 'other', label: '另填一个', note: '只给这份邀请用' },
            ]}
            value={contact}
            onChange={setContact}
          />
        )}
        {contact === 'other' && (
          <TextInput
            label="联系电话"
            maxLength={40}
            autoComplete="off"
            value={phone}
            error={fault}
            onChange={(typed) => {
              setPhone(phoneText(typed))
              setFault(undefined)
            }}
          />
        )}
        <View className="small">
          接受后，对方能看到你的完整姓名和这个号码，证件号码始终看不到。以后可以换号码，也可以收回。
        </View>
        {error && (
          <Notice kind="bad" title="还没有接受" live>
            {error}
          </Notice>
        )}
        <Button wide kind="star" onClick={accept}>
          接受，请对方联系我
        </Button>
      </View>
    </Sheet>
  )
}

/** Declining, with a reason for whoever wants to give one. */
export function DeclineSheet(props: AnswerProps) {
  const [reason, setReason] = useState('')
  const { error, send } = useAnswer(props)
  const decline = () =>
    send(
      { answer: 'decline', ...(reason.trim() === '' ? {} : { reason: reason.replace(/\s+/g, ' ').trim() }) },
      '已谢绝',
    )
  return (
    <Sheet title="谢绝邀请" onClose={props.onClose}>
      <View className="stack">
        <TextArea
          label="原因"
          hint="不写也可以。写了，对方能看到"
          required={false}
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
        <View className="small">对方会知道你谢绝了，不会再为这件事邀请你。最晚答复日之前可以改主意。</View>
        {error && (
          <Notice kind="bad" title="还没有谢绝" live>
            {error}
          </Notice>
        )}
        <Button wide onClick={decline}>
          谢绝
        </Button>
      </View>
    </Sheet>
  )
}

/** Takes back a contact that was given. */
export function TakeBackDialog(props: AnswerProps) {
  const { error, send } = useAnswer(props)
  return (
    <Dialog
      title="收回联系方式？"
      confirm="收回"
      cancel="保留"
      danger
      onConfirm={() => send({ answer: 'decline' }, '已收回，对方不能再看到')}
      onClose={props.onClose}
    >
      对方马上不能再看到你的姓名和号码，这份邀请改为谢绝。对方之前记下的，收不回来。
      {error && (
        <Notice kind="bad" title="还没有收回" live>
          {error}
        </Notice>
      )}
    </Dialog>
  )
}
