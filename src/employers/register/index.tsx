import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { creditCodeFault, creditCodeText, kindOfCode, kindsInWords } from '@jucai/contract/credit-code'
import { employerKindLabels } from '@jucai/contract/employer-vocabulary'
import { ProblemError } from '@jucai/contract/client'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { TextInput } from '@/components/text-input'
import { useKeptWords } from '@/kept-words'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { faultsOf, noFaults } from '../faults'

/** The first step of a registration: which employer, and who registers it. */
export default function RegisterPage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="登记单位" desk="column" up="/employers/mine/index">
      {signedIn ? (
        <Form />
      ) : (
        <Card>
          <SignInFirst text="登录后登记单位。" />
        </Card>
      )}
    </Page>
  )
}

function Form() {
  const [code, setCode] = useKeptWords('employer-code')
  const [name, setName] = useKeptWords('employer-name')
  const [memberName, setMemberName] = useKeptWords('employer-member-name')
  const [faults, setFaults] = useState(noFaults)
  const [known, setKnown] = useState(false)
  const attempt = useAttempt()
  const clean = creditCodeText(code)
  const kind = creditCodeFault(clean) === null ? kindOfCode(clean) : null
  const begin = async () => {
    const fault = creditCodeFault(clean)
    if (fault) return setFaults({ fields: { creditCode: fault } })
    setFaults(noFaults)
    try {
      const body = { creditCode: clean, name: name.trim(), memberName: memberName.trim() }
      const { id } = await call('POST /employers', { body }, { attempt })
      setCode('')
      setName('')
      void Taro.redirectTo({ url: `/employers/details/index?id=${id}` })
    } catch (error) {
      setKnown(error instanceof ProblemError && error.code === 'employer-known')
      setFaults(faultsOf(error))
    }
  }
  return (
    <View className="stack">
      <Card>
        <View className="stack">
          <TextInput
            label="统一社会信用代码"
            hint={kind ? `${employerKindLabels[kind]}，代码校验通过` : '在营业执照或登记证书上，18 位'}
            maxLength={60}
            value={code}
            error={faults.fields.creditCode}
            onChange={setCode}
          />
          <TextInput
            label="单位名称"
            hint="和证照上一样"
            maxLength={80}
            value={name}
            error={faults.fields.name}
            onChange={setName}
          />
          <TextInput
            label="你的姓名"
            hint="单位里的同事和人才办看得到"
            maxLength={60}
            value={memberName}
            error={faults.fields.memberName}
            onChange={setMemberName}
          />
        </View>
      </Card>
      <View className="small">{`${kindsInWords}。`}</View>
      {faults.words && (
        <Notice kind="bad" title="还没有登记" live>
          {faults.words}
        </Notice>
      )}
      {known && (
        <Button wide kind="secondary" onClick={() => openPage(`/employers/join/index?creditCode=${clean}`)}>
          申请加入这个单位
        </Button>
      )}
      <Button wide onClick={begin}>
        下一步：填资料
      </Button>
    </View>
  )
}
