import { useId } from 'react'
import { Label, Switch, Text, View } from '@tarojs/components'
import { usePalette } from '@/city-store'
import './cell.scss'
import './switch-row.scss'

interface SwitchRowProps {
  title: string
  /** What changes when it is switched. */
  note?: string
  checked: boolean
  onChange(checked: boolean): void
}

/** A row that switches something on or off at once. */
export function SwitchRow({ title, note, checked, onChange }: SwitchRowProps) {
  const palette = usePalette()
  const id = useId().replace(/:/g, '')
  return (
    <View className="cell">
      <Label className="cell-main" for={id}>
        <Text className="cell-title">{title}</Text>
        {note && <View className="cell-note">{note}</View>}
      </Label>
      <Switch
        id={id}
        className="switch"
        color={palette?.light.night ?? '#1b2f6e'}
        aria-label={title}
        checked={checked}
        onChange={(event) => onChange(event.detail.value)}
      />
    </View>
  )
}
