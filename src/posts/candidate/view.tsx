import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Candidate } from '@jucai/contract/post-shapes'
import {
  jobApplicationMeanings,
  jobApplicationWords,
  jobEventLabels,
  shownFieldLabels,
  type AnswerEvent,
} from '@jucai/contract/post-vocabulary'
import { sayingSigns } from '@jucai/contract/text'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { DatePicker } from '@/components/date-picker'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextArea, TextInput } from '@/components/text-input'
import { dayFromToday, momentText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { jobTones } from '../looks'
import { AttachedFile } from './attached-file'
import '../posts.scss'

const answering = newAttempt()

/** A shared or weekend expert is engaged from here: such a post ends in an agreement of three. */
const mayEngage = ({ post: { kind }, state }: Candidate): boolean =>
  (kind === 'shared' || kind === 'weekend') &&
  (state === 'accepted' || jobApplicationMeanings[state].next !== null)

/** What a candidate agreed to show to this employer, and the answer. To open it is a look, which they can see. */
export function CandidateView({
  employer,
  id,
  onChanged,
}: {
  employer: string
  id: string
  /** Told once it was answered. */
  onChanged?(): void
}) {
  const loaded = useLoaded(() =>
    call('GET /employers/:employer/job-applications/:jobApplication', {
      params: { employer, jobApplication: id },
    }),
  )
  const changed = (next: Candidate) => {
    loaded.set(next)
    onChanged?.()
  }
  return (
    <Loaded of={loaded}>
      {(one) => <One one={one} employer={employer} onChanged={changed} reload={loaded.reload} />}
    </Loaded>
  )
}

function One({
  one,
  employer,
  onChanged,
  reload,
}: {
  one: Candidate
  employer: string
  onChanged(one: Candidate): void
  reload(): Promise<void>
}) {
  const [doing, setDoing] = useState<AnswerEvent>()
  return (
    <View className="stack">
      <Card>
        <View className="stack">
          <View className="h3" aria-role="heading" aria-level={2}>
            {one.name ?? '已撤回，资料已收回'}
          </View>
          <View className="small">{`${one.post.title} · ${momentText(one.sentAt)}投递`}</View>
          <View>
            <Tag tone={jobTones[one.state]}>{jobApplicationMeanings[one.state].label}</Tag>
          </View>
          <View>{jobApplicationWords(one.state, 'employer')}</View>
          {one.reason && <View className="post-text">{`理由：${one.reason}`}</View>}
          {one.answeredBy && <View className="small">{`${one.answeredBy}答复`}</View>}
        </View>
      </Card>
      {mayEngage(one) && (
        <CellGroup>
          <Cell
            icon="handshake"
            title="发起聘用"
            note="写约定，三方签署"
            to={`/engagements/desk-terms/index?employer=${employer}&application=${one.id}&kind=${one.post.kind}`}
          />
        </CellGroup>
      )}
      {one.shown.length > 0 && (
        <CellGroup title="对方同意给你们看的">
          {one.shown.map(({ field, value }) => (
            <Cell key={field} title={shownFieldLabels[field]} value={value} />
          ))}
          {one.note && <Cell title="留言" note={one.note} />}
          {one.attached.map((file) => (
            <AttachedFile key={file.id} file={file} of={{ employer, jobApplication: one.id }} />
          ))}
          <Cell
            icon="phone"
            title={one.contact ?? '手机号'}
            note={
              one.contact
                ? '双方都同意以后才看得到'
                : one.contactGiven
                  ? '列入初选以后就能看到'
                  : '对方没有提供'
            }
          />
        </CellGroup>
      )}
      {one.interview && (
        <Notice kind="info" title={`面试：${momentText(one.interview.at)}`}>
          {one.interview.place}
        </Notice>
      )}
      {one.events.map((event) => (
        <Button
          key={event}
          wide
          kind={event === 'reject' ? 'danger' : 'secondary'}
          onClick={() => setDoing(event)}
        >
          {jobEventLabels[event]}
        </Button>
      ))}
      {doing && (
        <AnswerSheet
          event={doing}
          one={one}
          employer={employer}
          onClose={() => setDoing(undefined)}
          onDone={(next) => {
            setDoing(undefined)
            onChanged(next)
          }}
          reload={reload}
        />
      )}
    </View>
  )
}

function AnswerSheet({
  event,
  one,
  employer,
  onClose,
  onDone,
  reload,
}: {
  event: AnswerEvent
  one: Candidate
  employer: string
  onClose(): void
  onDone(next: Candidate): void
  reload(): Promise<void>
}) {
  const [reason, setReason] = useState('')
  const [day, setDay] = useState('')
  const [hour, setHour] = useState('10')
  const [place, setPlace] = useState('')
  const [failed, setFailed] = useState<string>()
  const send = async () => {
    setFailed(undefined)
    const interview =
      event === 'interview'
        ? { at: new Date(`${day}T${hour.padStart(2, '0')}:00:00+08:00`).toISOString(), place: place.trim() }
        : undefined
    try {
      onDone(
        await call(
          'POST /employers/:employer/job-applications/:jobApplication/steps',
          {
            params: { employer, jobApplication: one.id },
            body: {
              event,
              revision: one.revision,
              ...(reason.trim() ? { reason: reason.trim() } : {}),
              ...(interview ? { interview } : {}),
            },
          },
          { attempt: answering },
        ),
      )
    } catch (error) {
      setFailed(wordsOf(error))
      await reload()
    }
  }
  const isInterview = event === 'interview'
  const lacks =
    (isInterview && day === '' && '先选面试那天') ||
    (isInterview && !/^([01]?\d|2[0-3])$/.test(hour) && '时间写 0 到 23') ||
    (isInterview && place.trim().length < 2 && '写清楚在哪里') ||
    (event === 'reject' && sayingSigns(reason) < 4 && '写一句对方能看懂的理由，至少 4 个字')
  return (
    <Sheet title={jobEventLabels[event]} onClose={onClose}>
      <View className="stack">
        {isInterview && (
          <>
            <DatePicker
              label="哪天"
              start={todayInChina()}
              end={dayFromToday(90)}
              value={day}
              onChange={setDay}
            />
            <TextInput
              label="几点"
              hint="0 到 23，本市时间"
              type="number"
              maxLength={2}
              value={hour}
              onChange={setHour}
            />
            <TextInput label="在哪里" maxLength={120} value={place} onChange={setPlace} />
          </>
        )}
        <TextArea
          label={event === 'reject' ? '理由' : '附一句话'}
          hint="对方会读到"
          required={event === 'reject'}
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
        {failed && (
          <Notice kind="bad" title="没有答复成" live>
            {failed}
          </Notice>
        )}
        <Button wide kind={event === 'reject' ? 'danger' : 'primary'} onClick={send} disabledReason={lacks}>
          {jobEventLabels[event]}
        </Button>
      </View>
    </Sheet>
  )
}
