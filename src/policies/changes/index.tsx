import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { dayInChina } from '@jucai/contract/china-time'
import type { PolicyVersion } from '@jucai/contract/policies'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { usePolicies } from '../store'
import '../policies.scss'

/** What changed of a policy from version to version: what was beside what is. */
export default function ChangesPage() {
  const { params } = useRouter()
  const policy = params.code ?? ''
  const title = usePolicies(({ known }) => known?.book.policies.find(({ code }) => code === policy)?.title)
  const [more, setMore] = useState<{ items: PolicyVersion[]; next: string | null }>()
  const ask = (after?: string) =>
    call('GET /policies/:policy/versions', {
      params: { policy },
      query: after === undefined ? { limit: 5 } : { limit: 5, after },
    })
  const loaded = useLoaded(() => ask())
  useRefresh(loaded.reload)
  return (
    <Page title="改过什么" up={`/policies/policy/index?code=${policy}`} lead={title}>
      <Loaded of={loaded}>
        {(first) => {
          const items = [...first.items, ...(more?.items ?? [])]
          const next = more ? more.next : first.next
          return (
            <View className="stack">
              {title && <View className="strong">{title}</View>}
              {items.map((one) => (
                <Version key={one.version} of={one} />
              ))}
              {next !== null && (
                <Button
                  kind="secondary"
                  wide
                  onClick={async () => {
                    const page = await ask(next)
                    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next })
                  }}
                >
                  更早的版本
                </Button>
              )}
            </View>
          )
        }}
      </Loaded>
    </Page>
  )
}

const kindWords: Readonly<Record<PolicyVersion['kind'], string>> = {
  added: '从这一版起有这项政策。',
  changed: '',
  removed: '这一版起不再有这项政策。',
}

function Version({ of }: { of: PolicyVersion }) {
  const { version, publishedAt, source, kind, changes } = of
  return (
    <Card title={`第 ${version} 版`} aside={`${dayText(dayInChina(Date.parse(publishedAt)))}发布`}>
      <View className="small">{`来自${source}。${kindWords[kind]}`}</View>
      {changes.map(({ label, before, after }, at) => (
        <View key={at} className="versus">
          <View className="strong">{label}</View>
          <View className="versus-sides">
            <Side title="原来" text={before} />
            <Side title="改成" text={after} />
          </View>
        </View>
      ))}
    </Card>
  )
}

function Side({ title, text }: { title: string; text: string | null }) {
  return (
    <View className={title === '改成' ? 'versus-side versus-now' : 'versus-side'}>
      <View className="tiny">{title}</View>
      <View>{text ?? '没有'}</View>
    </View>
  )
}
