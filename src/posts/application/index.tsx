import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { OwnJobApplication } from '@jucai/contract/post-shapes'
import {
  jobApplicationMeanings,
  jobApplicationWords,
  jobEventLabels,
  payWords,
  shownFieldLabels,
  type CandidateEvent,
} from '@jucai/contract/post-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SwitchRow } from '@/components/switch-row'
import { Tag } from '@/components/tag'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { jobTones } from '../looks'
import '../posts.scss'

/** One job application: where it stands, what the employer sees, and what the reader can do. */
export default function JobApplicationPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() =>
    call('GET /me/job-applications/:jobApplication', { params: { jobApplication: id } }),
  )
  useSettledMessages(`/posts/application/index?id=${id}`, loaded.data !== undefined)
  useRefresh(loaded.reload)
  return (
    <Page title="投递进展" up="/posts/mine/index">
      <Loaded of={loaded}>{(job) => <One job={job} onChanged={loaded.set} />}</Loaded>
    </Page>
  )
}

const follows: Readonly<Record<CandidateEvent, string>> = {
  accept: '单位会收到你的答复，并和你联系入职。',
  decline: '单位会收到你的答复，这份投递就此结束。',
  withdraw: '单位马上看不到你的资料和文件，这份投递就此结束。岗位还开着的话，可以重新投递。',
}

/** The employer may not act: nothing can be agreed with it now. */
function EmployerGone({ job }: { job: OwnJobApplication }) {
  if (job.employerState === 'verified') return null
  const isClosed = job.employerState === 'closed'
  return (
    <Notice kind="care" title={isClosed ? '这家单位已经注销' : '这家单位现在不能招聘'}>
      {isClosed
        ? '它看不到你的投递和手机号，也不能再答复。'
        : '恢复之前，它看不到你的投递和手机号，录用也不能接受。你可以等，也可以撤回投递。'}
    </Notice>
  )
}

/** What was applied for, where the post says something else by now. */
function Before({ text }: { text: NonNullable<OwnJobApplication['appliedFor']> }) {
  return (
    <>
      <Notice kind="care" title="投递以后岗位有改动">
        {`${text.changes.join('；')}。不合适的，可以撤回投递。`}
      </Notice>
      <CellGroup title="投递时的岗位">
        <Cell title="名称" value={text.title} />
        <Cell title="报酬" value={payWords(text.pay)} />
        <Cell title="工作地点" note={text.where} />
        <Cell title="做什么" note={text.duties} />
        {text.wants && <Cell title="其他要求" note={text.wants} />}
      </CellGroup>
    </>
  )
}

function One({ job, onChanged }: { job: OwnJobApplication; onChanged(job: OwnJobApplication): void }) {
  const attempt = useAttempt()
  const [asking, setAsking] = useState<CandidateEvent>()
  const [failed, setFailed] = useState<string>()
  const params = { jobApplication: job.id }
  const trying = async (run: () => Promise<OwnJobApplication>) => {
    setFailed(undefined)
    try {
      onChanged(await run())
    } catch (error) {
      setFailed(wordsOf(error))
    }
    setAsking(undefined)
  }
  const act = (event: CandidateEvent) =>
    trying(() =>
      call('POST /me/job-applications/:jobApplication/steps', { params, body: { event } }, { attempt }),
    )
  const isWaiting = job.state === 'sent' || job.state === 'seen'
  return (
    <View className="stack">
      <Card>
        <View className="stack">
          <View className="h3" aria-role="heading" aria-level={2}>
            {job.post.title}
          </View>
          <View className="small">{`${job.post.employer.name} · ${momentText(job.sentAt)}投递`}</View>
          <View>
            <Tag tone={jobTones[job.state]}>{jobApplicationMeanings[job.state].label}</Tag>
          </View>
          <View>{jobApplicationWords(job.state, 'candidate')}</View>
          {job.reason && <View className="post-text">{`理由：${job.reason}`}</View>}
          {isWaiting && (
            <View className="small">
              {job.overdue
                ? `单位本该在${dayText(job.answerBy)}前答复。岗位页上已经公开有人在等，人才办也已经知道。`
                : `单位会在${dayText(job.answerBy)}前答复。`}
            </View>
          )}
        </View>
      </Card>
      <EmployerGone job={job} />
      {job.appliedFor && <Before text={job.appliedFor} />}
      {job.interview && (
        <Notice kind="info" title={`面试：${momentText(job.interview.at)}`}>
          {job.interview.place}
        </Notice>
      )}
      {failed && (
        <Notice kind="bad" title="没有办成" live>
          {failed}
        </Notice>
      )}
      {job.events.map((event) => (
        <Button
          key={event}
          wide
          kind={event === 'accept' ? 'star' : 'secondary'}
          onClick={() => setAsking(event)}
        >
          {jobEventLabels[event]}
        </Button>
      ))}
      <CellGroup title="这家单位能看到的">
        {job.shown.length === 0 && <Cell title="什么也看不到" note="撤回后资料已经收回" />}
        {job.shown.map(({ field, value }) => (
          <Cell key={field} title={shownFieldLabels[field]} value={value} />
        ))}
        {job.note && <Cell title="留言" note={job.note} />}
        {job.files.map(({ id, fileName }) => (
          <Cell key={id} icon="file-text" title={fileName} />
        ))}
      </CellGroup>
      {(job.events.length > 0 || job.state === 'accepted') && (
        <View className="card card-flush">
          <SwitchRow
            title="入选后让单位看到我的手机号"
            note={
              job.contact === null
                ? '现在单位看不到'
                : job.contactVisible
                  ? `${job.contact}，单位现在能看到`
                  : job.employerState === 'verified'
                    ? `${job.contact}，列入初选以后单位才能看到`
                    : `${job.contact}，单位现在看不到`
            }
            checked={job.contact !== null}
            onChange={(given) =>
              void trying(() =>
                call('PUT /me/job-applications/:jobApplication/contact', { params, body: { given } }),
              )
            }
          />
        </View>
      )}
      <CellGroup>
        <Cell icon="briefcase" title="看岗位" to={`/posts/post/index?id=${job.post.id}`} />
        <Cell icon="eye" title="谁看过我的信息" to="/account/my-data/index" />
      </CellGroup>
      {asking && (
        <Dialog
          title={`${jobEventLabels[asking]}？`}
          confirm={jobEventLabels[asking]}
          danger={asking === 'withdraw'}
          onConfirm={() => act(asking)}
          onClose={() => setAsking(undefined)}
        >
          {follows[asking]}
        </Dialog>
      )}
    </View>
  )
}
