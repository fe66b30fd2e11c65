import { useState } from 'react'
import { View } from '@tarojs/components'
import type { InternshipBase } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { faultsOf, type Faults } from '../faults'

interface ApplyForBaseProps {
  base: InternshipBase | null
  employer: string
  isOwner: boolean
  onChanged(next: InternshipBase): void
}

/** Applies to be a base, or changes what was said; for the owner. */
export function ApplyForBase({ base, employer, isOwner, onChanged }: ApplyForBaseProps) {
  const [typed, setAbout] = useKeptWords(`internship-base-${employer}`)
  const [insurance, setInsurance] = useState(base?.insurance ?? '')
  const [wanted, setWanted] = useState(String(base?.wanted ?? ''))
  const [faults, setFaults] = useState<Faults>({ fields: {} })
  const about = typed || (base?.about ?? '')
  if (!isOwner)
    return base ? null : <Notice title="由负责人申请">单位的负责人可以在这里申请做见习基地。</Notice>
  const isApproved = base?.state === 'approved'
  const send = async () => {
    setFaults({ fields: {} })
    try {
      onChanged(
        await call('PUT /employers/:employer/internship-base', {
          params: { employer },
          body: {
            about: about.trim(),
            insurance: insurance.trim(),
            wanted: Number(wanted),
            version: base?.version ?? 0,
          },
        }),
      )
      setAbout('')
      toast(isApproved ? '存好了' : '已提交给人才办')
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  const lacks =
    ([...about.trim()].length < 10 && '写写单位做什么、谁来带教，至少 10 个字') ||
    ([...insurance.trim()].length < 6 && '写清楚给见习人员买什么保险') ||
    (!/^[1-9]\d{0,2}$/.test(wanted) && '写希望同时带几个人')
  return (
    <Card title={isApproved ? '改基地的介绍' : '申请'}>
      <View className="stack">
        <TextArea
          label="做什么、谁来带教"
          maxLength={500}
          value={about}
          error={faults.fields.about}
          onChange={setAbout}
        />
        <TextInput
          label="给见习人员买的保险"
          hint={isApproved ? '写在已经签的协议里，要改请联系人才办' : '险种和保额，见习前生效，费用由基地出'}
          maxLength={200}
          value={insurance}
          error={faults.fields.insurance}
          onChange={setInsurance}
        />
        <TextInput
          label="希望同时带几个人"
          hint="名额由人才办核定"
          type="number"
          maxLength={3}
          value={wanted}
          error={faults.fields.wanted}
          onChange={setWanted}
        />
        {faults.words && (
          <Notice kind="bad" title="没有提交" live>
            {faults.words}
          </Notice>
        )}
        <Button wide kind={base ? 'secondary' : 'star'} onClick={send} disabledReason={lacks}>
          {isApproved ? '存下' : base ? '再申请一次' : '申请做见习基地'}
        </Button>
      </View>
    </Card>
  )
}
