import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { FigureRing, ProgressBar } from '@/components/figure-ring'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { RuledList } from '@/components/ruled-list'
import { Steps } from '@/components/steps'
import { Badge, Tag } from '@/components/tag'
import { TalentCardFrame, type CardTier } from '@/components/talent-card-frame'
import { iconNames } from '@/theme/icon-names'
import { Sample } from './sample'

const tiers: [CardTier, string, string][] = [
  ['A', '顶尖人才', '林知远'],
  ['B', '领军人才', '苏晚晴'],
  ['C', '拔尖人才', '周慕白'],
  ['D', '高级人才', '陈星河'],
  ['E', '青年人才', '张晓雨'],
]
const progress = [
  { title: '提交登记', note: '11月18日 周三 09:12' },
  { title: '人才办核对', note: '还剩 3 个工作日（11月25日前）' },
  { title: '领取人才码' },
]

/** Surfaces, rows, figures and the talent card. */
export function SurfaceSamples() {
  return (
    <>
      <Sample title="人才卡">
        {tiers.map(([tier, tierName, name]) => (
          <TalentCardFrame
            key={tier}
            seed={`holder-${tier}`}
            tier={tier}
            tierName={tierName}
            name={name}
            city="星城市 · 老城区"
          >
            {tier === 'E' && '二维码的位置'}
          </TalentCardFrame>
        ))}
        <TalentCardFrame
          peek
          seed="holder-E"
          tier="E"
          tierName="青年人才"
          name="张晓雨"
          city="星城市 · 老城区"
        />
      </Sample>
      <Sample title="卡片与行">
        <Card title="下一步" aside="约 2 分钟">
          登记后马上看到你能享受的政策和理由。
        </Card>
        <CellGroup title="我的">
          <Cell icon="footprints" title="足迹" note="3 次服务记录" to="/account/timeline/index" />
          <Cell
            icon="shield-check"
            title="授权与隐私"
            value={<Tag tone="good">已同意</Tag>}
            to="/account/consents/index"
          />
          <Cell icon="phone" title="投诉与建议" value="12345" onClick={() => undefined} />
          <Cell title="学历" value="硕士研究生" />
        </CellGroup>
        <View className="wrap">
          <Tag>示例</Tag>
          <Tag tone="night">已开放</Tag>
          <Tag tone="star">下一步</Tag>
          <Tag tone="good">已到账</Tag>
          <Tag tone="care">快到期</Tag>
          <Tag tone="bad">未通过</Tag>
          <Tag tone="info">审核中</Tag>
          <Badge count={3} of="条未读" />
          <Badge count={120} of="条未读" />
        </View>
      </Sample>
      <Sample title="说明">
        <Notice title="为什么要填">只用来核对学历，不会给别人看。</Notice>
        <Notice kind="good" title="已经保存">
          下次打开接着填。
        </Notice>
        <Notice kind="care" title="还差一项">
          毕业时间没有填，先看到的政策可能不全。
        </Notice>
        <Notice kind="bad" title="没有发出去">
          内容都在，检查网络后再点一次。
        </Notice>
      </Sample>
      <Sample title="为什么少于标准">
        <RuledList
          ruled={[
            {
              clause: '《星城市人才购房补贴办法（示例）》第六条',
              text: '有“人才租房补贴”的，“人才购房补贴”按 70% 发放',
              fromFen: 2_000_000,
              toFen: 1_400_000,
            },
          ]}
        />
      </Sample>
      <Sample title="进度">
        <Card>
          <View className="row">
            <FigureRing label="大学生留老城" value={1286} target={2000} />
            <View>
              <View className="h3">千名大学生留老城</View>
              <View className="small">今年已留下 1,286 人（示例）</View>
            </View>
          </View>
        </Card>
        <Card title="见习岗位">
          <ProgressBar label="见习岗位" value={62} target={100} />
        </Card>
        <Card title="办理进度">
          <Steps steps={progress} current={1} />
        </Card>
      </Sample>
      <Sample title="图标">
        <View className="wrap">
          {iconNames.map((name) => (
            <Icon key={name} name={name} />
          ))}
        </View>
      </Sample>
    </>
  )
}
