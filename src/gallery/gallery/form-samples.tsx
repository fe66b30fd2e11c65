import { useState } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice, Choices } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { FormProgress } from '@/components/form-progress'
import { PickerSheet, type PickerOption } from '@/components/picker-sheet'
import { RegionPicker } from '@/components/region-picker'
import { SwitchRow } from '@/components/switch-row'
import { TextArea, TextInput } from '@/components/text-input'
import { Sample } from './sample'

const degrees = [
  { value: 'bachelor', label: '本科' },
  { value: 'master', label: '硕士' },
  { value: 'doctor', label: '博士' },
] as const
const wishes = [
  { value: 'job', label: '找工作' },
  { value: 'flat', label: '租房' },
  { value: 'internship', label: '见习' },
  { value: 'startup', label: '创业' },
] as const
const schools: PickerOption[] = Array.from({ length: 500 }, (_, index) => ({
  value: String(index),
  label: `星城第${index + 1}大学`,
  note: '星城市',
  keywords: 'xcdx',
}))
const pause = () => new Promise((resolve) => setTimeout(resolve, 1500))

/** Buttons and everything that takes an answer. */
export function FormSamples() {
  const [name, setName] = useState('张晓雨')
  const [story, setStory] = useState('')
  const [degree, setDegree] = useState<'bachelor' | 'master' | 'doctor'>()
  const [wish, setWish] = useState<('job' | 'flat' | 'internship' | 'startup')[]>(['flat'])
  const [school, setSchool] = useState<PickerOption>()
  const [date, setDate] = useState('')
  const [region, setRegion] = useState<PickerOption>()
  const [hidden, setHidden] = useState(true)
  return (
    <>
      <Sample title="按钮">
        <Button wide onClick={pause}>
          提交登记
        </Button>
        <Button wide kind="star" icon="sparkles" onClick={pause}>
          两分钟登记
        </Button>
        <View className="wrap">
          <Button kind="secondary">查看政策</Button>
          <Button kind="quiet">稍后再说</Button>
          <Button kind="danger" icon="trash-2">
            删除资料
          </Button>
          <Button loading>提交</Button>
        </View>
        <View>
          <Button wide disabledReason="先勾选同意隐私说明">
            下一步
          </Button>
        </View>
      </Sample>
      <Sample title="填写">
        <FormProgress titles={['你与这里', '现在', '打算', '看一遍，没错就提交']} current={1} />
        <Card>
          <View className="stack">
            <TextInput label="姓名" hint="和证件上一样" value={name} onChange={setName} autoComplete="name" />
            <TextInput
              label="证件号码"
              value="11010119900307123"
              onChange={() => undefined}
              error="少了 1 位：身份证号是 18 位"
              type="idcard"
            />
            <PickerSheet
              label="毕业院校"
              value={school}
              onChange={setSchool}
              options={schools}
              notFound="试试学校全称"
            />
            <RegionPicker
              label="现在所在城市"
              hint="由离你最近的工作站答复你"
              value={region}
              onChange={setRegion}
            />
            <DatePicker
              label="毕业时间"
              hint="用来判断是不是应届"
              fields="month"
              value={date}
              onChange={setDate}
              start="1970-01-01"
              end="2032-12-31"
            />
            <Choice label="学历" options={degrees} value={degree} onChange={setDegree} />
            <Choices label="想要什么" options={wishes} value={wish} onChange={setWish} required={false} />
            <TextArea
              label="补充说明"
              required={false}
              value={story}
              onChange={setStory}
              placeholder="比如希望的区域、时间"
            />
          </View>
        </Card>
        <Card flush>
          <SwitchRow
            title="对现单位隐藏"
            note="打开后，你现在的单位看不到这份登记"
            checked={hidden}
            onChange={setHidden}
          />
        </Card>
      </Sample>
    </>
  )
}
