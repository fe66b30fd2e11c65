import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Subsidy } from '@jucai/contract/subsidies'
import { endReasonLabels, type OwnEndReason } from '@jucai/contract/subsidy-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Dialog } from '@/components/dialog'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'

/** Says what has changed and since when; asks once more before anything is stopped. */
export function EndSheet({
  subsidy,
  onClose,
  onDone,
}: {
  subsidy: Subsidy
  onClose(): void
  onDone(): Promise<void>
}) {
  const [because, setBecause] = useState<OwnEndReason>()
  const [on, setOn] = useState(todayInChina())
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<string>()
  const attempt = useAttempt()
  const end = async () => {
    if (!because) return
    setAsking(false)
    setError(undefined)
    try {
      await call(
        'POST /me/subsidies/:grant/end',
        { params: { grant: subsidy.id }, body: { because, on } },
        { attempt },
      )
      await onDone()
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <>
      <Sheet title={`${subsidy.title}：我的情况变了`} onClose={onClose}>
        <View className="stack">
          <Choice
            label="发生了什么"
            value={because}
            options={subsidy.endReasons.map((value) => ({ value, label: endReasonLabels[value] }))}
            onChange={setBecause}
          />
          <DatePicker
            label="从哪天起"
            value={on}
            start={subsidy.approvedOn}
            end="2060-12-31"
            onChange={setOn}
          />
          <View className="small">
            那一天所在的月份照发，次月起停发。已经多发的不会自动扣回，人才办会联系你；早说就不会多领。
          </View>
          {error && (
            <Notice kind="bad" title="没有登记成功" live>
              {error}
            </Notice>
          )}
          <Button
            wide
            kind="danger"
            disabledReason={!because && '请先选发生了什么'}
            onClick={() => setAsking(true)}
          >
            停发这项补贴
          </Button>
        </View>
      </Sheet>
      {asking && because && (
        <Dialog title="停发这项补贴？" confirm="停发" danger onConfirm={end} onClose={() => setAsking(false)}>
          {`${endReasonLabels[because]}，${dayText(on)}。${
            on > todayInChina() ? '那天之前可以撤回。' : '登记后马上生效，撤不回；以后符合条件要重新申请。'
          }`}
        </Dialog>
      )}
    </>
  )
}
