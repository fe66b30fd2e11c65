import type { CSSProperties } from 'react'
import { Text, View } from '@tarojs/components'
import type { Verification } from '@jucai/contract/credentials'
import type { Verdict } from '@jucai/contract/vocabulary'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { agoOf } from '../clerk-clock'
import { adviceOf, verdictLooks } from './verdict-looks'

/** What the clerk is shown: by the phone alone (`ageSeconds` set), or confirmed by the server (null). */
export interface Shown {
  verdict: Verdict
  tierName: string | null
  maskedName: string | null
  services: Verification['services']
  ageSeconds: number | null
  waiting: boolean
  /** By how much the picture is old; null when that is not known. */
  lateSeconds: number | null
}

interface VerdictViewProps {
  shown: Shown
  onRecord(service: Verification['services'][number]): Promise<void>
  onNext(): void
  /** Shows the holder new digits, where they answered wrongly. */
  onAsk?(): Promise<void>
}

/** The verdict, full-bleed and readable at three metres; what it is about and what may be recorded below. */
export function VerdictView({ shown, onRecord, onNext, onAsk }: VerdictViewProps) {
  const { words, icon } = verdictLooks[shown.verdict]
  return (
    <View>
      <View className={`verdict verdict-${shown.verdict}`} aria-role="alert">
        <Icon name={icon} className="verdict-icon" />
        <View className="verdict-words" style={{ '--letters': words.length } as CSSProperties}>
          {words}
        </View>
        {shown.maskedName && <View className="verdict-who">{shown.maskedName}</View>}
        {shown.tierName && <View className="verdict-who">{shown.tierName}</View>}
        <View className="verdict-advice">{adviceOf(shown.verdict, shown.lateSeconds)}</View>
      </View>
      {shown.ageSeconds !== null && !shown.waiting && (
        <Notice
          kind="care"
          title="没有网络，由这部手机核验"
        >{`停用名单更新于${agoOf(shown.ageSeconds)}。登记会先存在手机上，联网后自动补登。`}</Notice>
      )}
      {shown.waiting && (
        <View className="small" aria-role="status">
          正在向服务器核实…
        </View>
      )}
      {shown.services.map((service) => (
        <View key={service.id} className="card scan-service">
          <View className="scan-service-main">
            <Text className="strong">{service.name}</Text>
            <View className="small">{service.benefit}</View>
            {service.challenge && <View className="small">需要现场口令</View>}
          </View>
          {service.recordedAt ? (
            <Tag tone="info">这次已登记</Tag>
          ) : service.entitled ? (
            <Button label={`登记 ${service.name}`} onClick={() => onRecord(service)}>
              登记
            </Button>
          ) : (
            <Tag>该层次不享受</Tag>
          )}
        </View>
      ))}
      {onAsk && (
        <Button kind="primary" wide onClick={onAsk}>
          再出一个口令
        </Button>
      )}
      <Button kind="secondary" wide icon="scan-line" onClick={onNext}>
        扫下一位
      </Button>
    </View>
  )
}
