import { Navigator, View } from '@tarojs/components'
import type { ApplicationSummary } from '@jucai/contract/applications'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { openPage, openTypeOf } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { dueText, holderText } from '../due-text'
import { stateLooks } from '../state-looks'
import '@/components/cell.scss'
import './list.scss'

/** 我的申请: all of them, newest first, each with where it stands and what comes by when. */
export default function ApplicationsPage() {
  const list = usePaged((from) => call('GET /me/applications', { query: { limit: 20, ...from } }))
  useRefresh(list.reload)
  return (
    <Page title="我的申请" up="/pages/mine/index">
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="file-text"
              title="还没有申请"
              text="人才认定、公寓资格、归根登记，都在服务里申请，进度在这里看。"
              action={<Button onClick={() => openPage('/pages/services/index')}>看看能申请什么</Button>}
            />
          </Card>
        }
      >
        {(items) => (
          <View className="card card-flush">
            <Rows items={items} keyOf={({ id }) => id}>
              {(one) => <Row application={one} />}
            </Rows>
          </View>
        )}
      </PagedList>
    </Page>
  )
}

function Row({ application: application }: { application: ApplicationSummary }) {
  const { id, programTitle, number, state, stateLabel, due, submittedAt } = application
  const { tone, icon } = stateLooks[state]
  const by = dueText(application)
  const url = `/applications/application/index?id=${id}`
  return (
    <Navigator className="cell mine-row" url={url} openType={openTypeOf(url)}>
      <Icon name={icon} className={`cell-icon mine-${tone}`} />
      <View className="cell-main">
        <View className="mine-top">
          <View className="strong">{programTitle}</View>
          <Tag tone={tone}>{stateLabel}</Tag>
        </View>
        <View className="mine-who">{holderText(application)}</View>
        {by && <View className={due.overdue ? 'mine-due mine-late' : 'mine-due'}>{by}</View>}
        <View className="cell-note">{`${number} · ${momentText(submittedAt)}提交`}</View>
      </View>
      <Icon name="chevron-right" className="cell-go" />
    </Navigator>
  )
}
