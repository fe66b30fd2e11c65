import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { leastMonths, mostMonths, noEmployment } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { loadCity } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PickerSheet, type PickerOption } from '@/components/picker-sheet'
import { TextArea, TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { dayFromToday, untilText } from '@/words/dates'
import { faultsOf, type Faults } from '../faults'
import '../internships.scss'

interface OpenRound {
  id: string
  title: string
  applyBy: string
}

/** A base offers a place. */
export default function OfferPage() {
  const { employer = '' } = useRouter().params
  const loaded = useLoaded(async () => {
    const [city, rounds] = await Promise.all([loadCity(), call('GET /open-internship-rounds')])
    const stations = city.stations.map(({ id, name, address }): PickerOption => ({
      value: id,
      label: name,
      note: address,
    }))
    return { stations, rounds: rounds.items }
  })
  return (
    <Page title="提供见习岗位" up={`/internships/base/index?employer=${employer}`}>
      <Loaded of={loaded}>{(data) => <Write {...data} employer={employer} />}</Loaded>
    </Page>
  )
}

const direct = 'direct'
function Write({
  employer,
  stations,
  rounds,
}: {
  employer: string
  stations: PickerOption[]
  rounds: OpenRound[]
}) {
  const attempt = useAttempt()
  const [title, setTitle] = useKeptWords(`internship-title-${employer}`)
  const [tasks, setTasks] = useKeptWords(`internship-tasks-${employer}`)
  const [tutor, setTutor] = useState('')
  const [station, setStation] = useState<PickerOption>()
  const [startDay, setStartDay] = useState('')
  const [applyDay, setApplyDay] = useState('')
  const [months, setMonths] = useState(String(leastMonths))
  const [number, setNumber] = useState('1')
  const [way, setWay] = useState(direct)
  const [faults, setFaults] = useState<Faults>({ fields: {} })
  const round = rounds.find(({ id }) => id === way)
  const send = async () => {
    setFaults({ fields: {} })
    try {
      await call(
        'POST /employers/:employer/internship-places',
        {
          params: { employer },
          body: {
            title: title.trim(),
            tasks: tasks.trim(),
            tutor: tutor.trim(),
            stationId: station?.value ?? '',
            startDay,
            months: Number(months),
            number: Number(number),
            applyBy: round?.applyBy ?? new Date(`${applyDay}T18:00:00+08:00`).toISOString(),
            roundId: round?.id ?? null,
          },
        },
        { attempt },
      )
      setTitle('')
      setTasks('')
      toast('岗位已经公开')
      await Taro.redirectTo({ url: `/internships/base/index?employer=${employer}` })
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  const lacks =
    (title.trim().length < 2 && '写岗位名称') ||
    ([...tasks.trim()].length < 10 && '写清楚做什么，至少 10 个字') ||
    (tutor.trim().length < 2 && '写谁来带教') ||
    (!station && '选到岗登记点') ||
    (startDay === '' && '选开始日') ||
    (!round && applyDay === '' && '选报名截止那天') ||
    (!/^[1-9]\d{0,2}$/.test(number) && '写招几个人')
  return (
    <View className="stack">
      <Notice title="先看清楚">{noEmployment}</Notice>
      <Card>
        <View className="stack">
          <TextInput
            label="岗位名称"
            maxLength={40}
            value={title}
            error={faults.fields.title}
            onChange={setTitle}
          />
          <TextArea
            label="做什么"
            hint="写进三方协议"
            maxLength={600}
            value={tasks}
            error={faults.fields.tasks}
            onChange={setTasks}
          />
          <TextInput
            label="谁来带教"
            hint="写进三方协议"
            maxLength={40}
            value={tutor}
            error={faults.fields.tutor}
            onChange={setTutor}
          />
          <PickerSheet
            label="到岗登记点"
            hint="每个工作日在这里扫人才码"
            options={stations}
            value={station}
            error={faults.fields.stationId}
            onChange={setStation}
          />
          <DatePicker
            label="开始日"
            start={dayFromToday(1)}
            end={dayFromToday(365)}
            value={startDay}
            error={faults.fields.startDay}
            onChange={setStartDay}
          />
          <Choice
            label="几个月"
            options={Array.from({ length: mostMonths - leastMonths + 1 }, (_, at) => ({
              value: String(leastMonths + at),
              label: `${leastMonths + at} 个月`,
            }))}
            value={months}
            onChange={setMonths}
          />
          <TextInput
            label="招几个人"
            type="number"
            maxLength={3}
            value={number}
            error={faults.fields.number}
            onChange={setNumber}
          />
          <Choice
            label="怎么选人"
            options={[
              { value: direct, label: '基地直接选', note: '每个人都要答复，不选的写理由' },
              ...rounds.map(({ id, title: name, applyBy }) => ({
                value: id,
                label: name,
                note: `${untilText(applyBy)}截止报名，之后双方排序，统一分配`,
              })),
            ]}
            value={way}
            error={faults.fields.roundId}
            onChange={setWay}
          />
          {!round && (
            <DatePicker
              label="报名截止"
              hint="那天 18:00"
              start={dayFromToday(1)}
              end={dayFromToday(365)}
              value={applyDay}
              error={faults.fields.applyBy}
              onChange={setApplyDay}
            />
          )}
          {faults.words && (
            <Notice kind="bad" title="没有公开" live>
              {faults.words}
            </Notice>
          )}
          {!faults.words && Object.keys(faults.fields).length > 0 && (
            <Notice kind="bad" title="没有公开" live>
              有几项要改，原因写在旁边。
            </Notice>
          )}
          <Button wide kind="star" onClick={send} disabledReason={lacks}>
            公开这个岗位
          </Button>
        </View>
      </Card>
    </View>
  )
}
