import { View } from '@tarojs/components'
import { bedKindLabels, spanWords, stayStateLabels } from '@jucai/contract/stay-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'

/** One's own stays, booked last first. */
export default function MyStaysPage() {
  const list = usePaged((from) => call('GET /me/stays', { query: from }))
  useRefresh(list.reload)
  return (
    <Page title="我的住宿" up="/stays/hostels/index">
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="house"
              title="还没有订过"
              text="来面试、来落脚，先在驿站住下，免费。"
              action={<Button onClick={() => openPage('/stays/hostels/index')}>看看驿站</Button>}
            />
          </Card>
        }
      >
        {(items) => (
          <View className="card card-flush">
            <Rows items={items} keyOf={({ id }) => id}>
              {(stay) => (
                <Cell
                  icon="house"
                  title={spanWords(stay.fromDay, stay.toDay)}
                  note={`${stay.hostel.name} · ${bedKindLabels[stay.kind]}`}
                  value={stayStateLabels[stay.state]}
                  to={`/stays/stay/index?id=${stay.id}`}
                />
              )}
            </Rows>
          </View>
        )}
      </PagedList>
    </Page>
  )
}
