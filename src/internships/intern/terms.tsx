import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Internship } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { dayFromToday } from '@/words/dates'
import { faultsOf, type Faults } from '../faults'

/** Changes what was agreed: a new version, which all sign anew. */
export function Terms({
  of: one,
  employer,
  onChanged,
}: {
  of: Internship
  employer: string
  onChanged(next: Internship): void
}) {
  const [open, setOpen] = useState(false)
  const [firstDay, setFirstDay] = useState(one.firstDay)
  const [tasks, setTasks] = useState(one.tasks)
  const [tutor, setTutor] = useState(one.tutor)
  const [faults, setFaults] = useState<Faults>({ fields: {} })
  if (!one.may.includes('change')) return null
  const send = async () => {
    setFaults({ fields: {} })
    try {
      onChanged(
        await call('PUT /employers/:employer/internships/:internship/terms', {
          params: { employer, internship: one.id },
          body: { firstDay, tasks: tasks.trim(), tutor: tutor.trim() },
        }),
      )
      setOpen(false)
      toast('改好了，三方要重新签')
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        改约定
      </Button>
      {open && (
        <Sheet title="改约定" tall onClose={() => setOpen(false)}>
          <View className="stack sheet-body">
            <View className="small">改动做成新的一版，三方重新签；签过的那一版原样保存。</View>
            {one.state === 'to-sign' && (
              <DatePicker
                label="开始日"
                start={dayFromToday(1)}
                end={dayFromToday(120)}
                value={firstDay}
                error={faults.fields.firstDay}
                onChange={setFirstDay}
              />
            )}
            <TextArea
              label="做什么"
              maxLength={600}
              value={tasks}
              error={faults.fields.tasks}
              onChange={setTasks}
            />
            <TextInput
              label="谁来带教"
              maxLength={40}
              value={tutor}
              error={faults.fields.tutor}
              onChange={setTutor}
            />
            {faults.words && (
              <Notice kind="bad" title="没有改" live>
                {faults.words}
              </Notice>
            )}
            <Button
              wide
              onClick={send}
              disabledReason={
                ([...tasks.trim()].length < 10 && '写清楚做什么，至少 10 个字') ||
                (tutor.trim().length < 2 && '写谁来带教')
              }
            >
              做成新的一版
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
