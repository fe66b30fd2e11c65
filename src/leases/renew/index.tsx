import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { Lease, RenewalStanding } from '@jucai/contract/lease-shapes'
import { termWords, usualMonths } from '@jucai/contract/lease-vocabulary'
import { dayInWords } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { ProgressBar } from '@/components/figure-ring'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { openPdf } from '@/open-pdf'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import { Signing } from '../signing'
import '../leases.scss'

/** Staying on: how long one may, by which clauses, and the supplement that is signed. */
export default function RenewPage() {
  const { params } = useRouter()
  const lease = params.lease ?? ''
  const loaded = useLoaded(() => call('GET /me/leases/:lease/renewal', { params: { lease } }))
  useRefresh(loaded.reload)
  return (
    <Page title="续租" up={`/leases/mine/index?id=${lease}`}>
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {(standing) => (
          <View className="stack">
            <Months standing={standing} />
            {standing.reason ? (
              <>
                <Notice kind="care" title="现在还不能续租">
                  {standing.reason}
                </Notice>
                {standing.outcome === 'unknown' && (
                  <Button wide kind="secondary" onClick={() => openPage('/policies/facts/index')}>
                    更新我的情况
                  </Button>
                )}
              </>
            ) : (
              <Renew lease={lease} standing={standing} />
            )}
            <Clauses standing={standing} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Months({ standing }: { standing: RenewalStanding }) {
  const { monthsUsed, monthsAtMost, monthsLeft } = standing
  if (monthsAtMost === null) return null
  return (
    <Card title={`一共最多住 ${monthsAtMost} 个月`}>
      <View className="lease-tight">
        <ProgressBar value={monthsUsed} target={monthsAtMost} label={`住了或签了 ${monthsUsed} 个月`} />
        <View className="small">{`签了 ${monthsUsed} 个月，还能续 ${monthsLeft} 个月。`}</View>
      </View>
    </Card>
  )
}

const marks = { pass: 'circle-check', fail: 'circle-x', unknown: 'circle-alert' } as const
const markWords = { pass: '符合', fail: '不符合', unknown: '还不知道' } as const

function Clauses({ standing }: { standing: RenewalStanding }) {
  if (standing.criteria.length === 0) return null
  return (
    <Card title="按现行政策重新核对">
      {standing.criteria.map(({ title, result }) => {
        const told = result === 'pass' || result === 'fail' ? result : 'unknown'
        return (
          <View key={title} className={`lease-line lease-${told}`}>
            <Icon name={marks[told]} />
            <View>{`${title}：${markWords[told]}`}</View>
          </View>
        )
      })}
    </Card>
  )
}

function Renew({ lease, standing }: { lease: string; standing: RenewalStanding }) {
  const choices = [6, usualMonths, 24].filter((months) => months <= standing.monthsLeft)
  const all = choices.includes(standing.monthsLeft) ? choices : [...choices, standing.monthsLeft]
  const [months, setMonths] = useState(String(Math.min(usualMonths, standing.monthsLeft)))
  const [sha256, setSha256] = useState<string>()
  const [fault, setFault] = useState<string>()
  const query = { months: Number(months) }
  const read = async (then: 'open' | 'sign') => {
    setFault(undefined)
    try {
      const paper = await call('GET /me/leases/:lease/papers/:paper', {
        params: { lease, paper: 'renewal' },
        query,
      })
      if (then === 'sign') setSha256(paper.sha256)
      else await openPdf(paper.fileName, paper.data)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  const signed = async (changed: Lease) => {
    setSha256(undefined)
    toast(`续到${dayInWords(changed.lastDay)}`)
    await Taro.navigateBack().catch(() => undefined)
  }
  return (
    <Card title="续多久">
      <View className="stack">
        <Choice
          label="月数"
          options={all
            .sort((a, b) => a - b)
            .map((value) => ({ value: String(value), label: `${value} 个月` }))}
          value={months}
          onChange={setMonths}
        />
        <View className="small">
          {`${dayInWords(standing.firstDay)}起，租金 ${standing.rentFenPerMonth === null ? '待定' : `${amountText(standing.rentFenPerMonth)}/月`}。原来的押金转过来，不用再交。`}
        </View>
        {Number(months) === usualMonths && standing.lastDay && (
          <View className="small">{termWords(standing.firstDay, standing.lastDay)}</View>
        )}
        {fault && (
          <Notice kind="bad" title="没有办成" live>
            {fault}
          </Notice>
        )}
        <Button wide kind="secondary" icon="file-text" onClick={() => read('open')}>
          看续租协议（PDF）
        </Button>
        <Button wide kind="star" onClick={() => read('sign')}>
          签续租协议
        </Button>
        {sha256 && (
          <Signing
            leaseId={lease}
            paper="renewal"
            sha256={sha256}
            months={Number(months)}
            onSigned={(changed) => void signed(changed)}
            onClose={() => setSha256(undefined)}
          />
        )}
      </View>
    </Card>
  )
}
