import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Application } from '@jucai/contract/applications'
import { askedAnswers, fieldsOf, type Answers, type FormField } from '@jucai/contract/forms'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { answerWords, itemWords } from '../answer-words'
import { ArrivedFile } from '../evidence/file-field'
import { regionName, useRegionNames } from '../regions'

/** What was handed in, to read again; closed at first, because one comes for the progress. */
export function Filled({ application: { form, answers } }: { application: Application }) {
  const [open, setOpen] = useState(false)
  const fields = fieldsOf(form)
  const asked = askedAnswers(fields, answers)
  useRegionNames(
    open ? fields.filter(({ kind }) => kind === 'region').map(({ key }) => String(asked[key] ?? '')) : [],
  )
  if (!open)
    return (
      <Button kind="secondary" wide icon="file-text" onClick={() => setOpen(true)}>
        看我交的内容
      </Button>
    )
  return (
    <Card title="我交的内容">
      <View className="filled">
        {fields
          .filter(({ key }) => asked[key] !== undefined)
          .map((field) => (
            <View key={field.key} className="version">
              <View className="version-label">{field.label}</View>
              <Value field={field} answers={asked} />
            </View>
          ))}
      </View>
    </Card>
  )
}

function Value({ field, answers }: { field: FormField; answers: Answers }) {
  const answer = answers[field.key]
  if (field.kind === 'file')
    return (
      <View className="files">
        {(answer as string[]).map((id, at, all) => (
          <ArrivedFile key={id} id={id} before={all.slice(0, at)} />
        ))}
      </View>
    )
  if (field.kind === 'group')
    return (
      <View className="version-value">
        {(answer as Answers[]).map((item, index) => (
          <View key={index}>{itemWords(field, item, regionName)}</View>
        ))}
      </View>
    )
  return <View className="version-value">{answerWords(field, answer, regionName)}</View>
}
