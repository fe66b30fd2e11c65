import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Repair } from '@jucai/contract/lease-shapes'
import { repairKindLabels, repairStateLabels } from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Photos, TakePhotos } from '../photos'
import { repairTones } from '../repair-looks'

/** A repair on the desk’s list: what, and by when. */
export function RepairRow({ repair, onWork }: { repair: Repair; onWork(): void }) {
  const late = repair.dueOn < todayInChina()
  return (
    <View className="lease-desk-row">
      <View className="lease-person">
        <View className="strong">{`${repair.flat} · ${repairKindLabels[repair.kind]}`}</View>
        <Tag tone={late ? 'bad' : repairTones[repair.state]}>
          {late ? '过了日子' : repairStateLabels[repair.state]}
        </Tag>
      </View>
      <View>{repair.words}</View>
      <View className="small">
        {`${repair.urgent ? '紧急，' : ''}${repair.promisedOn ? `约在${dayText(repair.promisedOn)}` : `${dayText(repair.dueOn)}前约日子`}`}
      </View>
      <View className="lease-do">
        <Button
          kind="secondary"
          label={`处理 ${repair.flat} ${repairKindLabels[repair.kind]}`}
          onClick={onWork}
        >
          处理
        </Button>
      </View>
    </View>
  )
}

interface WorkProps {
  apartment: string
  repair: Repair
  onClose(): void
  onDone(repair: Repair): void
}
/**
 * What is done about a repair. Beside the list: taking a photo leaves the page, and coming back asks for the list anew,
 * of which this one may stand far behind.
 */
export function WorkOnRepair({ apartment, repair, onClose, onDone }: WorkProps) {
  const [day, setDay] = useState(repair.promisedOn ?? repair.dueOn)
  const [note, setNote] = useKeptWords(`lease-work-${repair.id}`)
  const [photos, setPhotos] = useState<string[]>([])
  const [fault, setFault] = useState<string>()
  const act = async (what: 'promise' | 'begin' | 'finish') => {
    setFault(undefined)
    try {
      const changed = await call('POST /apartments/:apartment/repairs/:repair/steps', {
        params: { apartment, repair: repair.id },
        body: {
          act: what,
          version: repair.version,
          note: note.trim(),
          photos,
          ...(what === 'promise' ? { promisedOn: day } : {}),
        },
      })
      setNote('')
      toast('记下了，对方会收到消息')
      onDone(changed)
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title={`${repair.flat} ${repairKindLabels[repair.kind]}`} tall onClose={onClose}>
      <View className="stack">
        <View>{repair.words}</View>
        <Photos
          label="对方拍的照片"
          ids={repair.photos}
          look={(photo) => call('GET /apartments/:apartment/photos/:photo', { params: { apartment, photo } })}
        />
        {repair.may.includes('promise') && (
          <>
            <DatePicker
              label="哪天上门"
              value={day}
              start={todayInChina()}
              error={undefined}
              onChange={setDay}
            />
            <Button wide kind="secondary" onClick={() => act('promise')}>
              约这一天
            </Button>
          </>
        )}
        <TextInput
          label="说明"
          hint="对方看得到"
          maxLength={200}
          value={note}
          error={undefined}
          onChange={setNote}
        />
        <TakePhotos
          label="修好的照片"
          ids={photos}
          look={(evidence) => call('GET /me/evidence/:evidence/content', { params: { evidence } })}
          onAdd={(ids) => setPhotos([...photos, ...ids])}
          onRemove={(id) => setPhotos(photos.filter((one) => one !== id))}
        />
        {fault && (
          <Notice kind="bad" title="没有记上" live>
            {fault}
          </Notice>
        )}
        {repair.may.includes('begin') && (
          <Button wide kind="secondary" onClick={() => act('begin')}>
            开始修了
          </Button>
        )}
        <Button wide onClick={() => act('finish')}>
          修好了
        </Button>
      </View>
    </Sheet>
  )
}
