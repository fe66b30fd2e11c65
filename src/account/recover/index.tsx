import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { Recovery } from '@jucai/contract/profiles'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Steps } from '@/components/steps'
import { freshMe } from '@/fresh-me'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'
import {
  DocumentNumberField,
  DocumentTypeField,
  NameField,
  identityFault,
  numberFaultWhileTyping,
  type IdentityFaults,
} from '../identity-fields'
import { handOver, handedOver, type Identity } from '../identity-hand-over'
import { ByOffice } from './by-office'
import { ByPhone } from './by-phone'

type Stage =
  | { at: 'identity' }
  | { at: 'phone'; maskedPhone: string }
  | { at: 'office' }
  | { at: 'recovered' }
  | { at: 'waiting'; recovery: Recovery }

/**
 * Getting an account back: by the phone it was registered with at once, or by the office where that phone
 * is gone.
 */
export default function RecoverPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const [identity, setIdentity] = useState<Identity>(
    () => handedOver() ?? { name: '', documentType: 'resident-id', documentNumber: '' },
  )
  const [faults, setFaults] = useState<IdentityFaults>({})
  const [stage, setStage] = useState<Stage>({ at: 'identity' })
  const [error, setError] = useState<string>()

  const set = (change: Partial<Identity>, found: IdentityFaults) => {
    setIdentity({ ...identity, ...change })
    setFaults({ ...faults, ...found })
  }

  async function check(): Promise<void> {
    setError(undefined)
    const found = {
      name: identityFault('name', identity),
      documentNumber: identityFault('documentNumber', identity),
    }
    setFaults(found)
    if (found.name || found.documentNumber) return
    try {
      const { maskedPhone } = await call('POST /account-recoveries/checks', {
        body: { ...identity, name: identity.name.trim() },
      })
      setStage(maskedPhone ? { at: 'phone', maskedPhone } : { at: 'office' })
    } catch (problem) {
      const fields =
        problem instanceof ProblemError
          ? Object.fromEntries(problem.errors.map(({ pointer, detail }) => [pointer.slice(1), detail]))
          : {}
      setFaults(fields)
      if (Object.keys(fields).length === 0) setError(wordsOf(problem))
    }
  }

  async function recovered(): Promise<void> {
    handOver(undefined)
    await freshMe().catch(() => undefined)
    setStage({ at: 'recovered' })
  }

  const given = { ...identity, name: identity.name.trim() }
  return (
    <Page title="找回账号" up="/pages/mine/index">
      {!signedIn && <SignInFirst text="先用现在的手机号或微信登录，找回后就归到原来的账号。" />}
      {signedIn && stage.at === 'identity' && (
        <View className="stack">
          <View className="small">
            以前登记过、现在登不进去，或者有两个账号要合成一个时用。填要找回的那个账号登记的证件，再选一种办法证明。
          </View>
          <Card>
            <View className="stack">
              <NameField
                value={identity.name}
                error={faults.name}
                onChange={(name) => set({ name }, { name: undefined })}
                onLeave={() =>
                  identity.name && setFaults({ ...faults, name: identityFault('name', identity) })
                }
              />
              <DocumentTypeField
                value={identity.documentType}
                onChange={(documentType) => set({ documentType }, { documentNumber: undefined })}
              />
              <DocumentNumberField
                type={identity.documentType}
                value={identity.documentNumber}
                error={faults.documentNumber}
                onChange={(documentNumber) =>
                  set(
                    { documentNumber },
                    {
                      documentNumber: numberFaultWhileTyping(
                        { ...identity, documentNumber },
                        faults.documentNumber,
                      ),
                    },
                  )
                }
                onLeave={() =>
                  identity.documentNumber &&
                  setFaults({ ...faults, documentNumber: identityFault('documentNumber', identity) })
                }
              />
            </View>
          </Card>
          {error && (
            <Notice kind="bad" title="没有对上" live>
              {error}
            </Notice>
          )}
          {error && (
            <Button wide kind="secondary" onClick={() => setStage({ at: 'office' })}>
              没有填错，请人才办核实
            </Button>
          )}
          <Button wide onClick={check}>
            下一步
          </Button>
        </View>
      )}
      {signedIn && stage.at === 'phone' && (
        <ByPhone
          identity={given}
          maskedPhone={stage.maskedPhone}
          onRecovered={recovered}
          onNoPhone={() => setStage({ at: 'office' })}
          onBack={() => setStage({ at: 'identity' })}
        />
      )}
      {signedIn && stage.at === 'office' && (
        <ByOffice
          identity={given}
          onSent={(recovery) => setStage({ at: 'waiting', recovery })}
          onBack={() => setStage({ at: 'identity' })}
        />
      )}
      {stage.at === 'recovered' && (
        <View className="stack">
          <Notice kind="good" title="账号找回来了" live>
            登记资料都在。为了安全，人才码要在这台手机上重新领取。
          </Notice>
          <Button
            wide
            kind="star"
            icon="qr-code"
            onClick={() => Taro.switchTab({ url: '/pages/code/index' })}
          >
            去看人才码
          </Button>
        </View>
      )}
      {stage.at === 'waiting' && (
        <View className="stack">
          <Notice kind="good" title="已经交给人才办" live>
            核实后会打 {stage.recovery.contactPhone} 联系你，结果也会发到“消息”。
          </Notice>
          <Card title="接下来">
            <Steps
              current={1}
              steps={[
                { title: '提交申请' },
                { title: '人才办核实身份', note: '可能会请你出示证件原件' },
                { title: '账号归还到这里' },
              ]}
            />
          </Card>
          <Button wide kind="secondary" onClick={() => Taro.switchTab({ url: '/pages/mine/index' })}>
            知道了
          </Button>
        </View>
      )}
    </Page>
  )
}
