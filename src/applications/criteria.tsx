import { View } from '@tarojs/components'
import type { CriterionResult } from '@jucai/contract/application-vocabulary'
import type { Criterion, Judged } from '@jucai/contract/applications'
import { Icon } from '@/components/icon'
import { SourceLine } from '@/components/source-line'
import type { IconName } from '@/theme/icon-names'
import { dayText } from '@/words/dates'
import './criteria.scss'

const looks: Record<CriterionResult, { icon: IconName; word: string }> = {
  pass: { icon: 'circle-check', word: '符合' },
  fail: { icon: 'circle-x', word: '不符合' },
  unknown: { icon: 'info', word: '还不能判断' },
  'not-applicable': { icon: 'circle-check', word: '不适用' },
  office: { icon: 'user-round', word: '由人才办认定' },
}

/** By which version of the policy book and as of which day clauses were held against an application. */
export function JudgedBy({ judged: { version, day } }: { judged: Judged }) {
  return <View className="judged-by">{`按第 ${version} 版标准、${dayText(day)}的情况核对`}</View>
}

/** Clauses held against a person one by one: icon, word, why, and what would change it. */
export function Criteria({ criteria }: { criteria: readonly Criterion[] }) {
  return (
    <View aria-role="list">
      {criteria.map(({ key, title, result, because, change, source }) => (
        <View key={key} className={`criterion criterion-${result}`} aria-role="listitem">
          <Icon name={looks[result].icon} className="criterion-icon" />
          <View className="criterion-main">
            <View className="criterion-top">
              <View className="strong">{title}</View>
              <View className="criterion-word">{looks[result].word}</View>
            </View>
            <View className="small">{because}</View>
            {change && result !== 'pass' && <View className="criterion-change">{change}</View>}
            <SourceLine source={source} />
          </View>
        </View>
      ))}
    </View>
  )
}
