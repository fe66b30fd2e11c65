import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { engagementKindLabels, engagementPages, termWords } from '@jucai/contract/engagement-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { nextWords, stateTones, stateWords } from '../looks'

/** Shared and weekend experts of an employer, for its people. */
export default function DeskPage() {
  const { employer = '' } = useRouter().params
  const list = usePaged((query) =>
    call('GET /employers/:employer/engagements', { params: { employer }, query }),
  )
  useRefresh(list.reload)
  const propose = (
    <Button
      wide
      kind="star"
      icon="plus"
      onClick={() => openPage(`/engagements/desk-terms/index?employer=${employer}`)}
    >
      发起聘用
    </Button>
  )
  return (
    <Page title="双聘和周末专家" up={`/employers/employer/index?id=${employer}`} action={propose}>
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="handshake"
              title="还没有聘专家"
              text="从一份投递发起，或者请专家给你一个邀约码。三方签完才生效。"
            />
          </Card>
        }
      >
        {(items) => (
          <View className="card card-flush">
            <Rows items={items} keyOf={({ id }) => id}>
              {(one) => (
                <Cell
                  title={one.name}
                  note={
                    <>
                      <View>{`${engagementKindLabels[one.kind]}，${one.title}`}</View>
                      <View>{nextWords(one, 'employer') || termWords(one.firstDay, one.lastDay)}</View>
                    </>
                  }
                  value={<Tag tone={stateTones[one.state]}>{stateWords(one.state)}</Tag>}
                  to={`${engagementPages.employerOne}?employer=${employer}&id=${one.id}`}
                />
              )}
            </Rows>
          </View>
        )}
      </PagedList>
    </Page>
  )
}
