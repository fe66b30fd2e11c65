import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { employerKindLabels, employerSizeLabels } from '@jucai/contract/employer-vocabulary'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'

/** What everybody may know of an employer: nothing of its people. */
export default function ProfilePage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() => call('GET /employers/:employer/profile', { params: { employer: id } }))
  useRefresh(loaded.reload)
  return (
    <Page title="用人单位" desk="column" up="/pages/services/index">
      <Loaded of={loaded}>
        {({ name, kind, creditCode, field, size, verifiedOn }) => (
          <Card>
            <View className="wrap">
              <View className="h3" aria-role="heading" aria-level={2}>
                {name}
              </View>
              <Tag tone="good">人才办已核实</Tag>
            </View>
            <View>
              {[employerKindLabels[kind], size && employerSizeLabels[size]].filter(Boolean).join(' · ')}
            </View>
            <View>{`主营业务：${field}`}</View>
            <View className="tiny">{`统一社会信用代码 ${creditCode}`}</View>
            <View className="tiny">{`${dayText(verifiedOn)}起核实`}</View>
            <Cell
              icon="briefcase"
              title="在招的岗位"
              to={`/posts/search/index?q=${encodeURIComponent(name)}`}
            />
          </Card>
        )}
      </Loaded>
    </Page>
  )
}
