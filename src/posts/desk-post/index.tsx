import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { OwnPost } from '@jucai/contract/post-shapes'
import { postTemplates } from '@jucai/contract/post-templates'
import type { PostFault } from '@jucai/contract/post-rules'
import { closingCauseLabels, postStateLabels, type ClosingCause } from '@jucai/contract/post-vocabulary'
import { sayingSigns } from '@jucai/contract/text'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { wordsOf } from '@/words/problems'
import { PostFields } from './fields'
import { faultsOf, textOf, typedFrom, typedOf, type Typed } from './form'
import '../posts.scss'
const appealing = newAttempt()
const closing = newAttempt()
const publishing = newAttempt()
const saving = newAttempt()

/** A post of an employer: written, changed, published, closed early, appealed for. */
export default function DeskPostPage() {
  const { employer = '', post } = useRouter().params
  const loaded = useLoaded(async () =>
    post ? call('GET /employers/:employer/posts/:post', { params: { employer, post } }) : null,
  )
  return (
    <Page
      title={post ? '编辑岗位' : '发布岗位'}
      desk="two"
      up={`/posts/desk-posts/index?employer=${employer}`}
    >
      <Loaded of={loaded}>{(one) => <Desk employer={employer} was={one} onChanged={loaded.set} />}</Loaded>
    </Page>
  )
}

const readTyped = (text: string, was: OwnPost | null): Typed => {
  try {
    const kept = JSON.parse(text) as { revision: number; typed: Typed }
    if (kept.revision === (was?.revision ?? -1)) return kept.typed
  } catch {
    // Nothing was typed yet, or in another form.
  }
  return was ? typedOf(was) : typedFrom()
}

function Desk({
  employer,
  was,
  onChanged,
}: {
  employer: string
  was: OwnPost | null
  onChanged(post: OwnPost): void
}) {
  const [kept, keep] = useKeptWords(`post-${was?.id ?? `new-${employer}`}`)
  const typed = readTyped(kept, was)
  const [faults, setFaults] = useState<readonly PostFault[]>([])
  const [failed, setFailed] = useState<string>()
  const put = (change: Partial<Typed>) =>
    keep(JSON.stringify({ revision: was?.revision ?? -1, typed: { ...typed, ...change } }))
  const trying = async (run: () => Promise<void>) => {
    setFailed(undefined)
    try {
      await run()
    } catch (error) {
      const errors = error instanceof ProblemError ? (error.body.errors ?? []) : []
      setFaults(errors.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\/text/, ''), detail })))
      setFailed(errors.length > 0 ? '有几项要改，原因写在旁边。' : wordsOf(error))
    }
  }
  const save = async (): Promise<OwnPost> => {
    const text = textOf(typed)
    const saved = was
      ? await call(
          'PUT /employers/:employer/posts/:post',
          {
            params: { employer, post: was.id },
            body: { revision: was.revision, text },
          },
          { attempt: saving },
        )
      : await call(
          'POST /employers/:employer/posts',
          { params: { employer }, body: text },
          { attempt: saving },
        )
    keep('')
    return saved
  }
  const check = (): boolean => {
    const found = faultsOf(typed)
    setFaults(found)
    if (found.length > 0) setFailed('有几项要改，原因写在旁边。')
    return found.length === 0
  }
  const publish = () =>
    trying(async () => {
      if (!check()) return
      const saved = await save()
      const open = await call(
        'POST /employers/:employer/posts/:post/publication',
        {
          params: { employer, post: saved.id },
          body: { revision: saved.revision },
        },
        { attempt: publishing },
      ).catch(async (error: unknown) => {
        // The draft is there; its page is the place to put it right.
        onChanged(saved)
        throw error
      })
      onChanged(open)
      toast(open.state === 'open' ? '已经公开' : '已提交，等人才办审核')
    })
  const keepDraft = () =>
    trying(async () => {
      if (!check()) return
      onChanged(await save())
      toast('存好了')
    })
  const state = was?.state ?? 'draft'
  const mayEdit = state === 'draft' || state === 'returned' || state === 'open'
  return (
    <View className="stack">
      {was && <Standing post={was} employer={employer} onChanged={onChanged} />}
      {!was && (
        <Card>
          <Choice
            label="从模板开始"
            hint="会换掉下面已经填的内容"
            options={postTemplates.map(({ key, name }) => ({ value: key, label: name }))}
            value=""
            onChange={(key) =>
              keep(
                JSON.stringify({
                  revision: -1,
                  typed: typedFrom(postTemplates.find((one) => one.key === key)),
                }),
              )
            }
          />
        </Card>
      )}
      {mayEdit && (
        <View className="stack desk-cards">
          <PostFields typed={typed} faults={faults} kindStays={state === 'open'} onChange={put} />
        </View>
      )}
      {failed && (
        <Notice kind="bad" title="还没有办成" live>
          {failed}
        </Notice>
      )}
      {mayEdit && state === 'open' && (
        <Button wide onClick={keepDraft}>
          保存修改
        </Button>
      )}
      {mayEdit && state !== 'open' && (
        <>
          <Button wide kind="star" onClick={publish}>
            公开这个岗位
          </Button>
          <Button wide kind="secondary" onClick={keepDraft}>
            先存草稿
          </Button>
        </>
      )}
    </View>
  )
}

