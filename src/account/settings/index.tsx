import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { textScales, useSettings, type TextScale, type Theme } from '@/settings'
import { WeChatLink } from './wechat-link'

const sizeNames: Record<TextScale, string> = { 100: '标准', 115: '大', 130: '更大', 150: '特大' }
const sizes = textScales.map((scale) => ({ value: String(scale), label: sizeNames[scale] }))
const themes: { value: Theme; label: string }[] = [
  { value: 'auto', label: '跟随手机' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色' },
]

/** How the app looks for this reader, and what it is. Changes show at once and stay on this phone. */
export default function SettingsPage() {
  const { textScale, theme, setTextScale, setTheme } = useSettings()
  const { data: city } = useLoaded(() => call('GET /city'))
  return (
    <Page title="设置" up="/pages/mine/index">
      <View className="stack">
        <Card title="看起来是这样" aside={<Tag>{sizeNames[textScale]}</Tag>}>
          <View>人才驿站可以免费住 7 天，到前台出示人才码，登记后领房卡。</View>
          <View className="small">还剩 3 个工作日（11月25日前）</View>
        </Card>
        <Card>
          <View className="stack">
            <Choice
              label="文字大小"
              hint="更大和特大时，按钮也会变大"
              options={sizes}
              value={String(textScale)}
              onChange={(chosen) => setTextScale(textScales.find((scale) => String(scale) === chosen) ?? 100)}
            />
            <Choice label="明暗" options={themes} value={theme} onChange={setTheme} />
          </View>
        </Card>
        <WeChatLink />
        <CellGroup title="关于">
          <Cell title="版本" value={APP_VERSION} />
          {city && <Cell title="主办" value={city.office} />}
          {city && (
            <Cell
              icon="phone"
              title="咨询电话"
              value={city.officePhone}
              onClick={() =>
                void Taro.makePhoneCall({ phoneNumber: city.officePhone }).catch(() => undefined)
              }
            />
          )}
          {city && (
            <Cell
              icon="phone"
              title="投诉与建议"
              value={city.complaintPhone}
              onClick={() =>
                void Taro.makePhoneCall({ phoneNumber: city.complaintPhone }).catch(() => undefined)
              }
            />
          )}
          <Cell icon="shield-check" title="隐私说明与授权" to="/account/consents/index" />
        </CellGroup>
        {city?.sample && <View className="tiny">“{city.name}”是示例城市，人物、政策和金额都是示例。</View>}
      </View>
    </Page>
  )
}
