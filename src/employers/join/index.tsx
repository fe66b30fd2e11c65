import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { creditCodeFault, creditCodeText } from '@jucai/contract/credit-code'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { useSession } from '@/session'
import { faultsOf, noFaults } from '../faults'
import { employerPage } from '../looks'

/** Joining an employer that is registered: by an invitation, or by asking its owner. */
export default function JoinPage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="加入单位" desk="column" up="/employers/mine/index">
      {signedIn ? (
        <Join />
      ) : (
        <Card>
          <SignInFirst text="登录后加入单位。" />
        </Card>
      )}
    </Page>
  )
}

function Join() {
  const { code: given = '', creditCode: known = '' } = useRouter().params
  const [way, setWay] = useState<'code' | 'ask'>(known ? 'ask' : 'code')
  const [name, setName] = useKeptWords('employer-member-name')
  return (
    <View className="stack">
      <Choice
        label="怎样加入"
        options={[
          { value: 'code', label: '有邀请码', note: '负责人发给你的，16 位' },
          { value: 'ask', label: '没有邀请码', note: '凭统一社会信用代码申请，由负责人同意' },
        ]}
        value={way}
        onChange={setWay}
      />
      {way === 'code' ? (
        <ByCode given={given} name={name} setName={setName} />
      ) : (
        <Ask known={known} name={name} setName={setName} />
      )}
    </View>
  )
}

interface NameProps {
  name: string
  setName(next: string): void
}
function NameField({ name, setName, error }: NameProps & { error: string | undefined }) {
  return (
    <TextInput
      label="你的姓名"
      hint="单位里的同事和人才办看得到"
      maxLength={60}
      value={name}
      error={error}
      onChange={setName}
    />
  )
}

function ByCode({ given, name, setName }: NameProps & { given: string }) {
  const [code, setCode] = useState(given)
  const [faults, setFaults] = useState(noFaults)
  const attempt = useAttempt()
  const join = async () => {
    setFaults(noFaults)
    try {
      const body = { code: code.trim(), memberName: name.trim() }
      const { id } = await call('POST /me/employers', { body }, { attempt })
      toast('已加入')
      void Taro.redirectTo({ url: employerPage(id) })
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  return (
    <Card>
      <View className="stack">
        <TextInput label="邀请码" maxLength={40} value={code} error={faults.fields.code} onChange={setCode} />
        <NameField name={name} setName={setName} error={faults.fields.memberName} />
        <Refusal words={faults.words} />
        <Button wide onClick={join}>
          加入
        </Button>
      </View>
    </Card>
  )
}

function Ask({ known, name, setName }: NameProps & { known: string }) {
  const [creditCode, setCreditCode] = useState(known)
  const [words, setWords] = useKeptWords('employer-ask')
  const [faults, setFaults] = useState(noFaults)
  const attempt = useAttempt()
  const ask = async () => {
    const clean = creditCodeText(creditCode)
    const fault = creditCodeFault(clean)
    if (fault) return setFaults({ fields: { creditCode: fault } })
    setFaults(noFaults)
    try {
      const body = { creditCode: clean, memberName: name.trim(), words: words.replace(/\s+/g, ' ').trim() }
      await call('POST /me/employer-requests', { body }, { attempt })
      setWords('')
      toast('已申请，等负责人答复')
      void Taro.redirectTo({ url: '/employers/mine/index' })
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  return (
    <Card>
      <View className="stack">
        <TextInput
          label="单位的统一社会信用代码"
          maxLength={60}
          value={creditCode}
          error={faults.fields.creditCode}
          onChange={setCreditCode}
        />
        <NameField name={name} setName={setName} error={faults.fields.memberName} />
        <TextArea
          label="让负责人认出你"
          hint="例如部门、职务；不用写证件号码"
          maxLength={200}
          value={words}
          error={faults.fields.words}
          onChange={setWords}
        />
        <Refusal words={faults.words} />
        <Button wide onClick={ask}>
          申请加入
        </Button>
      </View>
    </Card>
  )
}

function Refusal({ words }: { words: string | undefined }) {
  if (!words) return null
  return (
    <Notice kind="bad" title="还没有加入" live>
      {words}
    </Notice>
  )
}
