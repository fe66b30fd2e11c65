import { useState } from 'react'
import { View } from '@tarojs/components'
import type { JoinRequest } from '@jucai/contract/employer-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface Props {
  employer: string
  onChanged(): void
}

/** Who asks to be let in. */
export function Requests({ items, ...rest }: Props & { items: readonly JoinRequest[] }) {
  return (
    <>
      {items.map((one) => (
        <OneRequest key={one.id} request={one} {...rest} />
      ))}
    </>
  )
}

function OneRequest({ request, employer, onChanged }: Props & { request: JoinRequest }) {
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useKeptWords(`employer-refuse-${request.id}`)
  const [fault, setFault] = useState<string>()
  const decide = async (body: { grant: true; right: 'recruiter' } | { grant: false; reason: string }) => {
    setFault(undefined)
    try {
      await call('PUT /employers/:employer/requests/:joinRequest/decision', {
        params: { employer, joinRequest: request.id },
        body,
      })
      setReason('')
      setRefusing(false)
      toast(body.grant ? '已加入，是招聘经办人' : '已答复对方')
      onChanged()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const refuse = () => {
    const words = reason.replace(/\s+/g, ' ').trim()
    return words.length < 6 ? setFault('请写明原因，至少 6 个字') : decide({ grant: false, reason: words })
  }
  return (
    <Card title={`${request.name}申请加入`}>
      <View>{request.words}</View>
      <View className="tiny">{momentText(request.askedAt)}</View>
      {fault && !refusing && (
        <Notice kind="bad" title="没有答复" live>
          {fault}
        </Notice>
      )}
      <View className="wrap">
        <Button onClick={() => decide({ grant: true, right: 'recruiter' })}>同意，做招聘经办人</Button>
        <Button kind="secondary" onClick={() => setRefusing(true)}>
          不同意
        </Button>
      </View>
      {refusing && (
        <Sheet title="不同意加入" onClose={() => setRefusing(false)}>
          <View className="stack">
            <TextArea
              label="原因"
              hint="对方看得到"
              maxLength={300}
              value={reason}
              error={fault}
              onChange={setReason}
            />
            <Button wide onClick={refuse}>
              答复对方
            </Button>
          </View>
        </Sheet>
      )}
    </Card>
  )
}
