import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

/**
 * The number, masked; the whole of it only with a reason that the returnee can read. It is forgotten when
 * the page closes.
 */
export function PhoneNumber({ lead }: { lead: LeadDetail }) {
  const [asking, setAsking] = useState(false)
  const [phone, setPhone] = useState<string>()
  if (!lead.maskedPhone) return null
  return (
    <Card title="电话">
      <View className="phone-line">
        <View className="phone-number">{phone ?? lead.maskedPhone}</View>
        {phone ? (
          <Button
            icon="phone"
            label="打电话"
            onClick={() => Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined)}
          >
            打电话
          </Button>
        ) : (
          <Button kind="secondary" icon="eye" onClick={() => setAsking(true)}>
            看完整号码
          </Button>
        )}
      </View>
      {asking && (
        <Asking
          id={lead.id}
          onClose={() => setAsking(false)}
          onSeen={(found) => {
            setPhone(found)
            setAsking(false)
          }}
        />
      )}
    </Card>
  )
}

function Asking({ id, onClose, onSeen }: { id: string; onClose(): void; onSeen(phone: string): void }) {
  const [why, setWhy] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()
  const see = async () => {
    setError(undefined)
    if (why.trim().length < 4) {
      setFault('写明为什么要打这个电话，至少 4 个字')
      return
    }
    try {
      onSeen(
        (await call('POST /leads/:lead/phone-views', { params: { lead: id }, body: { why: why.trim() } }))
          .phone,
      )
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Sheet title="看完整号码" onClose={onClose}>
      <View className="stack">
        <TextInput
          label="理由"
          hint="对方会看到这句话和您的站点"
          placeholder="例如：约下周来访的时间"
          maxLength={200}
          autoComplete="off"
          value={why}
          error={fault}
          onChange={(next) => {
            setWhy(next)
            setFault(undefined)
          }}
        />
        {error && (
          <Notice kind="bad" title="没有打开" live>
            {error}
          </Notice>
        )}
        <Button wide icon="eye" onClick={see}>
          记下理由，看号码
        </Button>
      </View>
    </Sheet>
  )
}
