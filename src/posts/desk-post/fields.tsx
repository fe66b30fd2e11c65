import { View } from '@tarojs/components'
import { disciplines } from '@jucai/contract/fit/majors'
import { mostYears } from '@jucai/contract/fit/requirements'
import type { PostFault } from '@jucai/contract/post-rules'
import {
  payUnitLabels,
  payUnitsOf,
  postKindLabels,
  postKinds,
  postLimits,
  type PayUnit,
  type PostKind,
} from '@jucai/contract/post-vocabulary'
import { degreeLabels, degrees } from '@jucai/contract/vocabulary'
import { Card } from '@/components/card'
import { Choice, Choices } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { RegionPicker } from '@/components/region-picker'
import { TextArea, TextInput } from '@/components/text-input'
import { dayFromToday, todayInChina } from '@/words/dates'
import { ChainFields } from './chain-fields'
import type { Typed } from './form'

// A kind that is not paid by what was chosen begins with what it is paid by.
const unitFor = (kind: PostKind, unit: PayUnit): PayUnit =>
  payUnitsOf[kind].includes(unit) ? unit : (payUnitsOf[kind][0] ?? unit)

/** All that is written of a post, one idea a card; what is wrong stands beside it. */
export function PostFields({
  typed,
  faults,
  kindStays,
  onChange,
}: {
  typed: Typed
  faults: readonly PostFault[]
  /** It is public: another kind would be another post. */
  kindStays: boolean
  onChange(change: Partial<Typed>): void
}) {
  const error = (...pointers: string[]) => faults.find(({ pointer }) => pointers.includes(pointer))?.detail
  const need = typed.requirements
  const ask = (next: Typed['requirements']) => onChange({ requirements: next })
  return (
    <>
      <Card title="什么岗位">
        <View className="stack">
          <Choice
            label="哪一种"
            hint={kindStays ? '已经公开的不能改种类，要招别的一种请另发一个岗位' : undefined}
            error={error('/kind')}
            options={(kindStays ? [typed.kind] : postKinds).map((value) => ({
              value,
              label: postKindLabels[value],
            }))}
            value={typed.kind}
            onChange={(kind) => onChange({ kind, unit: unitFor(kind, typed.unit) })}
          />
          <TextInput
            label="岗位名称"
            maxLength={40}
            error={error('/title')}
            value={typed.title}
            onChange={(title) => onChange({ title })}
          />
          <TextInput
            label="招几人"
            type="number"
            maxLength={3}
            error={error('/headcount')}
            value={typed.headcount}
            onChange={(headcount) => onChange({ headcount })}
          />
          <ChainFields typed={typed} error={error} onChange={onChange} />
        </View>
      </Card>
      <Card title="在哪里">
        <View className="stack">
          <RegionPicker
            label="区县"
            error={error('/region')}
            value={typed.region ? { value: typed.region, label: typed.regionName } : undefined}
            onChange={({ value, label }) => onChange({ region: value, regionName: label })}
          />
          <TextInput
            label="地址"
            maxLength={80}
            error={error('/place')}
            value={typed.place}
            onChange={(place) => onChange({ place })}
          />
          <TextInput
            label="怎么到"
            hint="例如 地铁 3 号线某站走路 8 分钟"
            required={false}
            maxLength={80}
            error={error('/transport')}
            value={typed.transport ?? ''}
            onChange={(transport) => onChange({ transport })}
          />
        </View>
      </Card>
      <Card title="报酬">
        <View className="stack">
          <Choice
            label="按什么算"
            error={error('/payLow/unit')}
            options={payUnitsOf[typed.kind].map((value) => ({ value, label: `每${payUnitLabels[value]}` }))}
            value={typed.unit}
            onChange={(unit) => onChange({ unit })}
          />
          <TextInput
            label="最低"
            hint="单位元"
            type="digit"
            maxLength={11}
            error={error('/payLow/fen')}
            value={typed.low}
            onChange={(low) => onChange({ low })}
          />
          <TextInput
            label="最高"
            hint="单位元，不超过最低的 3 倍"
            type="digit"
            maxLength={11}
            error={error('/payHigh/fen', '/payHigh/unit')}
            value={typed.high}
            onChange={(high) => onChange({ high })}
          />
        </View>
      </Card>
      <Card title="要求">
        <View className="stack">
          <Choice
            label="学历"
            options={[
              { value: 'none', label: '不限' },
              ...degrees.map((value) => ({ value, label: degreeLabels[value] })),
            ]}
            value={need.minDegree ?? 'none'}
            onChange={(degree) => {
              const { minDegree: _before, ...rest } = need
              ask(degree === 'none' ? rest : { ...rest, minDegree: degree })
            }}
          />
          <Choices
            label="专业大类"
            hint="一个都不选，就是不限"
            error={error('/requirements/majors')}
            options={disciplines.map(({ code, label }) => ({ value: code, label }))}
            value={need.majors ?? []}
            onChange={(chosen) => {
              const { majors: _before, ...rest } = need
              ask(chosen.length === 0 ? rest : { ...rest, majors: chosen })
            }}
          />
          <TextInput
            label="工作满几年"
            hint="不限就空着"
            required={false}
            type="number"
            maxLength={2}
            value={String(need.experienceYears ?? '')}
            onChange={(text) => {
              const { experienceYears: _before, ...rest } = need
              const years = /^\d+$/.test(text) ? Math.min(mostYears, Number(text)) : 0
              ask(years === 0 ? rest : { ...rest, experienceYears: years })
            }}
          />
          <TextArea
            label="做什么"
            maxLength={3000}
            error={error('/duties')}
            value={typed.duties}
            onChange={(duties) => onChange({ duties })}
          />
          <TextArea
            label="其他要求"
            hint="不能写性别、年龄、婚育、户籍、民族等条件"
            required={false}
            maxLength={2000}
            error={error('/wants')}
            value={typed.wants}
            onChange={(wants) => onChange({ wants })}
          />
        </View>
      </Card>
      <Card title="截止和答复">
        <View className="stack">
          <DatePicker
            label="截止那天"
            hint={`不选就公开 ${postLimits.openDays} 天，到期前 ${postLimits.remindDays} 天提醒`}
            required={false}
            error={error('/closesAt')}
            start={todayInChina()}
            end={dayFromToday(postLimits.mostOpenDays)}
            value={typed.closesOn}
            onChange={(closesOn) => onChange({ closesOn })}
          />
          <TextInput
            label="几点截止"
            hint="0 到 23，本市时间"
            type="number"
            maxLength={2}
            value={typed.closesHour}
            onChange={(hour) =>
              onChange({ closesHour: /^\d+$/.test(hour) ? String(Math.min(23, Number(hour))) : '18' })
            }
          />
          <TextInput
            label="几个工作日内答复"
            hint="过了还没有答复，岗位页会公开有几人在等"
            type="number"
            maxLength={2}
            value={String(typed.answerDays)}
            onChange={(days) =>
              onChange({
                answerDays: /^[1-9]\d?$/.test(days) ? Math.min(postLimits.mostAnswerDays, Number(days)) : 1,
              })
            }
          />
        </View>
      </Card>
    </>
  )
}
