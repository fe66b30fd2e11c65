import { View } from '@tarojs/components'
import type { FormSection } from '@jucai/contract/forms'
import { useStore } from 'zustand'
import { Card } from '@/components/card'
import { FieldView } from './fields/field-view'
import { useForm } from './form-store'
import { askedIn } from './paths'

/**
 * The fields of one section that are asked now. It draws again only when a condition opens or closes a
 * field.
 */
export function SectionView({ section }: { section: FormSection }) {
  const { form, store } = useForm()
  const asked = useStore(store, ({ answers }) =>
    askedIn(form, section, answers)
      .map(({ key }) => key)
      .join(' '),
  ).split(' ')
  return (
    <View className="stack">
      {section.intro && <View className="small">{section.intro}</View>}
      <Card>
        <View className="stack fields">
          {section.fields
            .filter(({ key }) => asked.includes(key))
            .map((field) => (
              <FieldView key={field.key} field={field} path={field.key} />
            ))}
        </View>
      </Card>
    </View>
  )
}
