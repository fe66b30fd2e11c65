import { useState } from 'react'
import { View } from '@tarojs/components'
import { isAtRest, type ApplicationState } from '@jucai/contract/application-vocabulary'
import { ProblemError } from '@jucai/contract/client'
import type { LeadDetail } from '@jucai/contract/stations'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { PickerSheet, type PickerOption } from '@/components/picker-sheet'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { wordsOf } from '@/words/problems'

// Approved is at rest for the office; for the station the conversation has only begun.
const isOver = (state: ApplicationState) => state !== 'approved' && isAtRest(state)

/** Gives a returnee to another station, with the reason; this one loses sight of them. */
export function HandOver({ lead, onGone }: { lead: LeadDetail; onGone(stationName: string): void }) {
  const [open, setOpen] = useState(false)
  if (isOver(lead.state)) return null
  return (
    <View>
      <Button kind="quiet" wide icon="undo-2" onClick={() => setOpen(true)}>
        转给别的工作站
      </Button>
      {open && <Handing lead={lead} onClose={() => setOpen(false)} onGone={onGone} />}
    </View>
  )
}

const stationsBeside =
  (own: string) =>
  async (query: string): Promise<PickerOption[]> =>
    (await call('GET /stations', { query: query ? { q: query } : {} })).items
      .filter(({ id, kind }) => id !== own && (kind === 'city' || kind === 'campus' || kind === 'venue'))
      .map(({ id, name, regionName }) => ({ value: id, label: name, note: regionName }))

function Handing({
  lead,
  onClose,
  onGone,
}: {
  lead: LeadDetail
  onClose(): void
  onGone(stationName: string): void
}) {
  const [station, setStation] = useState<PickerOption>()
  const [why, setWhy] = useState('')
  const [faults, setFaults] = useState<{ station?: string | undefined; why?: string | undefined }>({})
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const give = async () => {
    setError(undefined)
    const found = {
      station: station ? undefined : '请选择工作站',
      why: why.trim().length < 4 ? '写明为什么转，至少 4 个字' : undefined,
    }
    setFaults(found)
    if (!station || found.why) return
    const body = { stationId: station.value, why: why.trim() }
    try {
      onGone(
        (await call('PUT /leads/:lead/station', { params: { lead: lead.id }, body }, { attempt }))
          .stationName,
      )
    } catch (problem) {
      const at =
        problem instanceof ProblemError
          ? problem.errors.find(({ pointer }) => pointer === '/stationId')
          : undefined
      if (at) setFaults({ station: at.detail })
      else setError(wordsOf(problem))
    }
  }
  return (
    <Sheet title="转给别的工作站" onClose={onClose}>
      <View className="stack">
        <Notice kind="care" title="转出后您就看不到了">
          备注、经过和答复一起转过去，对方会收到消息。
        </Notice>
        <PickerSheet
          label="转到哪里"
          options={stationsBeside(lead.station.id)}
          value={station}
          error={faults.station}
          onChange={(next) => {
            setStation(next)
            setFaults({ ...faults, station: undefined })
          }}
        />
        <TextInput
          label="为什么转"
          hint="对方和新的工作站都看得到"
          placeholder="例如：本人已搬到上海"
          maxLength={200}
          autoComplete="off"
          value={why}
          error={faults.why}
          onChange={(next) => {
            setWhy(next)
            setFaults({ ...faults, why: undefined })
          }}
        />
        {error && (
          <Notice kind="bad" title="没有转成" live>
            {error}
          </Notice>
        )}
        <Button wide kind="danger" onClick={give}>
          转出
        </Button>
      </View>
    </Sheet>
  )
}
