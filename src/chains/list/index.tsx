import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { basisWords } from '../words'
import '../chains.scss'

const cataloguePage = '/chains/catalogue/index'

/** The industry chains, and what each lacks. */
export default function ChainsPage() {
  const loaded = useLoaded(() => call('GET /chains'))
  useShareAppMessage(() => ({ title: '星城的产业链上，哪里缺人', path: '/chains/list/index' }))
  return (
    <Page
      title="产业链和缺的人"
      up="/pages/services/index"
      action={
        <Button wide onClick={() => openPage(cataloguePage)}>
          看急需紧缺岗位
        </Button>
      }
    >
      <Loaded of={loaded}>
        {({ chains, published }) => (
          <View className="stack">
            <View className="sky">
              <View className="sky-words">{`${chains.length} 条产业链`}</View>
              <View className="sky-figure">
                {`还缺 ${chains.reduce((sum, { wanted }) => sum + wanted, 0)} 人`}
              </View>
              <View className="sky-words">点一条链，看哪个环节缺人、你能去哪里</View>
            </View>
            {chains.length === 0 ? (
              <Card>
                <Empty icon="briefcase" title="还没有产业链" text="人才办发布以后，在这里就能看。" />
              </Card>
            ) : (
              <CellGroup title="产业链">
                {chains.map(({ key, name, about, links, members, wanted }) => (
                  <Cell
                    key={key}
                    icon="handshake"
                    title={name}
                    note={`${about}${links} 个环节，${members} 家单位`}
                    value={wanted > 0 ? `缺 ${wanted} 人` : '不缺人'}
                    to={`/chains/chain/index?key=${key}`}
                  />
                ))}
              </CellGroup>
            )}
            {published.sample && (
              <View>
                <Tag tone="star">示例</Tag>
              </View>
            )}
            <View className="tiny">{basisWords(published)}</View>
          </View>
        )}
      </Loaded>
    </Page>
  )
}
