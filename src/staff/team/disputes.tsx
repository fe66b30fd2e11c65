import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Dispute } from '@jucai/contract/credentials'
import { codeEntryLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { PagedRows } from '@/components/paged-list'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Reason } from './reason'

type Revoking = { dispute: Dispute; personId: string; done(): void }

/** Services that their holders say they never had, and the way to stop the code that was shown. */
export function Disputes() {
  const [revoking, setRevoking] = useState<Revoking>()
  return (
    <View className="stack">
      <PagedRows
        load={(from) => call('GET /disputes', { query: from })}
        keyOf={({ scanId }) => scanId}
        row={(dispute, { change }) => {
          const { revocable } = dispute
          // Other records of the same code are settled with this one.
          const done = () =>
            change((one) =>
              one.revocable === revocable ? { ...one, revocable: null, codeInForce: false } : one,
            )
          return (
            <Cell
              icon="triangle-alert"
              title={`${dispute.maskedName}：这不是我办的`}
              note={
                <View>
                  {momentText(dispute.scannedAt)} 在{dispute.stationName}，{dispute.serviceName}
                  {dispute.entry && `（${codeEntryLabels[dispute.entry]}）`}
                  {dispute.note && <View>“{dispute.note}”</View>}
                  <View>{momentText(dispute.disputedAt)} 申诉</View>
                  {!dispute.codeInForce && <Tag tone="good">当时的码已停用</Tag>}
                </View>
              }
              {...(revocable
                ? {
                    value: (
                      <Button
                        kind="quiet"
                        label={`停用${dispute.maskedName}的人才码`}
                        onClick={() => setRevoking({ dispute, personId: revocable, done })}
                      >
                        停用码
                      </Button>
                    ),
                  }
                : {})}
            />
          )
        }}
        empty={
          <Empty icon="circle-check" title="没有申诉" text="持码人在“足迹”里说“不是我”的记录会出现在这里。" />
        }
      />
      {revoking && <Revocation {...revoking} onClose={() => setRevoking(undefined)} />}
    </View>
  )
}

function Revocation({ dispute, personId, done, onClose }: Revoking & { onClose(): void }) {
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()

  async function revoke(): Promise<void> {
    setError(undefined)
    if (reason.trim().length < 2) return setFault('请写明原因，本人会看到')
    try {
      await call('PUT /people/:person/credential-revocation', {
        params: { person: personId },
        body: { reason: reason.trim() },
      })
      done()
      onClose()
      toast('已停用，本人会收到消息')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  return (
    <Sheet title={`停用${dispute.maskedName}的人才码？`} onClose={onClose}>
      <View className="stack">
        <View className="small">
          先和本人核实。停用后，扫描时马上显示“已停用”；之前的服务记录不变，本人可以重新领取。
        </View>
        <Reason
          label="原因"
          hint="例如：本人来电说手机丢失"
          value={reason}
          fault={fault}
          onChange={(text) => {
            setReason(text)
            setFault(undefined)
          }}
        />
        {error && (
          <Notice kind="bad" title="没有停用成功" live>
            {error}
          </Notice>
        )}
        <Button wide kind="danger" onClick={revoke}>
          停用人才码
        </Button>
        <Button wide kind="quiet" onClick={onClose}>
          先不停用
        </Button>
      </View>
    </Sheet>
  )
}
