import { View } from '@tarojs/components'
import type { RoundStanding } from '@jucai/contract/rounds'
import {
  householdDocumentLabels,
  householdDocuments,
  relationLabels,
  type HouseholdDocument,
} from '@jucai/contract/rounds-vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { PickerSheet } from '@/components/picker-sheet'
import { TextInput } from '@/components/text-input'
import type { Faults, Written } from './writing'

type Entry = Written['household'][number]
interface HouseholdProps {
  relatives: RoundStanding['household']
  value: readonly Entry[]
  faults: Faults
  onChange(household: Entry[]): void
  onLeave(member: number): void
}
const kinds = householdDocuments.map((value) => ({ value, label: householdDocumentLabels[value] }))

/** Who lives there: those of the qualification, each with a document, so that a household has one ticket. */
export function Household({ relatives, value, faults, onChange, onLeave }: HouseholdProps) {
  const entryOf = (member: number) => value.find((one) => one.member === member)
  const put = (member: number, change: Partial<Entry>) =>
    onChange(value.map((one) => (one.member === member ? { ...one, ...change } : one)))
  return (
    <Card title="一起住的家人">
      <View className="small">
        {relatives.length === 0
          ? '你的资格里没有写家人。要和家人一起住，先在公寓资格里更正，再来申请。'
          : '按公寓资格里写的家人。填证件号码，是为了一户只有一个号：夫妻各申请一个的，锁定名单时两个号都记为“有争议”。号码加密保存，不公开。'}
      </View>
      {faults.household && <View className="field-error">{faults.household}</View>}
      {relatives.map(({ member, relation, name, document }) => {
        const entry = entryOf(member)
        if (!entry) return null
        const who = `${relationLabels[relation] ?? '家人'}${name}`
        if (entry.documentNumber === null && document)
          return (
            <View key={member} className="round-class stack">
              <View>{`${who}：${householdDocumentLabels[document.type]} ${document.masked}`}</View>
              <View className="small">上次申请时填过，加密存着，不用再填。</View>
              <Button
                kind="secondary"
                label={`换${who}的证件`}
                onClick={() => put(member, { documentNumber: '' })}
              >
                换一个证件
              </Button>
            </View>
          )
        const chosen = kinds.find((one) => one.value === entry.documentType)
        return (
          <View key={member} className="round-class stack">
            <PickerSheet
              label={`${who}的证件`}
              options={kinds}
              value={chosen}
              onChange={(option) => put(member, { documentType: option.value as HouseholdDocument })}
            />
            <TextInput
              label={`${who}的证件号码`}
              type="idcard"
              maxLength={40}
              value={entry.documentNumber ?? ''}
              error={faults[`household/${member}`]}
              onChange={(documentNumber) => put(member, { documentNumber })}
              onBlur={() => onLeave(member)}
            />
          </View>
        )
      })}
    </Card>
  )
}
