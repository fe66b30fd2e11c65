import { useState } from 'react'
import { View } from '@tarojs/components'
import type { FlatWatch, ProjectInShort } from '@jucai/contract/housing'
import { fitsWish, layoutLabels, layouts } from '@jucai/contract/housing-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choices } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'
import { paidFen } from '../words'
import '../housing.scss'

/** What one wants to be told of: kinds of flats, where, and at most which rent. */
export default function WatchPage() {
  const token = useSession((session) => session.token)
  const loaded = useLoaded(async () => {
    const [{ items }, { watch }] = await Promise.all([
      call('GET /housing/projects'),
      token === null ? { watch: null } : call('GET /me/flat-watch'),
    ])
    return { items, watch }
  })
  return (
    <Page title="有合适的告诉我" up="/housing/projects/index">
      {token === null ? (
        <Card>
          <SignInFirst text="登录后，空出合适的房子就发消息给你。" />
        </Card>
      ) : (
        <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
          {({ items, watch }) => <Wish projects={items} was={watch} />}
        </Loaded>
      )}
    </Page>
  )
}

const yuanOf = (fen: number | null | undefined): string => (fen ? String(fen / 100) : '')
/** Whole yuan as fen; null: no limit; undefined: cannot be read. */
const fenOf = (yuan: string): number | null | undefined => {
  const text = yuan.replace(/[,，\s¥元]/g, '')
  if (text === '') return null
  const fen = /^\d{1,6}$/.test(text) ? Number(text) * 100 : 0
  return fen >= 10_000 && fen <= 10_000_000 ? fen : undefined
}

function Wish({ projects, was }: { projects: readonly ProjectInShort[]; was: FlatWatch | null }) {
  const [isOn, setOn] = useState(was !== null)
  const [wanted, setWanted] = useState(was?.layouts ?? [])
  // A project that closed meanwhile is not asked for again.
  const [where, setWhere] = useState(
    (was?.projects ?? []).filter((id) => projects.some((project) => project.id === id)),
  )
  const [yuan, setYuan] = useState(yuanOf(was?.mostFenPerMonth))
  const [fault, setFault] = useState<string>()
  const [failed, setFailed] = useState<string>()
  const fen = fenOf(yuan)
  const save = async () => {
    setFailed(undefined)
    if (fen === undefined) return setFault('写 100 到 100000 之间的整数，例如 1500；不限就空着')
    setFault(undefined)
    try {
      await call('PUT /me/flat-watch', {
        body: { layouts: wanted, projects: where, mostFenPerMonth: fen },
      })
      setOn(true)
      toast('记下了，空出来就告诉你')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  const end = async () => {
    setFailed(undefined)
    try {
      await call('DELETE /me/flat-watch')
      setOn(false)
      toast('不再提醒')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <View className="stack">
      <View className="small">有房子空出来、又合你的意，发一条消息给你。一天最多一条，不管空出几套。</View>
      <Card>
        <View className="stack">
          <Choices
            label="想要的户型"
            hint="一个都不选，就是都可以"
            options={layouts.map((value) => ({ value, label: layoutLabels[value] }))}
            value={wanted}
            onChange={setWanted}
          />
          <Choices
            label="想住的项目"
            hint="一个都不选，就是都可以"
            options={projects.map(({ id, name }) => ({ value: id, label: name }))}
            value={where}
            onChange={setWhere}
          />
          <TextInput
            label="每月租金最多"
            hint="按人才价，单位元；不限就空着"
            error={fault}
            required={false}
            type="digit"
            placeholder="不限"
            maxLength={8}
            value={yuan}
            onChange={setYuan}
          />
          <Now
            projects={projects}
            wish={{ layouts: wanted, projects: where, mostFenPerMonth: fen ?? null }}
          />
          {failed && (
            <Notice kind="bad" title="没有存上" live>
              {failed}
            </Notice>
          )}
          <Button wide kind="star" icon="bell" onClick={save}>
            {isOn ? '按这样告诉我' : '空出来告诉我'}
          </Button>
          {isOn && (
            <Button wide kind="secondary" onClick={end}>
              不用再告诉我
            </Button>
          )}
        </View>
      </Card>
    </View>
  )
}

/** How many flats fit at this moment, so that nobody waits for what is there. */
function Now({ projects, wish }: { projects: readonly ProjectInShort[]; wish: FlatWatch }) {
  const fitting = projects.flatMap(({ id, types }) =>
    types.filter((type) => fitsWish(wish, { layout: type.layout, projectId: id, fen: paidFen(type) })),
  )
  const free = fitting.reduce((sum, type) => sum + type.free, 0)
  return (
    <View className="small" aria-live="polite">
      {fitting.length === 0
        ? '没有一种户型合这些条件，放宽一点试试。'
        : free > 0
          ? `现在就有 ${free} 套合意的空着。`
          : `${fitting.length} 种户型合意，现在都住满了。`}
    </View>
  )
}
