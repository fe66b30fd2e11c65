import { View } from '@tarojs/components'
import { call } from '@/api'
import { Choice } from '@/components/choice'
import { useLoaded } from '@/components/loaded'
import type { Typed } from './form'

type Placed = Pick<Typed, 'chainKey' | 'linkKey' | 'shortageKey'>
interface Props {
  typed: Placed
  error(pointer: string): string | undefined
  onChange(change: Partial<Placed>): void
}
const none = 'none'

/** Where in the published chains a post belongs; without any, and while they cannot be read, nothing is asked. */
export function ChainFields({ typed, error, onChange }: Props) {
  const chains = useLoaded(() => call('GET /chains'))
  const all = chains.data?.chains ?? []
  if (all.length === 0) return null
  const { chainKey } = typed
  return (
    <View className="stack">
      <Choice
        label="产业链"
        required={false}
        error={error('/chainKey')}
        options={[
          { value: none, label: '不在里面' },
          ...all.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        value={chainKey ?? none}
        onChange={(chain) =>
          onChange({ chainKey: chain === none ? null : chain, linkKey: null, shortageKey: null })
        }
      />
      {chainKey && all.some(({ key }) => key === chainKey) && (
        <LinkFields key={chainKey} chain={chainKey} typed={typed} error={error} onChange={onChange} />
      )}
    </View>
  )
}

function LinkFields({ chain, typed, error, onChange }: Props & { chain: string }) {
  const loaded = useLoaded(() => call('GET /chains/:chain', { params: { chain } }))
  const links = loaded.data?.links ?? []
  if (links.length === 0) return null
  const posts = links.find(({ key }) => key === typed.linkKey)?.posts ?? []
  return (
    <>
      <Choice
        label="环节"
        required={false}
        error={error('/linkKey')}
        options={[
          { value: none, label: '说不准' },
          ...links.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        value={typed.linkKey ?? none}
        onChange={(link) => onChange({ linkKey: link === none ? null : link, shortageKey: null })}
      />
      {(posts.length > 0 || typed.shortageKey) && (
        <Choice
          label="是不是急需紧缺岗位"
          hint="选了，看急需紧缺目录的人能直接找到这个岗位"
          required={false}
          error={error('/shortageKey')}
          options={[
            { value: none, label: '不是' },
            ...posts.map(({ key, title }) => ({ value: key, label: title })),
          ]}
          value={typed.shortageKey ?? none}
          onChange={(shortage) => onChange({ shortageKey: shortage === none ? null : shortage })}
        />
      )}
    </>
  )
}
