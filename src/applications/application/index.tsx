import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Application } from '@jucai/contract/applications'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Subscribe } from '@/components/subscribe'
import { toast } from '@/components/toast'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { Criteria, JudgedBy } from '../criteria'
import { dueText } from '../due-text'
import { Acts } from './acts'
import { CorrectView } from './correct-view'
import { Filled } from './filled'
import { Journey } from './journey'
import { Outlook } from './outlook'
import { RefusalCard } from './refusal-card'
import { Stand } from './stand'
import '../form/form.scss'
import './application.scss'

/** One application: where it stands first, then what to do, what happened, and what was handed in. */
export default function ApplicationPage() {
  const { params } = useRouter()
  const loaded = useLoaded(() =>
    call('GET /me/applications/:application', { params: { application: params.id ?? '' } }),
  )
  useRefresh(loaded.reload)
  useSettledMessages(`/applications/application/index?id=${params.id ?? ''}`, loaded.data !== undefined)
  return (
    <Page title={loaded.data?.programTitle ?? '申请进度'} up="/applications/list/index">
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={4} />
          </View>
        }
      >
        {(application) => (
          <Detail
            application={application}
            isNew={params.new === '1'}
            onChanged={loaded.set}
            onStale={loaded.reload}
          />
        )}
      </Loaded>
    </Page>
  )
}

interface DetailProps {
  application: Application
  isNew: boolean
  onChanged(application: Application): void
  onStale(): Promise<void>
}

function Detail({ application, isNew, onChanged, onStale }: DetailProps) {
  const { allowedEvents, openFields, refusal, notice, criteria, judgement, program, id } = application
  const corrects = allowedEvents.includes('correct') && openFields.length > 0
  return (
    <View className="stack">
      <Stand application={application} />
      {isNew && <Received application={application} />}
      {refusal && <RefusalCard refusal={refusal} />}
      {corrects && (
        <CorrectView
          application={application}
          onChanged={(changed) => {
            toast('补正已提交')
            onChanged(changed)
          }}
        />
      )}
      {notice && (
        <CellGroup>
          <Cell
            icon="landmark"
            title="正在公示"
            note={`${dayText(notice.from)}—${dayText(notice.to)}`}
            to="/applications/notices/index"
          />
        </CellGroup>
      )}
      {program === 'homecoming' && (
        <CellGroup>
          <Cell
            icon="handshake"
            title="我的联系人和来往"
            note="谁在跟进、谈到哪一步、约时间见面"
            to={`/homecoming/follow-up/index?id=${id}`}
          />
        </CellGroup>
      )}
      {application.state === 'approved' && program.endsWith('-subsidy') && (
        <CellGroup>
          <Cell
            icon="star"
            title="我的补贴"
            note="每一期多少、哪天到期、走到哪一步"
            to="/subsidies/mine/index"
          />
        </CellGroup>
      )}
      {application.outlook && <Outlook outlook={application.outlook} />}
      <Journey application={application} />
      {criteria.length > 0 && (
        <Card title="逐条对照">
          {judgement && <JudgedBy judged={judgement} />}
          <Criteria criteria={criteria} />
        </Card>
      )}
      <Filled application={application} />
      <Acts application={application} onChanged={onChanged} onStale={onStale} />
    </View>
  )
}

/** Right after handing in: it has arrived, by when an answer comes, and how one hears of it. */
function Received({ application }: { application: Application }) {
  const by = dueText(application)
  return (
    <Card title="已经收到">
      <View className="stack">
        <View className="small">{`${by ? `答复期限：${by}。` : ''}有进展会写进“消息”，这一页随时能回来看。`}</View>
        <Subscribe about="application" />
      </View>
    </Card>
  )
}
