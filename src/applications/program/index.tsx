import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import { dayInChina } from '@jucai/contract/china-time'
import type { Criterion, Program } from '@jucai/contract/applications'
import { fieldsOf } from '@jucai/contract/forms'
import type { ResponseOf } from '@jucai/contract/routes'
import { situationLabels, stageLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { SourceQuote } from '@/components/source-line'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { flatsDoor, referralsDoor, stationsDoor, type Door } from '@/words/doors'
import { Criteria } from '../criteria'
import { limitsOf } from '../evidence/file-field'
import { draftName, readDraft } from '../form/kept-draft'
import { prefilled } from '../form/reconcile'
import './program.scss'

type Standing = ResponseOf<'GET /programs/:program/draft'>
interface Known {
  program: Program
  standing: Standing | 'signed-out' | 'unregistered'
  begun: boolean
}

async function know(key: string): Promise<Known> {
  const params = { params: { program: key } }
  const { token, me } = useSession.getState()
  const asked = token
    ? call('GET /programs/:program/draft', params).catch((error: unknown) => {
        if (error instanceof ProblemError && error.code === 'registration-needed')
          return 'unregistered' as const
        if (error instanceof ProblemError && error.code === 'signed-out') return 'signed-out' as const
        throw error
      })
    : Promise.resolve('signed-out' as const)
  const [program, standing, kept] = await Promise.all([
    call('GET /programs/:program', params),
    asked,
    me ? readDraft(draftName(key), me.id) : undefined,
  ])
  return { program, standing, begun: Boolean(kept ?? (typeof standing === 'object' && standing.draft)) }
}

/** Where else the people of a program go from here, by its key. */
const doorsOf: Readonly<Record<string, readonly Door[]>> = {
  homecoming: [stationsDoor, referralsDoor],
  apartment: [flatsDoor],
}

const to = (url: string) => () => openPage(url)

/** The one thing to do here now. */
function Action({ known: { program, standing, begun } }: { known: Known }) {
  const open = typeof standing === 'object' ? standing.openApplication : null
  if (open)
    return (
      <Button wide onClick={to(`/applications/application/index?id=${open}`)}>
        查看申请
      </Button>
    )
  if (!program.open)
    return (
      <Button wide disabledReason={program.closedBecause ?? '现在不接受申请'}>
        开始申请
      </Button>
    )
  if (standing === 'unregistered')
    return (
      <Button wide kind="star" onClick={to('/account/register/index')}>
        先登记，两分钟
      </Button>
    )
  return (
    <Button wide kind="star" onClick={to(`/applications/form/index?program=${program.key}`)}>
      {begun ? '继续填写' : '开始申请'}
    </Button>
  )
}

/** A program: what it is, for whom, what it takes and how it goes. */
export default function ProgramPage() {
  const { params } = useRouter()
  const loaded = useLoaded(() => know(params.key ?? ''))
  useRefresh(loaded.reload)
  const program = loaded.data?.program
  useShareAppMessage(() => ({
    title: program ? `${program.title}：${program.summary}` : '聚才',
    path: `/applications/program/index?key=${params.key ?? ''}`,
  }))
  return (
    <Page
      title={program?.title ?? '申请'}
      up="/pages/services/index"
      action={loaded.data && <Action known={loaded.data} />}
    >
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        }
      >
        {(known) => <Detail known={known} />}
      </Loaded>
    </Page>
  )
}

function Detail({ known: { program, standing, begun } }: { known: Known }) {
  return (
    <View className="stack">
      <View className="offer-head">
        <View className="offer-what">{program.summary}</View>
        <View className="wrap">
          <Text className="offer-tag">{`${program.workingDays} 个工作日内答复`}</Text>
          <Text className="offer-tag">{stageLabels[program.stage]}</Text>
          <Text className="offer-tag">{situationLabels[program.situation]}</Text>
          {program.source.sample && <Text className="offer-tag">示例</Text>}
        </View>
      </View>
      {!program.open && (
        <Notice kind="care" title="现在不接受申请">
          {program.closedBecause ?? ''}
        </Notice>
      )}
      {begun && typeof standing === 'object' && !standing.openApplication && (
        <Notice title="上次填的都还在">
          点下面的“继续填写”，从停下的地方接着来。
          {standing.draft &&
            `草稿保留到 ${dayText(dayInChina(standing.draft.keptUntil))}，再改一次就往后延。`}
        </Notice>
      )}
      <Who standing={standing} />
      <Needed program={program} standing={standing} />
      <Card title="怎么走">
        <Steps steps={program.path.map(({ title, text }) => ({ title, note: text }))} current={0} />
      </Card>
      <Promises program={program} />
      {doorsOf[program.key] && (
        <CellGroup title="先聊聊，或帮忙牵线">
          {doorsOf[program.key]?.map((door) => (
            <Cell key={door.to} {...door} />
          ))}
        </CellGroup>
      )}
      <Card title="依据" aside={program.source.sample ? <Tag>示例</Tag> : undefined}>
        <SourceQuote source={program.source} />
      </Card>
    </View>
  )
}

