import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { Lease, Paper, SignedPaper } from '@jucai/contract/lease-shapes'
import { leasePaperLabels, termWords } from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { openPdf } from '@/open-pdf'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Signing } from '../signing'
import '../leases.scss'

/** The contract: read as text or as PDF, signed with a code, and who signed when. */
export default function ContractPage() {
  const { params } = useRouter()
  const id = params.lease ?? ''
  const lease = useLoaded(() => call('GET /me/leases/:lease', { params: { lease: id } }))
  const paper = useLoaded(() =>
    call('GET /me/leases/:lease/papers/:paper', { params: { lease: id, paper: 'contract' } }),
  )
  const [signs, setSigns] = useState(false)
  const signed = async (changed: Lease) => {
    setSigns(false)
    lease.set(changed)
    toast('签好了')
    await Taro.navigateBack().catch(() => paper.reload())
  }
  return (
    <Page title="租赁合同" up={`/leases/mine/index?id=${id}`}>
      <Loaded
        of={paper}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={6} />
          </View>
        }
      >
        {(made) => (
          <View className="stack">
            <Text paper={made} />
            <Open paper={made} />
            {lease.data?.papers.map((one) => (
              <Proofs key={one.id} paper={one} />
            ))}
            {lease.data?.may.includes('sign') && !made.signed && (
              <Button wide kind="star" icon="pencil" onClick={() => setSigns(true)}>
                看过了，签约
              </Button>
            )}
            {signs && (
              <Signing
                leaseId={id}
                paper="contract"
                sha256={made.sha256}
                onSigned={(changed) => void signed(changed)}
                onClose={() => setSigns(false)}
              />
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

/** The text of a paper. */
export function Text({ paper }: { paper: Paper }) {
  if (paper.sections.length === 0) return null
  return (
    <Card>
      <View className="lease-paper">
        <View className="h2 lease-paper-title" aria-role="heading" aria-level={2}>
          {paper.title}
        </View>
        {paper.sections.map(({ title, lines }) => (
          <View key={title}>
            <View className="h3" aria-role="heading" aria-level={3}>
              {title}
            </View>
            {lines.map((line) => (
              <View key={line} className="lease-paper-line">
                {line}
              </View>
            ))}
          </View>
        ))}
      </View>
    </Card>
  )
}

function Open({ paper }: { paper: Paper }) {
  const [fault, setFault] = useState<string>()
  const open = () => openPdf(paper.fileName, paper.data).catch((error: unknown) => setFault(wordsOf(error)))
  return (
    <>
      <Button wide kind="secondary" icon="file-text" onClick={open}>
        {paper.signed ? '打开签好的合同（PDF）' : '打开 PDF'}
      </Button>
      {fault && (
        <Notice kind="bad" title="没有打开" live>
          {fault}
        </Notice>
      )}
    </>
  )
}

function Proofs({ paper }: { paper: SignedPaper }) {
  return (
    <Card title={leasePaperLabels[paper.kind]} aside="双方已签">
      <View className="small">{termWords(paper.firstDay, paper.lastDay)}</View>
      {[
        { who: '你', proof: paper.tenant },
        { who: '人才办（签章）', proof: paper.office },
      ].map(({ who, proof }) => (
        <View key={who} className="lease-line">
          <Icon name="shield-check" />
          <View>{`${who}，${momentText(proof.at)}，${proof.provider}编号 ${proof.serial}`}</View>
        </View>
      ))}
      <View className="tiny lease-hash">{`文件摘要（SHA-256）${paper.sha256}`}</View>
    </Card>
  )
}
