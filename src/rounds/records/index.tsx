import { View } from '@tarojs/components'
import { roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { openChecker } from '../record/files'
import { keptCommitment } from '../kept-commitment'
import '../rounds.scss'

/** The public records of all rounds, for everybody, signed in or not. */
export default function RecordsPage() {
  return (
    <Page title="公开记录" up="/rounds/list/index">
      <View className="stack">
        <View className="small">
          每一批怎么抽的，全部公开：名单只有号，没有名字。任何人都能下载、重算，看和公布的是不是一样。
        </View>
        <PagedRows
          load={(from) => call('GET /rounds', { query: from })}
          keyOf={({ id }) => id}
          empty={
            <Card>
              <Empty icon="shield-check" title="还没有批次" text="公布以后，这里会有每一步的记录。" />
            </Card>
          }
          row={({ id, code, title, state, flats, tickets }) => (
            <Cell
              icon="shield-check"
              title={title}
              note={`${code} · ${flats} 套${tickets === null ? '' : ` · ${tickets} 个号`}${keptCommitment(code) ? ' · 这部手机留了承诺值' : ''}`}
              value={roundStateLabels[state].split('，')[0] ?? ''}
              to={`/rounds/record/index?id=${id}`}
            />
          )}
        />
        <CellGroup>
          <Cell
            icon="shield-check"
            title="核对器"
            note="一个不联网的网页，把一份 draw.json 从头算一遍"
            onClick={() => void openChecker()}
          />
        </CellGroup>
      </View>
    </Page>
  )
}
