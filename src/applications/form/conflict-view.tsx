import { View } from '@tarojs/components'
import type { Answer, FormDefinition, FormField } from '@jucai/contract/forms'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { momentText } from '@/words/dates'
import { answerWords, itemWords } from '../answer-words'
import { regionName, useRegionNames } from '../regions'
import { differing } from './paths'
import type { Conflict } from './reconcile'
import type { Answers } from '@jucai/contract/forms'

const words = (field: FormField, answer: Answer | undefined): string => {
  if (field.kind === 'group' && Array.isArray(answer))
    return (answer as Answers[]).map((item) => itemWords(field, item, regionName)).join('；') || '没有填'
  return answerWords(field, answer, regionName) || '没有填'
}

/** Two devices changed the same draft: what differs, when and where each was written, and one choice. */
export function ConflictView({
  form,
  conflict,
  onResolve,
}: {
  form: FormDefinition
  conflict: Conflict
  onResolve(which: 'mine' | 'theirs'): void
}) {
  const { mine, theirs } = conflict
  const fields = differing(form, mine.answers, theirs.answers)
  useRegionNames(
    fields
      .filter(({ kind }) => kind === 'region')
      .flatMap(({ key }) => [String(mine.answers[key] ?? ''), String(theirs.answers[key] ?? '')]),
  )
  const versions = [
    { which: 'mine', title: '这台手机', at: mine.at, device: mine.device, answers: mine.answers },
    {
      which: 'theirs',
      title: '另一台设备',
      at: theirs.savedAt,
      device: theirs.device,
      answers: theirs.answers,
    },
  ] as const
  return (
    <View className="stack">
      <Notice
        kind="care"
        title="两台设备都改过这份申请"
        live
      >{`有 ${fields.length} 处不一样。选一份接着填，另一份先替你留着，还能换回来。`}</Notice>
      {versions.map(({ which, title, at, device, answers }) => (
        <Card key={which} title={title} aside={momentText(at)}>
          <View className="tiny">{device}</View>
          <View className="versions">
            {fields.map((field) => (
              <View key={field.key} className="version">
                <View className="version-label">{field.label}</View>
                <View className="version-value">{words(field, answers[field.key])}</View>
              </View>
            ))}
          </View>
          <Button wide kind={which === 'mine' ? 'primary' : 'secondary'} onClick={() => onResolve(which)}>
            {which === 'mine' ? '用这台手机上的' : '用另一台设备上的'}
          </Button>
        </Card>
      ))}
    </View>
  )
}
