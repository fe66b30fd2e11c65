import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useDidHide, useUnload } from '@tarojs/taro'
import type { Application } from '@jucai/contract/applications'
import { useStore } from 'zustand'
import { Button } from '@/components/button'
import { FormProgress } from '@/components/form-progress'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { ProblemNotice } from '@/components/problem-notice'
import { showFirstFault } from '@/first-fault'
import { ConflictView } from './conflict-view'
import { FormProvider } from './form-provider'
import type { OpenForm } from './open-form'
import { askingSections } from './paths'
import { ReviewView } from './review-view'
import { SaveLine } from './save-line'
import { SectionView } from './section-view'
import { openSession, type FormSession } from './session'

/** Keeps what was typed when the page is left, hidden, or the browser's tab closed. */
function useFlush(session: FormSession): void {
  useDidHide(() => session.flush())
  useUnload(() => session.flush())
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return () => session.dispose()
    const flush = () => session.flush()
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      session.dispose()
    }
  }, [session])
}

interface FormViewProps {
  opened: OpenForm
  onReopen(opened: OpenForm): void
  onSubmitted(application: Application): void
}

/** One section a screen, then everything once more, with the action at the thumb. */
export function FormView({ opened, onReopen, onSubmitted }: FormViewProps) {
  const [session] = useState(() =>
    openSession({
      ...opened,
      onSubmitted,
      onShowFault: showFirstFault,
      onFormChanged: (program, start, changed) =>
        onReopen({ ...opened, program, start, changed, section: undefined, attempt: undefined }),
    }),
  )
  useFlush(session)
  const { api, state } = session
  const section = useStore(state, (one) => one.section)
  const conflict = useStore(state, (one) => one.conflict)
  const titles = useStore(api.store, ({ answers }) =>
    askingSections(api.form, answers)
      .map(({ key }) => key)
      .join(' '),
  ).split(' ')
  useEffect(() => void Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(() => undefined), [section])

  const { title } = opened.program
  const up = `/applications/program/index?key=${opened.program.key}`
  if (conflict)
    return (
      <Page title={title} up={up}>
        <ConflictView form={api.form} conflict={conflict} onResolve={session.resolve} />
      </Page>
    )

  const sections = api.form.sections.filter(({ key }) => titles.includes(key))
  const current = sections.find(({ key }) => key === section)
  const at = current ? sections.indexOf(current) : sections.length
  return (
    <Page title={title} up={up} action={<Actions session={session} at={at} last={!current} />}>
      <FormProvider value={api}>
        <View className="stack">
          <FormProgress titles={[...sections.map((one) => one.title), '看一遍，没错就提交']} current={at} />
          <SaveLine session={session} />
          <Standing session={session} />
          {current ? <SectionView key={current.key} section={current} /> : <ReviewView session={session} />}
        </View>
      </FormProvider>
    </Page>
  )
}

function Actions({ session, at, last }: { session: FormSession; at: number; last: boolean }) {
  const reviewed = useStore(session.state, (one) => one.reviewed)
  return (
    <View className="pair">
      {at > 0 && (last || !reviewed) && (
        <View className="pair-back">
          <Button kind="secondary" onClick={session.back}>
            上一步
          </Button>
        </View>
      )}
      <View className="pair-on">
        {last ? (
          <Button wide kind="star" onClick={session.submit}>
            提交申请
          </Button>
        ) : (
          <Button wide onClick={session.next}>
            {reviewed ? '改好了' : '下一步'}
          </Button>
        )}
      </View>
    </View>
  )
}

/** What stands in the way, and what changed under the form. */
function Standing({ session }: { session: FormSession }) {
  const { refusal, changed, other } = useStore(session.state)
  return (
    <>
      {refusal && <ProblemNotice title="还没有提交成功" problem={refusal} onConsented={session.submit} />}
      {changed && (
        <Notice kind="care" title="表格更新过，填过的都还在">
          {changed.length > 0
            ? `新增了：${changed.join('、')}。请补上再提交。`
            : '问题的说法或要求有变化，请从头看一遍再提交。'}
        </Notice>
      )}
      {other && (
        <Notice title="另一份也替你留着">
          不对就换过来，两份都在。
          <Button kind="quiet" icon="undo-2" onClick={session.swap}>
            换成另一份
          </Button>
        </Notice>
      )}
    </>
  )
}
