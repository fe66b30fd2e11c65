import { useRef, useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ApplyForm, JobApplicationDraft } from '@jucai/contract/post-shapes'
import { closingWords, shownFieldLabels, type ShownField } from '@jucai/contract/post-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choices } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { SwitchRow } from '@/components/switch-row'
import { TextArea, TextInput } from '@/components/text-input'
import { useFitFacts } from '@/fit-store'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'
import '../posts.scss'

/** Applying by one tap: before it, exactly what this employer will see. What is written is kept as it is typed. */
export default function ApplyPage() {
  const { post = '' } = useRouter().params
  const signedIn = useSession(({ token }) => token !== null)
  const loaded = useLoaded(async () => {
    if (!signedIn) return null
    const [form, files] = await Promise.all([
      call('GET /me/job-application-drafts/:post', { params: { post } }),
      call('GET /me/evidence'),
    ])
    return { form, files: files.items.filter(({ complete }) => complete) }
  })
  return (
    <Page title="投递" up={`/posts/post/index?id=${post}`}>
      <Loaded of={loaded}>
        {(data) =>
          data ? (
            <Write {...data} />
          ) : (
            <Card>
              <SignInFirst text="登录后投递，进展都在“我的投递”里。" />
            </Card>
          )
        }
      </Loaded>
    </Page>
  )
}

const startOf = ({ fields, draft }: ApplyForm, years: unknown): JobApplicationDraft =>
  draft ?? {
    fields: fields.filter(({ value }) => value !== null).map(({ field }) => field),
    experienceYears: typeof years === 'number' ? years : null,
    shareContact: true,
    note: '',
    files: [],
  }

const saveAfterMs = 600
/** A draft that goes to the server a moment after each change. */
function useDraft(form: ApplyForm) {
  const years = useFitFacts().experienceYears?.value
  const [draft, show] = useState(() => startOf(form, years))
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const set = (change: Partial<JobApplicationDraft>) => {
    const next = { ...draft, ...change }
    show(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () =>
        void call('PUT /me/job-application-drafts/:post', {
          params: { post: form.post.id },
          body: next,
        }).catch(() => undefined), // sent again with the next change, and whole when it is sent
      saveAfterMs,
    )
  }
  return { draft, set, stop: () => clearTimeout(timer.current) }
}

function Write({ form, files }: { form: ApplyForm; files: { id: string; fileName: string }[] }) {
  const attempt = useAttempt()
  const { draft, set, stop } = useDraft(form)
  const [failed, setFailed] = useState<string>()
  const { post } = form
  const years = draft.experienceYears
  const send = async () => {
    setFailed(undefined)
    stop()
    try {
      const body = { post: post.id, ...draft }
      const { id } = await call('POST /me/job-applications', { body }, { attempt })
      await Taro.redirectTo({ url: `/posts/application/index?id=${id}` })
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  if (form.sent)
    return (
      <Notice kind="good" title="你已经投递过这个岗位">
        <Button kind="quiet" onClick={() => openPage(`/posts/application/index?id=${form.sent ?? ''}`)}>
          看进展
        </Button>
      </Notice>
    )
  if (form.fields.length === 0)
    return (
      <Card>
        <View className="stack">
          <View>完成人才登记后，一步就能投递，不用再填简历。</View>
          <Button wide onClick={() => openPage('/account/register/index')}>
            去登记
          </Button>
        </View>
      </Card>
    )
  const optional = form.fields.filter(({ needed }) => !needed)
  const needed = form.fields.filter((one) => one.needed)
  return (
    <View className="stack">
      <View className="small">{`投给${post.employer.name}的“${post.title}”，${closingWords(post.closesAt)}截止。下面就是这家单位能看到的全部内容，别家看不到。`}</View>
      {!post.open && (
        <Notice kind="care" title="它现在不接受投递">
          草稿会留着。
        </Notice>
      )}
      <CellGroup title="一定会给单位看">
        {needed.map(({ field, value }) => (
          <Cell key={field} title={shownFieldLabels[field]} value={value ?? ''} />
        ))}
      </CellGroup>
      <Card>
        <View className="stack">
          <Choices
            label="还可以给单位看"
            hint="不想给的，点一下去掉"
            options={optional.map(({ field, value }) => ({
              value: field,
              label: shownFieldLabels[field],
              note: value ?? (field === 'experienceYears' ? '在下面填写' : '没有'),
            }))}
            value={draft.fields.filter((field) => optional.some((one) => one.field === field))}
            onChange={(chosen: ShownField[]) =>
              set({ fields: [...needed.map(({ field }) => field), ...chosen] })
            }
          />
          <TextInput
            label="工作满几年"
            hint="还没有工作过就写 0"
            required={false}
            type="number"
            maxLength={2}
            value={years === null ? '' : String(years)}
            onChange={(text) =>
              set({ experienceYears: /^\d{1,2}$/.test(text) ? Math.min(60, Number(text)) : null })
            }
          />
          <TextArea
            label="想对单位说的"
            required={false}
            maxLength={1000}
            value={draft.note}
            onChange={(note) => set({ note })}
          />
          {files.length > 0 && (
            <Choices
              label="附上文件"
              hint="从你传过的文件里选，最多 3 个"
              options={files.map(({ id, fileName }) => ({ value: id, label: fileName }))}
              value={draft.files}
              onChange={(chosen) => set({ files: chosen.slice(0, 3) })}
            />
          )}
          <Button kind="quiet" onClick={() => openPage('/applications/files/index')}>
            管理我的文件
          </Button>
        </View>
      </Card>
      <View className="card card-flush">
        <SwitchRow
          title="入选后让单位看到我的手机号"
          note={form.contact ? `${form.contact}，只在单位把你列入初选以后` : '账号还没有绑定手机号'}
          checked={draft.shareContact}
          onChange={(shareContact) => set({ shareContact })}
        />
      </View>
      {failed && (
        <Notice kind="bad" title="没有投出去" live>
          {failed}
        </Notice>
      )}
      <Button wide kind="star" icon="send" onClick={send} disabledReason={!post.open && '岗位现在不接受投递'}>
        {`投给${post.employer.name}`}
      </Button>
    </View>
  )
}
