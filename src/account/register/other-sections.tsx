import { View } from '@tarojs/components'
import { aimLabels, aims, degreeLabels, degrees } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice, Choices } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { PickerSheet, type PickerOption } from '@/components/picker-sheet'
import { TextInput } from '@/components/text-input'
import { RegionPicker } from '@/components/region-picker'
import type { RegistrationForm } from './use-registration'

const degreeOptions = degrees.map((value) => ({ value, label: degreeLabels[value] }))
const aimOptions = aims.map((value) => ({ value, label: aimLabels[value] }))
const thisYear = new Date().getFullYear()

const findSchools = async (query: string): Promise<PickerOption[]> => {
  const { items } = await call('GET /schools', { query: query ? { q: query } : {} })
  return items.map(({ name, city }) => ({ value: name, label: name, note: city }))
}

/** School, degree, major and when. */
export function SchoolSection({ form: { answers, faults, set, check, fault } }: { form: RegistrationForm }) {
  return (
    <Card>
      <View className="stack">
        <PickerSheet
          label="学校"
          hint="最高学历就读的学校"
          value={answers.school ? { value: answers.school, label: answers.school } : undefined}
          error={faults.school}
          options={findSchools}
          free
          notFound="用上面的“用…”直接填写，写学校全称"
          onChange={({ value }) => {
            set('school', value.slice(0, 60))
            fault('school', undefined)
          }}
        />
        <Choice
          label="学历"
          options={degreeOptions}
          value={answers.degree}
          error={faults.degree}
          onChange={(degree) => set('degree', degree)}
        />
        <TextInput
          label="专业"
          hint="和毕业证上一样"
          maxLength={120}
          value={answers.major}
          error={faults.major}
          onChange={(major) => set('major', major)}
          onBlur={() => answers.major && check('major')}
        />
        <DatePicker
          label="毕业时间"
          hint="毕业证上的日期；还没毕业选预计的日期"
          start="1960-01-01"
          end={`${thisYear + 8}-12-31`}
          value={answers.graduatesOn}
          error={faults.graduatesOn}
          onChange={(day) => {
            set('graduatesOn', day)
            check('graduatesOn')
          }}
        />
      </View>
    </Card>
  )
}

/** Where from, and where now. */
export function PlacesSection({ form: { answers, faults, set } }: { form: RegistrationForm }) {
  const { homeRegion } = answers
  return (
    <Card>
      <View className="stack">
        <RegionPicker
          label="家乡"
          hint="选到区县，方便老家的工作站联系你"
          value={homeRegion}
          error={faults.homeRegion}
          onChange={(region) => set('homeRegion', region)}
        />
        <RegionPicker
          label="现居地"
          hint="现在住的地方，以后搬了随时能改"
          value={answers.presentRegion}
          error={faults.presentRegion}
          onChange={(region) => set('presentRegion', region)}
        />
        {homeRegion && answers.presentRegion?.value !== homeRegion.value && (
          <View>
            <Button kind="quiet" icon="house" onClick={() => set('presentRegion', homeRegion)}>
              现在就住在家乡
            </Button>
          </View>
        )}
      </View>
    </Card>
  )
}

/** What one looks for here. */
export function AimsSection({ form: { answers, faults, set } }: { form: RegistrationForm }) {
  return (
    <Card>
      <Choices
        label="可以选几项"
        hint="首页会先给你看这些"
        options={aimOptions}
        value={answers.aims}
        error={faults.aims}
        onChange={(chosen) => set('aims', chosen)}
      />
    </Card>
  )
}
