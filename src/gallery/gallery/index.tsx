import { View } from '@tarojs/components'
import { Choice } from '@/components/choice'
import { Page } from '@/components/page'
import { textScales, useSettings } from '@/settings'
import { FormSamples } from './form-samples'
import { ListSamples } from './list-samples'
import { StateSamples } from './state-samples'
import { SurfaceSamples } from './surface-samples'

const scales = textScales.map((scale) => ({ value: String(scale), label: `${scale}%` }))
const themes = [
  { value: 'auto', label: '跟随系统' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色' },
] as const

/** Every component in every state, in development builds only. */
export default function GalleryPage() {
  const settings = useSettings()
  return (
    <Page title="组件">
      <View className="stack">
        <Choice label="外观" options={themes} value={settings.theme} onChange={settings.setTheme} />
        <Choice
          label="字号"
          options={scales}
          value={String(settings.textScale)}
          onChange={(value) =>
            settings.setTextScale(textScales.find((scale) => String(scale) === value) ?? 100)
          }
        />
        <SurfaceSamples />
        <FormSamples />
        <ListSamples />
        <StateSamples />
      </View>
    </Page>
  )
}
