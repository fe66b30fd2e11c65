import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import '../fairs.scss'

/** Stands for the meeting service of a city where none is connected: the sample’s own room. */
export default function LivePage() {
  return (
    <Page title="线上面谈" up="/fairs/mine/index">
      <View className="stack">
        <Notice kind="info" title="示例">
          示例城市没有接通会议服务。正式使用时，这里是展位的线上面谈。
        </Notice>
        <Card title="进来以后">
          <View className="fair-text">
            {'展位的人看到你进来，会开始面谈。\n谈完后结果写在“我的招聘会”里。\n别处的排队暂停，位置不变。'}
          </View>
        </Card>
      </View>
    </Page>
  )
}
