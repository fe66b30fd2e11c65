import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Lease, LeaseDamage } from '@jucai/contract/lease-shapes'
import { dayInChina } from '@jucai/contract/china-time'
import { dayInWords } from '@jucai/contract/policies/days'
import { damageStateLabels, inspectionItemLabels } from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import { Photos } from '../photos'
import { InspectionLines } from './next'

interface LeavingProps {
  lease: Lease
  onChanged(lease: Lease): void
}

/** After the key came back: what was found, what is taken off the deposit, what goes back. */
export function Leaving({ lease, onChanged }: LeavingProps) {
  const { state, damages, depositFen } = lease
  const inspection = lease.inspections.find(({ kind }) => kind === 'move-out')
  if ((state !== 'inspected' && state !== 'settled') || !inspection) return null
  const claimed = damages.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const kept = damages.reduce((sum, one) => sum + (one.decidedFen ?? one.amountFen), 0)
  return (
    <>
      <Card title="押金">
        <View className="lease-tight">
          <View className="lease-sum">
            <View>押金</View>
            <View className="lease-fen">{amountText(depositFen)}</View>
          </View>
          {damages.length > 0 && (
            <View className="lease-sum">
              <View>{state === 'settled' ? '扣款' : '验房提出的扣款'}</View>
              <View className="lease-fen">{`−${amountText(state === 'settled' ? kept : claimed)}`}</View>
            </View>
          )}
          <View className="lease-sum strong">
            <View>{state === 'settled' ? '退还' : '没有争议，已经在退'}</View>
            <View className="lease-fen">
              {amountText(depositFen - (state === 'settled' ? kept : claimed))}
            </View>
          </View>
        </View>
        <Cell
          icon="landmark"
          title="退款到哪一步了"
          note="打到你登记的收款账户"
          to="/ledger/payments/index"
        />
      </Card>
      {damages.map((damage) => (
        <Damage key={damage.id} lease={lease} damage={damage} onChanged={onChanged} />
      ))}
      <Card title="退房验房">
        <InspectionLines lease={lease} inspection={inspection} />
      </Card>
    </>
  )
}

function Damage({ lease, damage, onChanged }: LeavingProps & { damage: LeaseDamage }) {
  const [open, setOpen] = useState(false)
  const label = inspectionItemLabels[damage.item]
  const answer = async (agree: boolean, objection: string) => {
    const changed = await call('POST /me/leases/:lease/damages/:damage/answer', {
      params: { lease: lease.id, damage: damage.id },
      body: { agree, objection },
    })
    onChanged(changed)
    toast(agree ? '记下了' : '异议已提出，由另一位工作人员复核')
  }
  return (
    <Card title={`${label}，扣 ${amountText(damage.amountFen)}`}>
      <View className="stack">
        <View className="wrap">
          <Tag tone={damage.state === 'open' ? 'star' : damage.state === 'objected' ? 'care' : 'plain'}>
            {damageStateLabels[damage.state]}
          </Tag>
        </View>
        <View>{damage.why}</View>
        <Photos
          label={`${label}损坏的照片`}
          ids={damage.photos}
          look={(photo) =>
            call('GET /me/leases/:lease/photos/:photo', { params: { lease: lease.id, photo } })
          }
        />
        {damage.objection !== '' && <View className="small">{`你的异议：${damage.objection}`}</View>}
        {damage.decidedFen !== null && (
          <View>{`复核后扣 ${amountText(damage.decidedFen)}。${damage.decidedWhy ?? ''}`}</View>
        )}
        {damage.state === 'open' && (
          <>
            <View className="small">{`${dayInWords(dayInChina(Date.parse(damage.answerBy) - 1))}前可以提出异议，当天也算；没有提出的，按验房记录扣。`}</View>
            <View className="lease-do">
              <Button
                kind="secondary"
                label={`认可：${label}`}
                onClick={() => answer(true, '').catch((error) => toast(wordsOf(error), 'circle-alert'))}
              >
                认可
              </Button>
              <Button kind="primary" label={`提出异议：${label}`} onClick={() => setOpen(true)}>
                提出异议
              </Button>
            </View>
          </>
        )}
      </View>
      {open && (
        <Object
          of={damage}
          onSend={async (words) => {
            await answer(false, words)
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </Card>
  )
}

interface ObjectProps {
  of: LeaseDamage
  onSend(words: string): Promise<void>
  onClose(): void
}
function Object({ of, onSend, onClose }: ObjectProps) {
  const [words, setWords] = useKeptWords(`lease-objection-${of.id}`)
  const [fault, setFault] = useState<string>()
  const send = async () => {
    try {
      await onSend(words.trim())
      setWords('')
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="提出异议" onClose={onClose}>
      <View className="stack">
        <TextArea
          label="为什么不该扣，或扣多了"
          hint="由没有参加验房的另一位工作人员复核，没有争议的押金已经先退"
          value={words}
          error={undefined}
          onChange={setWords}
        />
        {fault && (
          <Notice kind="bad" title="没有提出" live>
            {fault}
          </Notice>
        )}
        <Button wide disabledReason={words.trim().length < 4 && '至少写 4 个字'} onClick={send}>
          提出异议
        </Button>
      </View>
    </Sheet>
  )
}
