import { useState } from 'react'
import Taro, { useDidShow, useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { FormView } from './form-view'
import { openForm, type OpenForm } from './open-form'
import './form.scss'

const applicationUrl = (id: string, isNew = false) =>
  `/applications/application/index?id=${id}${isNew ? '&new=1' : ''}`

/** Why a form cannot be filled in now, and what to do instead; undefined when it can. */
function Instead({ opened }: { opened: OpenForm }) {
  const { program, openApplication } = opened
  if (openApplication)
    return (
      <Card>
        <Empty
          icon="file-text"
          title="你已有一份正在办理的申请"
          text="办完之前不用再交一份。要改的话，在申请里看能不能补正或撤回。"
          action={
            <Button onClick={() => Taro.redirectTo({ url: applicationUrl(openApplication) })}>
              查看申请
            </Button>
          }
        />
      </Card>
    )
  return (
    <Card>
      <Empty
        icon="calendar"
        title="现在不接受申请"
        text={program.closedBecause ?? '开放时会在服务页告诉你。'}
        action={
          <Button kind="secondary" onClick={() => openPage('/pages/services/index')}>
            看看别的服务
          </Button>
        }
      />
    </Card>
  )
}

/** The form of a program, from its definition. */
export default function FormPage() {
  const { params } = useRouter()
  const signedIn = useSession(({ token }) => token !== null)
  const loaded = useLoaded(() => openForm(params.program ?? ''))
  // A changed form begins anew with the answers there are.
  const [turn, setTurn] = useState(0)
  // Whoever comes back may have registered meanwhile.
  useDidShow(() => {
    if (loaded.error !== undefined) void loaded.reload()
  })

  if (!signedIn)
    return (
      <Page title="申请">
        <SignInFirst text="登录后接着填，填过的内容都在。" />
      </Page>
    )
  if (!loaded.data) {
    const unregistered = loaded.error instanceof ProblemError && loaded.error.code === 'registration-needed'
    return (
      <Page title="申请">
        {unregistered ? (
          <Card>
            <Empty
              icon="user-round"
              title="先完成人才登记"
              text="两分钟。登记过的内容会自动填进申请，不用再写一遍。"
              action={
                <Button kind="star" onClick={() => openPage('/account/register/index')}>
                  两分钟登记
                </Button>
              }
            />
          </Card>
        ) : (
          <Loaded of={loaded}>{() => null}</Loaded>
        )}
      </Page>
    )
  }
  const opened = loaded.data
  if (opened.openApplication || !opened.program.open)
    return (
      <Page title={opened.program.title}>
        <Instead opened={opened} />
      </Page>
    )
  return (
    <FormView
      key={turn}
      opened={opened}
      onReopen={(next) => {
        loaded.set(next)
        setTurn(turn + 1)
      }}
      onSubmitted={({ id }) => void Taro.redirectTo({ url: applicationUrl(id, true) })}
    />
  )
}
