import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Instalment, Subsidy } from '@jucai/contract/subsidies'
import { instalmentStateLabels } from '@jucai/contract/subsidy-vocabulary'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { amountText } from '@/words/amounts'
import { dayText } from '@/words/dates'

/** How many stand there before somebody asks for all. */
const shownFirst = 4

const monthText = (period: string): string => {
  const [year, month] = period.split('-').map(Number)
  return `${year}年${month}月`
}
const lookOf = ({ state }: Instalment, isNext: boolean): string => {
  if (state === 'paid') return 'pay pay-paid'
  if (state === 'cancelled') return 'pay pay-off'
  return isNext ? 'pay pay-now' : 'pay'
}

/** Those that matter now: the last one paid, the next, and some after it. */
const around = ({ instalments, next }: Subsidy): readonly Instalment[] => {
  const at = instalments.findIndex(({ number }) => number === next?.number)
  const from = at < 0 ? instalments.length - shownFirst : at - 1
  return instalments.slice(Math.max(0, from), Math.max(0, from) + shownFirst)
}

/** Each instalment with its step, on one line. */
export function Instalments({ subsidy }: { subsidy: Subsidy }) {
  const [all, setAll] = useState(false)
  const { instalments, next } = subsidy
  const shown = all ? instalments : around(subsidy)
  // What is certain is said at the next one, and once of those that wait for a later year.
  const explained = [next?.number, shown.find(({ state }) => state === 'waiting')?.number]
  return (
    <View className="pays">
      <View aria-role="list">
        {shown.map((one) => (
          <View key={one.number} className={lookOf(one, one.number === next?.number)} aria-role="listitem">
            <View className="pay-mark">{one.state === 'paid' && <Icon name="check" />}</View>
            <View className="pay-main">
              <View className="pay-top">
                <View className="strong">{one.period ? monthText(one.period) : '一次发放'}</View>
                <View className="pay-sum">{amountText(one.amountFen)}</View>
              </View>
              <View className="tiny">
                {[
                  instalmentStateLabels[one.state],
                  one.lateSince
                    ? `${dayText(one.lateSince)}起已超过承诺日`
                    : one.promisedOn && one.state !== 'paid' && one.state !== 'cancelled'
                      ? `${dayText(one.promisedOn)}前到账`
                      : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </View>
              {explained.includes(one.number) && <View className="small">{one.words}</View>}
            </View>
          </View>
        ))}
      </View>
      {shown.length < instalments.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {`看全部 ${instalments.length} 期`}
        </Button>
      )}
    </View>
  )
}
