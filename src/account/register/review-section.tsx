import { Text, View } from '@tarojs/components'
import type { City } from '@jucai/contract/city'
import { tierOn } from '@jucai/contract/registration-rules'
import { aimLabels, degreeLabels, documentTypeLabels } from '@jucai/contract/vocabulary'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { dayText, todayInChina } from '@/words/dates'
import { isMasked, sectionOf, type AnswerName } from './answers'
import type { RegistrationForm } from './use-registration'

// Enough for the owner to recognise it, too little for somebody looking over their shoulder.
const masked = (number: string) =>
  isMasked(number)
    ? number
    : `${number.slice(0, 3)}${'*'.repeat(Math.max(0, number.length - 7))}${number.slice(-4)}`

/** Everything once more; a tap on a row leads to where it is changed. */
export function ReviewSection({ form, city }: { form: RegistrationForm; city: City | undefined }) {
  const { answers, faults } = form
  const rows: [AnswerName, string, string][] = [
    ['name', '姓名', answers.name],
    [
      'documentNumber',
      documentTypeLabels[answers.documentType],
      answers.documentNumber ? masked(answers.documentNumber) : '请补填',
    ],
    ['school', '学校', answers.school],
    ['degree', '学历', answers.degree ? degreeLabels[answers.degree] : ''],
    ['major', '专业', answers.major],
    ['graduatesOn', '毕业时间', answers.graduatesOn && dayText(answers.graduatesOn)],
    ['homeRegion', '家乡', answers.homeRegion?.label ?? ''],
    ['presentRegion', '现居地', answers.presentRegion?.label ?? ''],
    ['aims', '想找', answers.aims.map((aim) => aimLabels[aim]).join('、')],
  ]
  return (
    <>
      {city && answers.degree && answers.graduatesOn && (
        <TierAhead city={city} degree={answers.degree} graduatesOn={answers.graduatesOn} />
      )}
      <CellGroup title="点一行就能改">
        {rows.map(([field, label, value]) => (
          <Cell
            key={field}
            title={label}
            value={value || '请补填'}
            note={faults[field] && <Text className="field-error">{faults[field]}</Text>}
            onClick={() => form.go(sectionOf(field))}
          />
        ))}
      </CellGroup>
    </>
  )
}

function TierAhead({
  city,
  degree,
  graduatesOn,
}: {
  city: City
  degree: NonNullable<RegistrationForm['answers']['degree']>
  graduatesOn: string
}) {
  const tier = tierOn({ degree, graduatesOn }, city.tiers, todayInChina())
  if (!tier)
    return <Notice title="暂时没有对应的人才层次">仍然可以登记。资料有变化时，系统会重新看一遍。</Notice>
  return (
    <Card title={`会领到：${tier.name}`} aside={city.sample ? <Tag tone="star">示例</Tag> : undefined}>
      <View className="small">{tier.because}。</View>
    </Card>
  )
}
