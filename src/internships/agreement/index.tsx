import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { AgreementFile, Internship } from '@jucai/contract/internship-shapes'
import { internshipParties, noEmployment, partyLabels } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Steps } from '@/components/steps'
import { toast } from '@/components/toast'
import { openPdf } from '@/open-pdf'
import { momentText, untilText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Signing } from '../signing'
import '../internships.scss'

const readOwn = async (id: string) => {
  const params = { internship: id }
  let internship = await call('GET /me/internships/:internship', { params })
  if (internship.may.includes('draw-up'))
    internship = await call('PUT /me/internships/:internship/agreement', { params })
  return {
    internship,
    file: internship.agreement ? await call('GET /me/internships/:internship/agreement', { params }) : null,
  }
}
const readOfBase = async (employer: string, id: string) => {
  const params = { employer, internship: id }
  const internship = await call('GET /employers/:employer/internships/:internship', { params })
  return {
    internship,
    file: internship.agreement
      ? await call('GET /employers/:employer/internships/:internship/agreement', { params })
      : null,
  }
}

/** The agreement of three: read as text or as PDF, signed with a code, and who signed when. */
export default function AgreementPage() {
  const { id = '', employer } = useRouter().params
  const loaded = useLoaded(() => (employer ? readOfBase(employer, id) : readOwn(id)))
  const [signs, setSigns] = useState(false)
  const up = employer
    ? `/internships/intern/index?employer=${employer}&id=${id}`
    : `/internships/internship/index?id=${id}`
  const signed = async (internship: Internship, file: AgreementFile) => {
    setSigns(false)
    loaded.set({ internship, file })
    toast('签好了')
    await Taro.navigateBack().catch(() => undefined)
  }
  return (
    <Page title="见习协议" up={up}>
      <Loaded of={loaded}>
        {({ internship, file }) => (
          <View className="stack">
            <Notice title="这不是劳动合同">{noEmployment}</Notice>
            <Signatures internship={internship} />
            {file ? (
              <Text file={file} />
            ) : (
              <Notice kind="care" title="协议还没有做好">
                见习人员打开“看协议”以后，协议就会做好。
              </Notice>
            )}
            {file && internship.may.includes('sign') && (
              <Button wide kind="star" icon="pencil" onClick={() => setSigns(true)}>
                看过了，签协议
              </Button>
            )}
            {signs && file && (
              <Signing
                internship={id}
                employer={employer}
                sha256={file.sha256}
                onSigned={(changed) => void signed(changed, file)}
                onClose={() => setSigns(false)}
              />
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Signatures({ internship: { agreement, signBy, state } }: { internship: Internship }) {
  const signatures = agreement?.signatures ?? []
  return (
    <Card title="谁签了" aside={agreement ? `第 ${agreement.version} 版` : ''}>
      <Steps
        current={signatures.length}
        steps={internshipParties.map((party) => {
          const one = signatures.find((signature) => signature.party === party)
          return {
            title: partyLabels[party],
            note: one ? `${momentText(one.at)}签` : '还没有签',
          }
        })}
      />
      {state === 'to-sign' && (
        <View className="small intern-until">{`${untilText(signBy)}前三方签完，过期作废。`}</View>
      )}
      {agreement && <View className="tiny intern-hash">{`文件摘要（SHA-256）${agreement.sha256}`}</View>}
    </Card>
  )
}

function Text({ file }: { file: AgreementFile }) {
  const [fault, setFault] = useState<string>()
  const open = () => openPdf(file.fileName, file.data).catch((error: unknown) => setFault(wordsOf(error)))
  return (
    <>
      {file.sections.length === 0 && (
        <Notice kind="care" title="请打开 PDF 看">
          这一版是按当时的情况做的，文字以 PDF 为准。
        </Notice>
      )}
      {file.sections.map(({ title, lines }) => (
        <Card key={title} title={title}>
          {lines.map((line) => (
            <View key={line} className="intern-text">
              {line}
            </View>
          ))}
        </Card>
      ))}
      <Button wide kind="secondary" icon="file-text" onClick={open}>
        打开 PDF
      </Button>
      {fault && (
        <Notice kind="bad" title="没有打开" live>
          {fault}
        </Notice>
      )}
    </>
  )
}
