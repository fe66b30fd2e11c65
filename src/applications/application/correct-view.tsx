import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useDidHide } from '@tarojs/taro'
import type { Application } from '@jucai/contract/applications'
import { fieldsOf } from '@jucai/contract/forms'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { ProblemNotice } from '@/components/problem-notice'
import { showFirstFault } from '@/first-fault'
import { useSession } from '@/session'
import type { ProblemInWords } from '@/words/problems'
import { FieldView } from '../form/fields/field-view'
import { FormProvider } from '../form/form-provider'
import { draftName, readDraft } from '../form/kept-draft'
import { openCorrection, type Correction } from './correction'

interface CorrectViewProps {
  application: Application
  onChanged(application: Application): void
}

/** What was asked for, and only those fields to change it in. */
export function CorrectView({ application, onChanged }: CorrectViewProps) {
  const [correction, setCorrection] = useState<Correction>()
  const [problem, setProblem] = useState<ProblemInWords>()
  const { id, version } = application
  useEffect(() => {
    let opened: Correction | undefined
    let current = true
    const personId = useSession.getState().me?.id ?? ''
    void readDraft(draftName(id), personId).then((kept) => {
      if (current) setCorrection((opened = openCorrection(application, personId, kept)))
    })
    return () => {
      current = false
      opened?.dispose()
    }
    // The fields that are open belong to this version of the application.
  }, [id, version])
  useDidHide(() => correction?.keep())
  if (!correction) return null

  async function send(): Promise<void> {
    setProblem(await correction?.send(onChanged))
    showFirstFault()
  }
  const { openFields, form, requested } = application
  return (
    <Card title="请你改这几项" aside={`${openFields.length} 项`}>
      <View className="requests">
        {requested.map(({ field, label, what }) => (
          <View key={field} className="request">
            <Icon name="pencil" />
            <View>
              <View className="strong">{label}</View>
              <View className="small">{what}</View>
            </View>
          </View>
        ))}
      </View>
      <FormProvider value={correction.api}>
        <View className="stack fields">
          {fieldsOf(form)
            .filter(({ key }) => openFields.includes(key))
            .map((field) => (
              <FieldView key={field.key} field={field} path={field.key} />
            ))}
        </View>
      </FormProvider>
      <View className="correct-do">
        <View className="tiny">其他内容不用再填，排队的日期也不变。改到一半离开，回来接着改。</View>
        {problem && <ProblemNotice title="还没有提交成功" problem={problem} onConsented={send} />}
        <Button wide kind="star" onClick={send}>
          提交补正
        </Button>
      </View>
    </Card>
  )
}
