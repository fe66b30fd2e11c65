import { Text, View } from '@tarojs/components'
import type { Application } from '@jucai/contract/applications'
import { Icon } from '@/components/icon'
import { constellationUri } from '@/theme/constellation-svg'
import { dueText, holderText } from '../due-text'
import { stateLooks } from '../state-looks'

/** Where it stands, who has it, and what comes by when: what one opens the page for. */
export function Stand({ application }: { application: Application }) {
  const { id, number, programTitle, state, stateLabel, due } = application
  const by = dueText(application)
  const sky = { backgroundImage: `url("${constellationUri(id, { width: 200, height: 90, stars: 7 })}")` }
  return (
    <View className="stand">
      <View className="stand-sky" style={sky} aria-hidden />
      <View className="stand-program">{programTitle}</View>
      <View className="stand-state" aria-role="heading" aria-level={2}>
        <Icon name={stateLooks[state].icon} className={`stand-icon stand-${stateLooks[state].tone}`} />
        {stateLabel}
      </View>
      <View className="stand-who">{holderText(application)}</View>
      {by && (
        <View className={due.overdue ? 'stand-due stand-late' : 'stand-due'}>
          <Icon name={due.overdue ? 'triangle-alert' : 'clock'} />
          <Text>{by}</Text>
        </View>
      )}
      <View className="stand-number">{`编号 ${number}`}</View>
    </View>
  )
}
