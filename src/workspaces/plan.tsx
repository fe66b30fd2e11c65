import { Button, View } from '@tarojs/components'
import { unitKindLabels } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceUnit } from '@jucai/contract/workspaces'
import { Icon } from '@/components/icon'
import { amountText } from '@/words/amounts'
import { dayText } from '@/words/dates'

/** When a unit can be had, in a few words. */
export const freeWords = ({ free, freeFrom }: Pick<WorkspaceUnit, 'free' | 'freeFrom'>): string =>
  free ? '现在空着' : freeFrom === null ? '有人用，空出日期未定' : `有人用，${dayText(freeFrom)} 起空`
/** How large a unit is. */
export const sizeWords = ({ seats, areaSqm }: Pick<WorkspaceUnit, 'seats' | 'areaSqm'>): string =>
  `${seats} 座，${areaSqm} 平方米`
const stateWord = ({ free }: WorkspaceUnit): string => (free ? '空' : '占')
/** A unit as it is read out: what is written on it first, so that who speaks to the phone may say what they see. */
const unitWords = (unit: WorkspaceUnit): string =>
  `${unit.label} ${stateWord(unit)}，${unitKindLabels[unit.kind]}，${sizeWords(unit)}`
/** What it costs after the free months. */
export const feeWords = ({ feeFenPerMonth }: Pick<WorkspaceUnit, 'feeFenPerMonth'>): string =>
  feeFenPerMonth === 0 ? '不收费' : `免租期满后每月 ${amountText(feeFenPerMonth)}`

interface PlanProps {
  units: readonly WorkspaceUnit[]
  chosen: string | null
  onChoose(unit: WorkspaceUnit): void
}

const rowsOf = (units: readonly WorkspaceUnit[]): WorkspaceUnit[][] => {
  const rows = [...new Set(units.map(({ row }) => row))].sort((one, other) => one - other)
  return rows.map((row) =>
    units.filter((unit) => unit.row === row).sort((one, other) => one.column - other.column),
  )
}

/** A site as a plan: row by row from the door, what is free in green with a sign, what is taken grey. */
export function Plan({ units, chosen, onChoose }: PlanProps) {
  return (
    <View className="plan">
      <View className="plan-door">门</View>
      {rowsOf(units).map((row) => (
        <View key={row[0]?.row} className="plan-row">
          {row.map((unit) => (
            <Button
              key={unit.id}
              className={`plan-unit plan-${unit.kind} ${unit.free ? 'plan-free' : 'plan-taken'} ${unit.id === chosen ? 'plan-chosen' : ''}`}
              aria-label={`${unitWords(unit)}，${freeWords(unit)}${unit.id === chosen ? '，已选' : ''}`}
              onClick={() => onChoose(unit)}
            >
              <View className="plan-label">{unit.label}</View>
              <View className="plan-state">
                <Icon name={unit.free ? 'check' : 'lock'} />
                <View>{stateWord(unit)}</View>
              </View>
            </Button>
          ))}
        </View>
      ))}
    </View>
  )
}