function Standing({
  post,
  employer,
  onChanged,
}: {
  post: OwnPost
  employer: string
  onChanged(post: OwnPost): void
}) {
  const [doing, setDoing] = useState<'close' | 'appeal'>()
  const cause: ClosingCause | null = post.closedCause
  return (
    <>
      <CellGroup title={postStateLabels[post.state]}>
        {post.returnReason && post.state === 'returned' && <Cell title="要改什么" note={post.returnReason} />}
        {cause && <Cell title={closingCauseLabels[cause]} note={post.closedReason ?? undefined} />}
        {post.appeal && (
          <Cell
            title="申诉"
            note={`${post.appeal.text}${post.appeal.answer ? `。答复：${post.appeal.answer}` : '。等人才办答复'}`}
          />
        )}
        {post.openedAt && (
          <Cell
            icon="users"
            title={`收到 ${post.counts.all} 份投递`}
            note={`${post.counts.waiting} 人等答复`}
            to={`/posts/candidates/index?employer=${employer}&post=${post.id}`}
          />
        )}
      </CellGroup>
      {post.state === 'open' && (
        <Button wide kind="secondary" onClick={() => setDoing('close')}>
          提前结束
        </Button>
      )}
      {cause === 'taken-down' && !post.appeal && (
        <Button wide kind="secondary" onClick={() => setDoing('appeal')}>
          申诉
        </Button>
      )}
      {doing === 'close' && (
        <CloseSheet
          onClose={() => setDoing(undefined)}
          onSend={async (why, reason) => {
            onChanged(
              await call(
                'POST /employers/:employer/posts/:post/closing',
                {
                  params: { employer, post: post.id },
                  body: { cause: why, reason },
                },
                { attempt: closing },
              ),
            )
            setDoing(undefined)
          }}
        />
      )}
      {doing === 'appeal' && (
        <WordsSheet
          title="申诉"
          label="为什么不该下架"
          send="提交申诉"
          onClose={() => setDoing(undefined)}
          onSend={async (text) => {
            onChanged(
              await call(
                'POST /employers/:employer/posts/:post/appeal',
                {
                  params: { employer, post: post.id },
                  body: { text },
                },
                { attempt: appealing },
              ),
            )
            setDoing(undefined)
          }}
        />
      )}
    </>
  )
}

function CloseSheet({
  onClose,
  onSend,
}: {
  onClose(): void
  onSend(cause: 'filled' | 'cancelled', reason: string): Promise<void>
}) {
  const [cause, setCause] = useState<'filled' | 'cancelled'>('filled')
  return (
    <WordsSheet
      title="提前结束这个岗位"
      label="告诉在等的人为什么"
      hint="还没有答复的投递会随之结束，写了草稿的人也会收到消息"
      send="结束"
      onClose={onClose}
      onSend={(reason) => onSend(cause, reason)}
    >
      <Choice
        label="原因"
        options={[
          { value: 'filled', label: '已经招满' },
          { value: 'cancelled', label: '取消这个岗位' },
        ]}
        value={cause}
        onChange={setCause}
      />
    </WordsSheet>
  )
}

function WordsSheet({
  title,
  label,
  hint,
  send,
  children,
  onClose,
  onSend,
}: {
  title: string
  label: string
  hint?: string
  send: string
  children?: ReactNode
  onClose(): void
  onSend(text: string): Promise<void>
}) {
  const [text, setText] = useState('')
  const [failed, setFailed] = useState<string>()
  const go = async () => {
    try {
      await onSend(text.trim())
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Sheet title={title} onClose={onClose}>
      <View className="stack">
        {children}
        <TextArea label={label} hint={hint} error={failed} maxLength={200} value={text} onChange={setText} />
        <Button wide onClick={go} disabledReason={sayingSigns(text) < 4 && '至少写 4 个字'}>
          {send}
        </Button>
      </View>
    </Sheet>
  )
}
