import { Button, Input, View } from '@tarojs/components'
import { Icon } from '@/components/icon'

/** Finds while one types. */
export function SearchBox({ value, onChange }: { value: string; onChange(value: string): void }) {
  return (
    <View className="search" aria-role="search">
      <Icon name="search" />
      <Input
        className="search-input"
        placeholderClass="search-empty"
        aria-label="找服务"
        placeholder="公寓、工作站、归根、rcrd…"
        maxlength={30}
        value={value}
        onInput={(event) => onChange(event.detail.value)}
      />
      {value !== '' && (
        <Button className="search-x" aria-label="清空" onClick={() => onChange('')}>
          <Icon name="x" />
        </Button>
      )}
    </View>
  )
}
