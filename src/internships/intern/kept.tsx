import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'

const words = ({ keptTold, keptConfirmed }: Internship): string => {
  if (keptTold === null) return '见习期满了，留用了吗？本人确认以后计入留用率。'
  const told = keptTold ? '你们说留用了' : '你们说没有留用'
  if (keptConfirmed === null) return `${told}，等本人确认。`
  return keptConfirmed === keptTold ? `${told}，本人也确认了。` : `${told}，本人说的不一样。请核对。`
}

/** Whether the base kept an intern who finished. */
export function TellKept({
  of: one,
  employer,
  onChanged,
}: {
  of: Internship
  employer: string
  onChanged(next: Internship): void
}) {
  const [failed, setFailed] = useState<string>()
  if (one.state !== 'finished') return null
  const say = async (kept: boolean) => {
    setFailed(undefined)
    try {
      onChanged(
        await call('PUT /employers/:employer/internships/:internship/kept', {
          params: { employer, internship: one.id },
          body: { kept },
        }),
      )
      toast('记下了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Card title="留用">
      <View className="stack">
        <View>{words(one)}</View>
        {one.may.includes('tell-kept') && (
          <View className="intern-do">
            <Button onClick={() => say(true)}>留用了</Button>
            <Button kind="secondary" onClick={() => say(false)}>
              没有留用
            </Button>
          </View>
        )}
        {failed && (
          <Notice kind="bad" title="没有记下" live>
            {failed}
          </Notice>
        )}
      </View>
    </Card>
  )
}
