import { View } from '@tarojs/components'
import { workspaceLimits, workspaceProgramKey } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceUnit } from '@jucai/contract/workspaces'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { dayFromToday } from '@/words/dates'
import { wordsOf } from '@/words/problems'

/** Whether another site will do where this one has nothing that fits. */
export type Elsewhere = 'yes' | 'no'

/** Whether a unit can be had within the days for which one may apply. */
const canBeHad = ({ free, freeFrom }: WorkspaceUnit): boolean =>
  free || (freeFrom !== null && freeFrom <= dayFromToday(workspaceLimits.startDays))

const orderWords = (unit: WorkspaceUnit | null): string => {
  if (unit === null) return '在图上点一处，批准时先看它。不点也行，批准时从这个地点里分合适的一处。'
  return canBeHad(unit)
    ? `批准时先看 ${unit.label}；那时不空着，就分这个地点里合适的另一处。`
    : `${unit.label} 在 ${workspaceLimits.startDays} 天里空不出来，批准时从这个地点里分合适的另一处。`
}

interface WhereProps {
  unit: WorkspaceUnit | null
  elsewhere: Elsewhere
  onChange(elsewhere: Elsewhere): void
}

/** In which order an approval looks for a place. */
export function Where({ unit, elsewhere, onChange }: WhereProps) {
  return (
    <Card title="怎样分">
      <View className="stack">
        <View className="small">{orderWords(unit)}</View>
        <Choice<Elsewhere>
          label="这里没有合适的时候"
          options={[
            { value: 'yes', label: '别处也行' },
            { value: 'no', label: '只要这个地点' },
          ]}
          value={elsewhere}
          onChange={onChange}
        />
      </View>
    </Card>
  )
}

/** The wish goes before the application: an approval looks there first. */
export function Apply({
  siteId,
  unit,
  elsewhere,
}: {
  siteId: string
  unit: WorkspaceUnit | null
  elsewhere: Elsewhere
}) {
  const wished = unit !== null && canBeHad(unit) ? unit : null
  const apply = async () => {
    try {
      await call('PUT /me/workspace-wish', {
        body: { siteId, unitId: wished?.id ?? null, elsewhere: elsewhere === 'yes' },
      })
      await openPage(`/applications/program/index?key=${workspaceProgramKey}`)
    } catch (error) {
      toast(wordsOf(error))
    }
  }
  return (
    <Button wide kind="star" onClick={apply}>
      {wished === null ? '想要这个地点，去申请' : `想要 ${wished.label}，去申请`}
    </Button>
  )
}
