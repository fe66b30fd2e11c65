import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { Engagement } from '@jucai/contract/engagement-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { showFirstFault } from '@/first-fault'
import { useKeptWords } from '@/kept-words'
import { wordsOf } from '@/words/problems'
import { stretchOf, WeekEditor, windowsOf, type Stretch } from '../week-editor'

const fields = ['name', 'contact', 'phone', 'hours'] as const
/** What was refused, by field; the rest in a sentence. */
const faultsOf = (error: unknown): Partial<Record<(typeof fields)[number] | 'words', string>> => {
  const errors = error instanceof ProblemError ? error.errors : []
  const found = Object.fromEntries(
    errors.flatMap(({ pointer, detail }) => {
      const field = fields.find((one) => pointer === `/${one}` || pointer.startsWith(`/${one}/`))
      return field ? [[field, detail]] : []
    }),
  )
  return Object.keys(found).length > 0 ? found : { words: wordsOf(error) }
}

/** Accepting: who the home employer is, whom to ask there, and when it has the expert. */
export function Accepting({ of, onAccepted }: { of: Engagement; onAccepted(next: Engagement): void }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useKeptWords(`engagement-home ${of.id}`)
  const [contact, setContact] = useState('')
  const [phone, setPhone] = useState('')
  const [hours, setHours] = useState<Stretch[]>([stretchOf([1, 2, 3, 4, 5], '09:00', '17:30')])
  const [faults, setFaults] = useState<ReturnType<typeof faultsOf>>({})
  const send = async () => {
    setFaults({})
    try {
      const body = { name, contact, phone, hours: windowsOf(hours) }
      onAccepted(
        await call('PUT /me/engagements/:engagement/acceptance', { params: { engagement: of.id }, body }),
      )
      setName('')
      setOpen(false)
    } catch (error) {
      setFaults(faultsOf(error))
      showFirstFault()
    }
  }
  return (
    <>
      <Button wide kind="star" icon="check" onClick={() => setOpen(true)}>
        接受，填现单位
      </Button>
      {open && (
        <Sheet title="你的现单位" tall onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">
              协议要现单位同意。它会收到一条短信链接，不用注册；看得到工作内容和时间，看不到报酬。
            </View>
            <TextInput label="单位名称" maxLength={120} error={faults.name} value={name} onChange={setName} />
            <TextInput
              label="联系人"
              hint="能代表单位答复的人，例如人事负责人"
              maxLength={40}
              error={faults.contact}
              value={contact}
              onChange={setContact}
            />
            <TextInput
              label="联系人手机号"
              type="number"
              maxLength={11}
              error={faults.phone}
              value={phone}
              onChange={setPhone}
            />
            <View className="strong">现单位的工作时间</View>
            <WeekEditor stretches={hours} error={faults.hours} onChange={setHours} />
            {faults.words && (
              <Notice kind="bad" title="没有接受" live>
                {faults.words}
              </Notice>
            )}
            <Button wide onClick={send}>
              接受邀约
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}
