import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { outcomeLabels } from '@jucai/contract/policies/outcomes'
import { isInForce, type Policy } from '@jucai/contract/policies/book'
import type { Change } from '@jucai/contract/policies/change'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import { changeWords } from '@jucai/contract/policies/people-words'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { SourceQuote } from '@/components/source-line'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { dayText } from '@/words/dates'
import { BookPage } from '../book-page'
import type { Judged, Standing } from '../standing'
import { usePolicies } from '../store'
import { givenWords, outcomeTones } from '../words'
import { amountsOf } from './amounts'
import { ClauseByClause } from './clause-by-clause'
import { Share } from './share'
import '../policies.scss'

const libraryPage = '/policies/library/index'

/** One policy: what it gives, clause by clause against who looks, and the way in. */
export default function PolicyPage() {
  const { params } = useRouter()
  const policy = usePolicies(({ known }) => known?.book.policies.find(({ code }) => code === params.code))
  useShareAppMessage(() => ({
    title: policy ? `${policy.title}：${policy.summary}` : '星城人才政策',
    path: `/policies/policy/index?code=${params.code ?? ''}`,
  }))
  return (
    <BookPage title={policy?.title ?? '政策'} up={libraryPage} action={policy && <WayIn policy={policy} />}>
      {(standing) => (policy ? <Detail policy={policy} standing={standing} /> : <Gone />)}
    </BookPage>
  )
}

/** One tap where nothing has to be applied for; the first program that it opens; or the questions. */
function WayIn({ policy }: { policy: Policy }) {
  const program = policy.opens.find(({ kind }) => kind === 'program')
  if (policy.offered)
    return (
      <Button wide onClick={() => openPage('/policies/offers/index')}>
        免申即享，去确认
      </Button>
    )
  return program ? (
    <Button wide onClick={() => openPage(`/applications/program/index?key=${program.key}`)}>
      去申请
    </Button>
  ) : (
    <Button wide kind="star" onClick={() => openPage('/policies/mine/index')}>
      我能享受什么
    </Button>
  )
}

function Gone() {
  return (
    <Card>
      <Empty
        title="没有这项政策"
        text="它可能已经废止，或者链接不完整。"
        action={
          <Button kind="secondary" onClick={() => openPage(libraryPage)}>
            看全部政策
          </Button>
        }
      />
    </Card>
  )
}

function Detail({ policy, standing }: { policy: Policy; standing: Standing }) {
  const judged = standing.judged.find((one) => one.policy.code === policy.code)
  return (
    <View className="stack">
      <View className="sky">
        <View className="sky-words">{policy.department}</View>
        <View className="sky-figure">{(judged && givenWords(judged.gives)) || policy.title}</View>
        <View className="sky-words">{policy.summary}</View>
      </View>
      {!isInForce(policy, standing.day) && (
        <View className="small">
          {policy.inForceFrom > standing.day
            ? `还没有施行，${dayText(policy.inForceFrom)}起施行。`
            : '已经不再施行。'}
        </View>
      )}
      {judged && <Verdict judged={judged} />}
      {judged && <ClauseByClause judged={judged} standing={standing} />}
      <Amounts policy={policy} standing={standing} />
      <Card title="条款" aside={policy.source.sample ? <Tag>示例</Tag> : undefined}>
        <View className="stack">
          {policy.clauses.map(({ key, title, text }) => (
            <View key={key}>
              <View className="strong">{title}</View>
              <View className="small">{text}</View>
            </View>
          ))}
        </View>
      </Card>
      {policy.papers.length > 0 && (
        <Card title="要准备的材料">
          <View aria-role="list">
            {policy.papers.map((paper) => (
              <View key={paper} aria-role="listitem">
                {paper}
              </View>
            ))}
          </View>
        </Card>
      )}
      <Opens policy={policy} />
      <CellGroup>
        <Cell
          icon="clock"
          title="改过什么"
          note="每一版原来怎样、改成怎样"
          to={`/policies/changes/index?code=${policy.code}`}
        />
      </CellGroup>
      <Share policy={policy} standing={standing} />
      <Card title="依据">
        <SourceQuote source={policy.source} />
        <View className="tiny">
          {`${dayText(policy.inForceFrom)}起施行${policy.inForceTo ? `，到${dayText(policy.inForceTo)}止` : ''}`}
          {policy.paidWithinWorkingDays === null
            ? ''
            : `；通过后 ${policy.paidWithinWorkingDays} 个工作日内拨付`}
        </View>
      </Card>
    </View>
  )
}

/** That an answer grows old says something to whom it is for: a no stays a no. */
const tellsMore = (outcome: Outcome, { to }: Change): boolean => outcome !== 'fail' || to !== 'unknown'

function Verdict({ judged: { outcome, next } }: { judged: Judged }) {
  return (
    <View className="row">
      <Tag tone={outcomeTones[outcome]}>{outcomeLabels[outcome]}</Tag>
      {next && tellsMore(outcome, next) && <View className="small">{changeWords(next)}</View>}
    </View>
  )
}

/** What it gives to whom, by the parameters of today. */
function Amounts({ policy, standing }: { policy: Policy; standing: Standing }) {
  if (policy.amounts.length === 0) return null
  return (
    <CellGroup title="给多少">
      {amountsOf(policy, standing).map(({ label, value, longest }) => (
        <Cell
          key={label}
          title={label}
          note={longest ? `最长 ${longest}` : undefined}
          value={value || '待定'}
        />
      ))}
    </CellGroup>
  )
}

function Opens({ policy }: { policy: Policy }) {
  const services = policy.opens.filter(({ kind }) => kind === 'service')
  if (services.length === 0) return null
  return (
    <CellGroup title="凭人才码就能用">
      {services.map(({ key }) => (
        <Cell key={key} icon="qr-code" title="看这项服务" to={`/city/service/index?id=${key}`} />
      ))}
    </CellGroup>
  )
}
