import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { SignedIn } from '@jucai/contract/accounts'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'

const people = [
  { as: 'graduate', text: '应届毕业生' },
  { as: 'returnee', text: '返乡人才' },
  { as: 'clerk', text: '工作站工作人员' },
  { as: 'station-clerk', text: '驻深圳站工作人员' },
  { as: 'reviewer', text: '审核员' },
  { as: 'lead', text: '人才办负责人' },
  { as: 'admin', text: '系统管理员' },
  { as: 'security-admin', text: '安全管理员' },
  { as: 'audit-admin', text: '审计管理员' },
] as const

// The sample's routes are no part of the contract, because a production server does not carry them.
const ask = async (
  method: 'GET' | 'POST',
  path: string,
  data?: unknown,
): Promise<{ status: number; body: unknown }> => {
  const { statusCode, data: body } = await Taro.request<unknown>({
    url: `${API_BASE}/api/sample${path}`,
    method,
    data: data === undefined ? undefined : JSON.stringify(data),
    header: { 'content-type': 'application/json' },
  })
  return { status: statusCode, body }
}

/** Whether this is the sample city and its shortcuts are there. */
export function useSampleCity(): boolean {
  const [sample, setSample] = useState(false)
  useEffect(() => {
    let current = true
    const probe = async () => (await call('GET /city')).sample && (await ask('GET', '')).status === 200
    probe().then(
      (found) => current && setSample(found),
      () => undefined,
    )
    return () => void (current = false)
  }, [])
  return sample
}

/** The code that a text message would carry, in the sample city; undefined when there is none. */
export async function sampleCode(phone: string): Promise<string | undefined> {
  const { status, body } = await ask('GET', `/sms-codes/${phone}`)
  return status === 200 ? (body as { code: string }).code : undefined
}

/** One tap to be somebody of the sample city. */
export function SamplePeople({ onSignedIn }: { onSignedIn(reply: SignedIn): void }) {
  const [error, setError] = useState<string>()
  async function signInAs(as: string): Promise<void> {
    setError(undefined)
    try {
      const { status, body } = await ask('POST', '/sign-in', { as })
      if (status === 201) onSignedIn(body as SignedIn)
      else setError('示例人物暂时不能登录，请稍后再试')
    } catch {
      setError('没有连上网络，请稍后再试')
    }
  }
  return (
    <Card title="示例城市：换个身份看看" aside={<Tag tone="star">示例</Tag>}>
      <View className="stack">
        <View className="small">这里的人和数据都是示例，点一下就以这个身份登录。</View>
        <View className="wrap">
          {people.map(({ as, text }) => (
            <Button key={as} kind="secondary" label={`示例：以${text}身份登录`} onClick={() => signInAs(as)}>
              {text}
            </Button>
          ))}
        </View>
        {error && <Notice kind="bad" title={error} live />}
      </View>
    </Card>
  )
}
