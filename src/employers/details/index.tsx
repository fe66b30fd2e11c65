import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { creditCodeFault, creditCodeText } from '@jucai/contract/credit-code'
import type { Employer } from '@jucai/contract/employer-shapes'
import { employerSizeLabels, employerSizes, type EmployerSize } from '@jucai/contract/employer-vocabulary'
import { phoneText } from '@jucai/contract/text'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { wordsOf } from '@/words/problems'
import { faultsOf, noFaults, type Faults } from '../faults'
import { takeLicence } from '../licence-photo'
import { employerMeant, employerPage } from '../looks'

/** What is known of an employer: typed, kept at every letter, saved and given to the office. */
export default function DetailsPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(async () =>
    call('GET /employers/:employer', { params: { employer: await employerMeant(id) } }),
  )
  return (
    <Page title="单位资料" desk="column" up={employerPage(id)}>
      <Loaded of={loaded}>
        {(employer) => <Form key={employer.id} employer={employer} onSaved={loaded.set} />}
      </Loaded>
    </Page>
  )
}

interface Typed {
  creditCode: string
  name: string
  address: string
  field: string
  size: EmployerSize | null
  contactName: string
  contactPhone: string
  licence: string | null
}
const typedOf = (one: Employer): Typed => ({
  creditCode: one.creditCode,
  name: one.name,
  address: one.address,
  field: one.field,
  size: one.size,
  contactName: one.contactName,
  contactPhone: one.contactPhone,
  licence: one.licence,
})

/** What was typed and not saved yet outlives the page; it belongs to one version of the employer. */
const useTyped = (employer: Employer): [Typed, (change: Partial<Typed>) => void, () => void] => {
  const [kept, keep] = useKeptWords(`employer-details-${employer.id}`)
  const typed = { ...typedOf(employer), ...(kept ? (JSON.parse(kept) as Partial<Typed>) : {}) }
  return [typed, (change) => keep(JSON.stringify({ ...typed, ...change })), () => keep('')]
}

function Form({ employer, onSaved }: { employer: Employer; onSaved(next: Employer): void }) {
  const [typed, type, forget] = useTyped(employer)
  const [faults, setFaults] = useState<Faults>(noFaults)
  const [saving, submitting] = [useAttempt(), useAttempt()]
  const isOpen = employer.state === 'draft' || employer.state === 'returned'
  const save = async () => {
    const code = creditCodeText(typed.creditCode)
    const fault = creditCodeFault(code)
    if (fault) {
      setFaults({ fields: { creditCode: fault } })
      return null
    }
    const body = {
      ...typed,
      creditCode: code,
      contactPhone: phoneText(typed.contactPhone),
      chainKeys: employer.chainKeys,
      version: employer.version,
    }
    const saved = await call(
      'PUT /employers/:employer/details',
      { params: { employer: employer.id }, body },
      { attempt: saving },
    )
    forget()
    onSaved(saved)
    return saved
  }
  const run = async (then: (saved: Employer) => unknown) => {
    setFaults(noFaults)
    try {
      const saved = await save()
      if (saved) await then(saved)
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  const submit = (saved: Employer) =>
    call(
      'POST /employers/:employer/submission',
      { params: { employer: employer.id }, body: { version: saved.version } },
      { attempt: submitting },
    ).then(() => {
      toast('已提交，人才办会核对')
      return Taro.redirectTo({ url: employerPage(employer.id) })
    })
  return (
    <View className="stack">
      {employer.state === 'returned' && (
        <Notice kind="care" title="需要补正">
          {employer.reason ?? ''}
        </Notice>
      )}
      <Fields typed={typed} type={type} faults={faults} isOpen={isOpen} />
      {faults.words && (
        <Notice kind="bad" title="没有保存" live>
          {faults.words}
        </Notice>
      )}
      {isOpen && (
        <Button wide onClick={() => run(submit)}>
          提交给人才办核实
        </Button>
      )}
      <Button wide kind={isOpen ? 'secondary' : 'primary'} onClick={() => run(() => toast('已保存'))}>
        保存
      </Button>
    </View>
  )
}

interface FieldsProps {
  typed: Typed
  type(change: Partial<Typed>): void
  faults: Faults
  isOpen: boolean
}
function Fields({ typed, type, faults: { fields }, isOpen }: FieldsProps) {
  const line = (
    key: 'name' | 'address' | 'field' | 'contactName' | 'contactPhone',
    label: string,
    hint?: string,
  ) => (
    <TextInput
      label={label}
      hint={hint}
      maxLength={key === 'name' ? 80 : 120}
      value={typed[key]}
      error={fields[key]}
      onChange={(next) => type({ [key]: next })}
    />
  )
  return (
    <>
      <Card title="证照上的">
        <View className="stack">
          {isOpen ? (
            <>
              <TextInput
                label="统一社会信用代码"
                maxLength={60}
                value={typed.creditCode}
                error={fields.creditCode}
                onChange={(creditCode) => type({ creditCode })}
              />
              {line('name', '单位名称', '和证照上一样')}
              <Licence id={typed.licence} fault={fields.licence} onTaken={(licence) => type({ licence })} />
            </>
          ) : (
            <View>{`${typed.name}，${typed.creditCode}。核实过的不能自己改；证照变更了请联系人才办。`}</View>
          )}
        </View>
      </Card>
      <Card title="单位情况">
        <View className="stack">
          {line('address', '地址')}
          {line('field', '主营业务', '例如：新能源材料、儿科、跨境电商')}
          <Choice
            label="人数"
            options={employerSizes.map((value) => ({ value, label: employerSizeLabels[value] }))}
            value={typed.size ?? undefined}
            error={fields.size}
            onChange={(size) => type({ size })}
          />
        </View>
      </Card>
      <Card title="联系人">
        <View className="stack">
          {line('contactName', '联系人', '只有单位的人和人才办看得到')}
          {line('contactPhone', '联系电话', '座机写上区号；不会公开')}
        </View>
      </Card>
    </>
  )
}

function Licence({
  id,
  fault,
  onTaken,
}: {
  id: string | null
  fault?: string | undefined
  onTaken(id: string): void
}) {
  const [problem, setProblem] = useState<string>()
  const take = async () => {
    setProblem(undefined)
    try {
      const taken = await takeLicence()
      if (taken) onTaken(taken)
    } catch (error) {
      setProblem(error instanceof Error && error.name === 'Error' ? error.message : wordsOf(error))
    }
  }
  return (
    <View className="stack">
      <View className="strong">营业执照（或登记证书）照片</View>
      <View className="small">{id ? '照片已上传' : '拍清楚整张证照，只给人才办核对用'}</View>
      {(fault || problem) && (
        <Notice kind="bad" title={problem ? '照片没有传上' : '还缺照片'} live>
          {problem ?? fault}
        </Notice>
      )}
      <Button kind="secondary" icon="camera" onClick={take}>
        {id ? '换一张' : '拍照上传'}
      </Button>
    </View>
  )
}
