import type { ComponentType } from 'react'
import { View } from '@tarojs/components'
import type { FieldKind } from '@jucai/contract/application-vocabulary'
import { FileField } from '../../evidence/file-field'
import {
  ConsentField,
  DateField,
  DateRangeField,
  MultipleField,
  RegionField,
  SchoolField,
  SingleField,
} from './chosen'
import { GroupField } from './group'
import { KnownRow, Origin, useKnown } from './origin'
import { LineField, NumberField, ParagraphField, type FieldViewProps } from './typed'
import '../form.scss'

const views: Record<FieldKind, ComponentType<FieldViewProps>> = {
  text: LineField,
  employer: LineField,
  phone: LineField,
  document: LineField,
  paragraph: ParagraphField,
  number: NumberField,
  money: NumberField,
  date: DateField,
  'date-range': DateRangeField,
  single: SingleField,
  multiple: MultipleField,
  region: RegionField,
  school: SchoolField,
  file: FileField,
  group: (props) => <GroupField {...props} Inner={FieldView} />,
  consent: ConsentField,
}

/** One field of a form by its kind; what is known already is a row that can be opened. */
export function FieldView({ field, path }: FieldViewProps) {
  const known = useKnown(field, path)
  if (known) return <KnownRow field={field} path={path} />
  const View_ = views[field.kind]
  return (
    <View className="asked">
      <View_ field={field} path={path} />
      <Origin path={path} />
    </View>
  )
}
