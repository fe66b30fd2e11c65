import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Engagement } from '@jucai/contract/engagement-shapes'
import { partyLabels } from '@jucai/contract/engagement-vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { openPdf } from '@/open-pdf'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Fact } from './terms-card'
import { SigningSheet } from './signing'

interface AgreementProps {
  of: Engagement
  pdf(): Promise<{ fileName: string; data: string }>
  send(sha256: string): Promise<{ retryAfterSeconds: number; phone: string }>
  sign(sha256: string, code: string): Promise<void>
}

/** The agreement: who has signed which text, the text itself, and one's own signature. */
export function AgreementCard({ of, pdf, send, sign }: AgreementProps) {
  const [signs, setSigns] = useState(false)
  const [fault, setFault] = useState<string>()
  const { agreement, may, payText } = of
  if (!agreement) return null
  const open = async () => {
    setFault(undefined)
    try {
      const { fileName, data } = await pdf()
      await openPdf(fileName, data)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title="三方协议" aside={`第 ${agreement.version} 版`}>
      <View className="eng-lines">
        {agreement.signatures.map(({ party, at }) => (
          <View key={party} className="eng-key-one">
            <Icon name="shield-check" />
            <View>{`${partyLabels[party]}，${momentText(at)}签`}</View>
          </View>
        ))}
        {agreement.turn && <View>{`现在轮到${partyLabels[agreement.turn]}签。`}</View>}
        <View className="tiny eng-hash">{`文件摘要（SHA-256）${agreement.sha256}`}</View>
        <Fact label="报酬约定（现单位不看，协议里只有它的摘要）">{payText}</Fact>
        <Button kind="secondary" icon="file-text" onClick={open}>
          打开协议（PDF）
        </Button>
        {fault && (
          <Notice kind="bad" title="没有打开" live>
            {fault}
          </Notice>
        )}
        {may.includes('sign') && (
          <Button wide kind="star" icon="pencil" onClick={() => setSigns(true)}>
            看过了，签署
          </Button>
        )}
      </View>
      {signs && (
        <SigningSheet
          send={() => send(agreement.sha256)}
          sign={async (code) => {
            await sign(agreement.sha256, code)
            setSigns(false)
          }}
          onClose={() => setSigns(false)}
        />
      )}
    </Card>
  )
}
