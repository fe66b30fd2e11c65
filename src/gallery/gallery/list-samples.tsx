import { View } from '@tarojs/components'
import type { Figures, Source } from '@jucai/contract/city'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { PagedRows, type From, type ListSoFar } from '@/components/paged-list'
import { PlanFigures } from '@/components/plan-figures'
import { SignInFirst } from '@/components/sign-in-first'
import { SourceQuote } from '@/components/source-line'
import { Tag } from '@/components/tag'
import { Sample } from './sample'

const source: Source = {
  paper: '星城市青年人才安居办法（示例）',
  clause: '第八条',
  text: '在本市首次就业的毕业生，可以在人才驿站免费住七天。',
  effectiveOn: '2026-01-01',
  sample: true,
}
const plan = {
  targets: [
    { key: 'registered', label: '千名大学生留老城', target: 2000 },
    { key: 'coded', label: '领取人才码', target: 1500 },
    { key: 'served', label: '享受服务', target: 5000 },
  ],
} as const
const figures: Figures = {
  registered: 1286,
  stayed: 742,
  coded: 1021,
  served: 3480,
  recognised: 312,
  returned: 46,
  housed: 208,
  asOf: '2026-11-22T02:00:00.000Z',
  bySchool: [],
}

const days = Array.from({ length: 7 }, (_, day) => `11月${22 - day}日`)
const threeAfter = ({ after }: From): Promise<ListSoFar<string>> => {
  const from = after === undefined ? 0 : Number(after)
  return Promise.resolve({
    items: days.slice(from, from + 3),
    next: from + 3 < days.length ? String(from + 3) : null,
  })
}

/** Lists that come by the page, rows with long values, the plan's figures and what they rest on. */
export function ListSamples() {
  return (
    <>
      <Sample title="名单">
        <PagedRows
          load={threeAfter}
          keyOf={(day) => day}
          row={(day, { remove }) => (
            <Cell
              title={day}
              note="人才驿站，老城区人才服务大厅"
              value={
                <Button kind="quiet" label={`去掉${day}`} onClick={remove}>
                  去掉
                </Button>
              }
            />
          )}
          empty={<Empty icon="footprints" title="都去掉了" />}
        />
        <PagedRows
          load={() => Promise.resolve({ items: [], next: null })}
          keyOf={String}
          row={() => null}
          empty={
            <Card>
              <Empty
                icon="footprints"
                title="足迹从第一步开始"
                text="登记、领码、每次扫码享受的服务，都会记在这里。"
              />
            </Card>
          }
        />
      </Sample>
      <Sample title="很长的内容">
        <CellGroup title="我的资料">
          <Cell title="毕业院校" value="中南林业科技大学涉外学院" note="本人填写 · 11月22日 周日 10:00" />
          <Cell title="现居住地" value="湖南省 长沙市 岳麓区" note="本人填写 · 11月22日 周日 10:00" />
          <Cell icon="message-circle" title="微信" value={<Tag tone="good">已绑定</Tag>} />
          <Cell icon="phone" title="咨询电话" value="0731-00000000" onClick={() => undefined} />
        </CellGroup>
      </Sample>
      <Sample title="计划与出处">
        <Card>
          <PlanFigures city={{ plan }} figures={figures} />
        </Card>
        <Card>
          <PlanFigures city={{ plan }} figures={null} />
        </Card>
        <Card title="住七天">
          <View className="small">到前台出示人才码，登记后领房卡。</View>
          <SourceQuote source={source} />
        </Card>
      </Sample>
      <Sample title="先登录">
        <Card>
          <SignInFirst />
        </Card>
      </Sample>
    </>
  )
}
