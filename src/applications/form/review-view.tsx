import { Text, View } from '@tarojs/components'
import type { Answers, FormField } from '@jucai/contract/forms'
import { useStore } from 'zustand'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { SwitchRow } from '@/components/switch-row'
import { answerWords, itemWords } from '../answer-words'
import { regionName, useRegionNames } from '../regions'
import { askedIn, askingSections, sameAnswer } from './paths'
import type { FormSession } from './session'

const valueOf = (field: FormField, answers: Answers): string => {
  const answer = answers[field.key]
  if (field.kind === 'group' && Array.isArray(answer))
    return (answer as Answers[]).map((item) => itemWords(field, item, regionName)).join('\n')
  return answerWords(field, answer, regionName)
}

/** Everything once more; a tap on a row leads to where it is changed. */
export function ReviewView({ session }: { session: FormSession }) {
  const { api, state, go } = session
  const answers = useStore(api.store, (store) => store.answers)
  const faults = useStore(api.store, (store) => store.faults)
  const keepInProfile = useStore(state, (one) => one.keepInProfile)
  const sections = askingSections(api.form, answers)
  const asked = sections.flatMap((section) => askedIn(api.form, section, answers))
  useRegionNames(asked.filter(({ kind }) => kind === 'region').map(({ key }) => String(answers[key] ?? '')))
  const fresh = asked.filter(
    ({ profile, key }) =>
      profile && answers[key] !== undefined && !sameAnswer(api.prefill.get(key)?.value, answers[key]),
  )
  return (
    <View className="stack">
      <View className="small">点一行就能改。提交之后，审核需要改动时只会开放要改的那几项。</View>
      {sections.map((section) => (
        <CellGroup key={section.key} title={section.title}>
          {askedIn(api.form, section, answers).map((field) => {
            const fault = Object.entries(faults).find(([path]) => path.split('/')[0] === field.key)?.[1]
            const value = valueOf(field, answers)
            const empty = field.required ? '请补填' : '没有填'
            return (
              <Cell
                key={field.key}
                title={field.label}
                note={
                  <>
                    <View className="review-value">{value || empty}</View>
                    {fault && <Text className="field-error">{fault}</Text>}
                  </>
                }
                onClick={() => go(section.key)}
              />
            )
          })}
        </CellGroup>
      ))}
      {fresh.length > 0 && (
        <Card flush>
          <SwitchRow
            title="留着下次用"
            note={`把${fresh.map(({ label }) => label).join('、')}存进你的登记资料，以后不用再填`}
            checked={keepInProfile}
            onChange={(checked) => state.setState({ keepInProfile: checked })}
          />
        </Card>
      )}
    </View>
  )
}
