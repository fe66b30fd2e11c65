import { useState } from 'react'
import { View } from '@tarojs/components'
import type { JoinRequest } from '@jucai/contract/employer-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface Props {
  request: JoinRequest
  onChanged(): void
}

const standing = ({ state, decides, reason }: JoinRequest): string => {
  if (state === 'refused') return `没有同意：${reason ?? ''}`
  return decides === 'office' ? '人才办正在核对' : '等单位负责人答复'
}

/** A request to be let in: where it stands, and what can be done. */
export function RequestCard({ request, onChanged }: Props) {
  const [open, setOpen] = useState<'dispute' | 'withdraw'>()
  const close = () => setOpen(undefined)
  return (
    <Card title={`申请加入：${request.employerName}`}>
      <View>{standing(request)}</View>
      <View className="tiny">{momentText(request.askedAt)}</View>
      {request.decides === 'owner' && (
        <Button kind="secondary" onClick={() => setOpen('dispute')}>
          请人才办处理
        </Button>
      )}
      {request.state === 'open' && (
        <Button kind="quiet" onClick={() => setOpen('withdraw')}>
          撤回申请
        </Button>
      )}
      {open === 'dispute' && <Dispute request={request} onChanged={onChanged} onClose={close} />}
      {open === 'withdraw' && <Withdraw request={request} onChanged={onChanged} onClose={close} />}
    </Card>
  )
}

function Dispute({ request, onChanged, onClose }: Props & { onClose(): void }) {
  const [words, setWords] = useKeptWords(`employer-dispute-${request.id}`)
  const [fault, setFault] = useState<string>()
  const send = async () => {
    const text = words.replace(/\s+/g, ' ').trim()
    if (text.length < 6) return setFault('请写明情况，至少 6 个字')
    try {
      await call('POST /me/employer-requests/:askedRequest/dispute', {
        params: { askedRequest: request.id },
        body: { words: text },
      })
      setWords('')
      toast('已转给人才办')
      onClose()
      onChanged()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="请人才办处理" onClose={onClose}>
      <View className="stack">
        <TextArea
          label="是什么情况"
          hint="例如负责人已经离职、登记的人你不认识；人才办会联系你核对"
          maxLength={200}
          value={words}
          error={fault}
          onChange={setWords}
        />
        <Button wide onClick={send}>
          提交
        </Button>
      </View>
    </Sheet>
  )
}

function Withdraw({ request, onChanged, onClose }: Props & { onClose(): void }) {
  const [fault, setFault] = useState<string>()
  const send = async () => {
    try {
      await call('DELETE /me/employer-requests/:askedRequest', { params: { askedRequest: request.id } })
      toast('已撤回')
      onClose()
      onChanged()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Dialog title="撤回申请？" confirm="撤回" cancel="保留" danger onConfirm={send} onClose={onClose}>
      撤回以后可以再申请。
      {fault && (
        <Notice kind="bad" title="没有撤回" live>
          {fault}
        </Notice>
      )}
    </Dialog>
  )
}
