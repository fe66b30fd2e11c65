import { View } from '@tarojs/components'
import type { Criterion } from '@jucai/contract/applications'
import { Icon } from '@/components/icon'
import type { IconName } from '@/theme/icon-names'

const icons: Readonly<Record<Criterion['result'], IconName>> = {
  pass: 'circle-check',
  fail: 'circle-x',
  unknown: 'info',
  'not-applicable': 'circle-check',
  office: 'user-round',
}
const results: Readonly<Record<Criterion['result'], string>> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不适用',
  office: '由人才办核对',
}

/** Clause by clause, whether somebody may be an intern, and why. */
export function Criteria({ of }: { of: readonly Criterion[] }) {
  return (
    <View aria-role="list">
      {of.map(({ key, title, result, because, change }) => (
        <View key={key} className={`intern-line intern-${result}`} aria-role="listitem">
          <Icon name={icons[result]} />
          <View>
            <View className="strong">{`${title}：${results[result]}`}</View>
            {because && <View className="small">{because}</View>}
            {change && <View className="small">{change}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}
