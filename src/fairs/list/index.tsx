import { useState } from 'react'
import { View } from '@tarojs/components'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { FairRow } from '../fair-row'
import '../fairs.scss'

type When = 'coming' | 'past'

/** Fairs that come or run, and those that are over. */
export default function ListPage() {
  const [when, setWhen] = useState<When>('coming')
  return (
    <Page title="招聘会" up="/pages/services/index">
      <View className="stack">
        <CellGroup>
          <Cell icon="qr-code" title="我报名的招聘会" note="排队、时段、结果" to="/fairs/mine/index" />
        </CellGroup>
        <Choice<When>
          label="看哪些"
          options={[
            { value: 'coming', label: '正在进行和即将开始' },
            { value: 'past', label: '已经结束' },
          ]}
          value={when}
          onChange={setWhen}
        />
        <PagedRows
          key={when}
          load={(query) => call('GET /fairs', { query: { ...query, when } })}
          keyOf={({ id }) => id}
          empty={
            <Card>
              <Empty
                icon="calendar"
                title={when === 'coming' ? '最近没有招聘会' : '还没有结束的招聘会'}
                text="有新的会出现在这里。岗位可以随时投递。"
              />
            </Card>
          }
          row={(fair) => <FairRow fair={fair} to={`/fairs/fair/index?id=${fair.id}`} />}
        />
      </View>
    </Page>
  )
}
