import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { Button } from '@/components/button'
import { copy } from './commitment-card'

/** Something that nobody beside one should read: shown by a tap, with a way to copy it. */
export function HiddenText({ name, note, children }: { name: string; note: string; children: string }) {
  const [shown, setShown] = useState(false)
  return (
    <View className="round-hidden">
      <View className="tiny">{note}</View>
      {shown && (
        <View className="round-hash">
          <Text>{children}</Text>
        </View>
      )}
      <View className="wrap">
        <Button kind="quiet" icon={shown ? 'eye-off' : 'eye'} onClick={() => setShown(!shown)}>
          {shown ? `收起${name}` : `显示${name}`}
        </Button>
        {shown && (
          <Button kind="quiet" label={`复制${name}`} onClick={() => copy(children)}>
            复制
          </Button>
        )}
      </View>
    </View>
  )
}
