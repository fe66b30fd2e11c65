import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Recovery } from '@jucai/contract/profiles'
import { recoveryEffects } from '@jucai/contract/recovery-words'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { PagedRows } from '@/components/paged-list'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Reason } from './reason'

/** Accounts that people ask back without their old phone; the office decides with a reason they will read. */
export function Recoveries() {
  const [deciding, setDeciding] = useState<{ recovery: Recovery; remove(): void }>()
  return (
    <View className="stack">
      <View className="small">先打电话核实本人，再决定。</View>
      <PagedRows
        load={(from) => call('GET /account-recoveries', { query: from })}
        keyOf={({ id }) => id}
        row={(recovery, { remove }) => (
          <Cell
            title={`${recovery.maskedName} · ${recovery.maskedDocument}`}
            note={
              <View>
                {recovery.explanation}
                <View>{momentText(recovery.createdAt)} 提交</View>
              </View>
            }
            onClick={() => setDeciding({ recovery, remove })}
          />
        )}
        empty={<Empty icon="circle-check" title="没有等待处理的申请" text="有人申请时会收到消息。" />}
      />
      {deciding && (
        <Sheet title="处理找回申请" onClose={() => setDeciding(undefined)}>
          <Decision
            recovery={deciding.recovery}
            onDecided={(words) => {
              deciding.remove()
              setDeciding(undefined)
              toast(words)
            }}
          />
        </Sheet>
      )}
    </View>
  )
}

function Decision({ recovery, onDecided }: { recovery: Recovery; onDecided(words: string): void }) {
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()

  async function decide(approve: boolean): Promise<void> {
    setError(undefined)
    if (reason.trim().length < 2) return setFault('请写明理由，本人会看到')
    try {
      await call('PUT /account-recoveries/:recovery/decision', {
        params: { recovery: recovery.id },
        body: { approve, reason: reason.trim() },
      })
      onDecided(approve ? '已同意' : '已驳回')
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <View className="card card-flush">
        <Cell title="姓名" value={recovery.maskedName} />
        <Cell title="证件" value={recovery.maskedDocument} />
        <Cell title="联系电话" value={recovery.contactPhone} />
        <Cell title="情况说明" note={recovery.explanation} />
        <Cell title="同意以后" note={recoveryEffects[recovery.asks]} />
      </View>
      <Reason
        label="理由"
        hint="例如：电话核对了姓名、证件和毕业学校"
        value={reason}
        fault={fault}
        onChange={(text) => {
          setReason(text)
          setFault(undefined)
        }}
      />
      {error && (
        <Notice kind="bad" title="没有处理成功" live>
          {error}
        </Notice>
      )}
      <Button wide onClick={() => decide(true)}>
        核实无误，同意
      </Button>
      <Button wide kind="danger" onClick={() => decide(false)}>
        驳回
      </Button>
    </View>
  )
}