const count = (criteria: readonly Criterion[], result: Criterion['result']) =>
  criteria.filter((one) => one.result === result).length

/** What all clauses come to, in a few words; what most stands in the way first. */
const verdictOf = (criteria: readonly Criterion[]): string => {
  const [failed, unknown] = [count(criteria, 'fail'), count(criteria, 'unknown')]
  const office = count(criteria, 'office')
  if (failed > 0) return `${failed} 条不符合`
  if (unknown > 0) return `${unknown} 条要看你填的内容`
  return office > 0 ? `${office} 条由人才办认定` : '全部符合'
}

function Who({ standing }: { standing: Known['standing'] }) {
  if (standing === 'signed-out')
    return (
      <Card title="你符合吗">
        <View className="small">登录后，会拿每一条条件和你的登记资料对照，告诉你符不符合、差什么。</View>
      </Card>
    )
  if (standing === 'unregistered')
    return (
      <Card title="你符合吗">
        <View className="small">完成人才登记后，会逐条告诉你符不符合、差什么。登记只要两分钟。</View>
      </Card>
    )
  const { criteria } = standing
  if (criteria.length === 0)
    return (
      <Card title="你符合吗">
        <View className="small">没有要逐条对照的条件，按表格填写就能申请。</View>
      </Card>
    )
  return (
    <Card title="你符合吗" aside={verdictOf(criteria)}>
      <Criteria criteria={criteria} />
    </Card>
  )
}

function Needed({ program, standing }: { program: Program; standing: Known['standing'] }) {
  const fields = fieldsOf(program.form)
  const files = fields.filter(({ kind }) => kind === 'file')
  const known =
    typeof standing === 'object'
      ? Object.keys(
          prefilled(
            program.form,
            standing.prefill.filter(({ expired }) => !expired),
          ),
        ).length
      : 0
  return (
    <Card title="要准备什么">
      <View className="needs">
        <View className="need">
          <Icon name="pencil" className="need-icon" />
          <View>
            {`${fields.length} 个问题，分 ${program.form.sections.length} 步`}
            <View className="tiny">
              {known > 0 ? `其中 ${known} 项你以前填过，会自动带进来` : '登记过的内容会自动带进来'}
            </View>
          </View>
        </View>
        {files.map((field) => (
          <View key={field.key} className="need">
            <Icon name="file-text" className="need-icon" />
            <View>
              {field.label}
              {!field.required && <Text className="field-optional">选交</Text>}
              <View className="tiny">{limitsOf(field)}</View>
            </View>
          </View>
        ))}
      </View>
    </Card>
  )
}

function Promises({
  program: { workingDays, twoPerson, noticeDays, appealDays, reasons },
}: {
  program: Program
}) {
  const lines = [
    `提交后 ${workingDays} 个工作日内答复；要你补材料时，时间先停下等你`,
    twoPerson && '由两位工作人员先后审核，初审和复核不是同一人',
    noticeDays && `通过前公示 ${noticeDays} 天，只公开姓氏和概况`,
    '不通过一定写明依据、问题在哪、怎么改',
    appealDays && `不认同的，${appealDays} 个工作日内可以申诉`,
  ].filter((line): line is string => typeof line === 'string')
  return (
    <Card title="我们保证">
      <View className="promises">
        {lines.map((line) => (
          <View key={line} className="promise">
            <Icon name="check" className="promise-icon" />
            <Text>{line}</Text>
          </View>
        ))}
      </View>
      {reasons.length > 0 && (
        <View className="reasons">
          <View className="tiny">常见的不通过原因，提交前自己看一眼</View>
          {reasons.slice(0, 6).map(({ code, title, clause }) => (
            <View key={code} className="reason">
              <View>{title}</View>
              <View className="tiny">{clause}</View>
            </View>
          ))}
        </View>
      )}
    </Card>
  )
}
