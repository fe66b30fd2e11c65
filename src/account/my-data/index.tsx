import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { Profile } from '@jucai/contract/profiles'
import { aimLabels, degreeLabels, documentTypeLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { SignInFirst } from '@/components/sign-in-first'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { DeleteAccount } from './delete-account'
import { saveExport } from './save-export'

const sources: Record<Profile['fields'][number]['source'], string> = {
  self: '本人填写',
  wechat: '来自微信',
  verified: '已核验',
}

// The order in which they were asked; the server keeps them in none.
const order = [
  'name',
  'documentType',
  'documentNumber',
  'school',
  'degree',
  'major',
  'graduatesOn',
  'homeRegion',
  'presentRegion',
  'aims',
]

const valueOf = (profile: Profile, field: string): string => {
  const shown: Partial<Record<string, string>> = {
    name: profile.name,
    documentType: documentTypeLabels[profile.documentType],
    documentNumber: profile.documentNumber ?? '已删除',
    school: profile.school,
    degree: degreeLabels[profile.degree],
    major: profile.major,
    graduatesOn: dayText(profile.graduatesOn),
    homeRegion: profile.homeRegionName,
    presentRegion: profile.presentRegionName,
    aims: profile.aims.map((aim) => aimLabels[aim]).join('、'),
  }
  return shown[field] ?? ''
}

/** What is kept about the reader, who looked at it, and the rights over it (PIPL art. 44 to 47). */
export default function MyDataPage() {
  const signedIn = useSession(({ token }) => token !== null)
  if (!signedIn)
    return (
      <Page title="我的资料">
        <SignInFirst />
      </Page>
    )
  return (
    <Page title="我的资料" up="/pages/mine/index">
      <View className="stack">
        <OwnProfile />
        <View className="h2" aria-role="heading" aria-level={2}>
          谁看过我的信息
        </View>
        <PagedRows
          load={(from) => call('GET /me/reads', { query: from })}
          keyOf={({ id }) => id}
          row={({ who, what, why, at }) => (
            <Cell
              icon="eye"
              title={who}
              note={
                <View>
                  {what}
                  {why && <View>缘由：{why}</View>}
                  <View>{momentText(at)}</View>
                </View>
              }
            />
          )}
          empty={
            <Empty
              icon="eye-off"
              title="还没有人看过"
              text="每一次查看都会记在这里，谁看的、看了什么、为什么看。"
            />
          }
        />
        <Export />
        <CellGroup title="授权与账号">
          <Cell
            icon="shield-check"
            title="隐私说明与授权"
            note="每一项同意都可以撤回"
            to="/account/consents/index"
          />
          <Cell
            icon="file-text"
            title="没有提交的文件"
            note="上传后没有随申请提交的，和撤回的申请里的"
            to="/applications/files/index"
          />
        </CellGroup>
        <DeleteAccount />
      </View>
    </Page>
  )
}

function OwnProfile() {
  const profile = useLoaded(() =>
    call('GET /me/profile').catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === 'not-found') return null
      throw error
    }),
  )
  useRefresh(profile.reload)
  return (
    <Loaded of={profile}>
      {(data) =>
        data === null ? (
          <Empty
            icon="file-text"
            title="还没有登记资料"
            text="登记只要两分钟，填一次，以后办事不再重复填。"
            action={<Button onClick={() => openPage('/account/register/index')}>去登记</Button>}
          />
        ) : (
          <CellGroup title="登记的内容">
            {[...data.fields]
              .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
              .map(({ field, label, source, at }) => (
                <Cell
                  key={field}
                  title={label}
                  value={valueOf(data, field)}
                  note={`${sources[source]} · ${momentText(at)}`}
                />
              ))}
            <Cell icon="pencil" title="改一改" to="/account/register/index" />
          </CellGroup>
        )
      }
    </Loaded>
  )
}

function Export() {
  const [error, setError] = useState<string>()
  async function save(): Promise<void> {
    setError(undefined)
    try {
      toast(await saveExport(await call('GET /me/export')))
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <View className="stack">
      <View className="h2" aria-role="heading" aria-level={2}>
        带走一份
      </View>
      <View className="small">
        关于你的全部记录：登记资料、授权、登录、消息、服务和查看记录。里面有完整的个人信息，请存放好。
      </View>
      {error && (
        <Notice kind="bad" title="没有导出成功" live>
          {error}
        </Notice>
      )}
      <Button wide kind="secondary" icon="file-text" onClick={save}>
        导出我的数据
      </Button>
    </View>
  )
}
