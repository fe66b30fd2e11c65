import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Lease, Resident } from '@jucai/contract/lease-shapes'
import {
  guestDays,
  relationLabels,
  relations,
  type Relation,
  type ResidentKind,
} from '@jucai/contract/lease-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import '../leases.scss'

/** Who lives in one’s home beside oneself, and who visits. */
export default function PeoplePage() {
  const { params } = useRouter()
  const id = params.lease ?? ''
  const loaded = useLoaded(() => call('GET /me/leases/:lease', { params: { lease: id } }))
  const [adds, setAdds] = useState<ResidentKind>()
  return (
    <Page title="谁住在这里" up={`/leases/mine/index?id=${id}`}>
      <Loaded of={loaded}>
        {(lease) => (
          <View className="stack">
            <List
              title="同住的人"
              lease={lease}
              kind="household"
              none="你一个人住。"
              aside={`连你最多 ${lease.flat.people} 人`}
              onChanged={loaded.set}
            />
            <Button wide kind="secondary" icon="plus" onClick={() => setAdds('household')}>
              加一位同住的人
            </Button>
            <List
              title="来访过夜的人"
              lease={lease}
              kind="guest"
              none="没有。"
              aside={`一次不超过 ${guestDays} 天`}
              onChanged={loaded.set}
            />
            <Button wide kind="secondary" icon="plus" onClick={() => setAdds('guest')}>
              告知有人来访
            </Button>
            <View className="small">来访只是告知，不用审批；前台知道有谁在楼里，出事时找得到人。</View>
            {adds && (
              <Add
                lease={lease}
                kind={adds}
                onClose={() => setAdds(undefined)}
                onDone={(changed) => {
                  loaded.set(changed)
                  setAdds(undefined)
                  toast('记下了')
                }}
              />
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

interface ListProps {
  title: string
  aside: string
  lease: Lease
  kind: ResidentKind
  none: string
  onChanged(lease: Lease): void
}
function List({ title, aside, lease, kind, none, onChanged }: ListProps) {
  const [leaves, setLeaves] = useState<Resident>()
  const items = lease.residents.filter((one) => one.kind === kind)
  const remove = async (resident: Resident) => {
    setLeaves(undefined)
    try {
      onChanged(
        await call('DELETE /me/leases/:lease/residents/:resident', {
          params: { lease: lease.id, resident: resident.id },
        }),
      )
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }
  return (
    <Card title={title} aside={aside}>
      {items.length === 0 && <View className="small">{none}</View>}
      {items.map((one) => (
        <View key={one.id} className="lease-person">
          <View>
            <View className="strong">{`${one.name} · ${relationLabels[one.relation]}`}</View>
            {one.toDay && <View className="small">{`${dayText(one.fromDay)}至${dayText(one.toDay)}`}</View>}
          </View>
          <Button kind="quiet" label={`删去${one.name}`} onClick={() => setLeaves(one)}>
            删去
          </Button>
        </View>
      ))}
      {leaves && (
        <Dialog
          title={`${leaves.name}不住这里了？`}
          confirm="删去"
          danger
          onConfirm={() => remove(leaves)}
          onClose={() => setLeaves(undefined)}
        >
          姓名随之删掉，不再保留。
        </Dialog>
      )}
    </Card>
  )
}

interface AddProps {
  lease: Lease
  kind: ResidentKind
  onClose(): void
  onDone(lease: Lease): void
}
function Add({ lease, kind, onClose, onDone }: AddProps) {
  const [name, setName] = useState('')
  const [relation, setRelation] = useState<Relation>()
  const [fromDay, setFromDay] = useState(lease.today)
  const [toDay, setToDay] = useState(addDays(lease.today, 2))
  const [fault, setFault] = useState<string>()
  const attempt = useAttempt()
  const isGuest = kind === 'guest'
  const add = async () => {
    if (!relation) return
    setFault(undefined)
    try {
      onDone(
        await call(
          'POST /me/leases/:lease/residents',
          {
            params: { lease: lease.id },
            body: { kind, relation, name: name.trim(), fromDay, ...(isGuest ? { toDay } : {}) },
          },
          { attempt },
        ),
      )
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title={isGuest ? '有人来访' : '同住的人'} tall onClose={onClose}>
      <View className="stack">
        <TextInput label="姓名" maxLength={60} value={name} error={undefined} onChange={setName} />
        <Choice
          label="是你的"
          options={relations.map((value) => ({ value, label: relationLabels[value] }))}
          value={relation}
          onChange={setRelation}
        />
        <DatePicker
          label={isGuest ? '哪天来' : '哪天起住'}
          value={fromDay}
          error={undefined}
          onChange={setFromDay}
        />
        {isGuest && (
          <DatePicker label="住到哪天" value={toDay} start={fromDay} error={undefined} onChange={setToDay} />
        )}
        {fault && (
          <Notice kind="bad" title="没有记上" live>
            {fault}
          </Notice>
        )}
        <Button
          wide
          disabledReason={(name.trim().length < 2 && '先填姓名') || (!relation && '先选是你的什么人')}
          onClick={add}
        >
          记下来
        </Button>
      </View>
    </Sheet>
  )
}
