import { Suspense, useEffect, useState } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router-dom'
import { call } from './api'
import { Guard } from './parts/guard'
import { Bones, Empty, Failure } from './parts/notice'
import { Page } from './parts/page'
import { AccountPage, CasePage, places } from './places'
import { useSession } from './session'
import { Shell } from './shell'
import { OpenAccount } from './sign-in/open-account'
import { SignIn } from './sign-in/index'

/** Where the sign-in page sends on to: the address that was asked for, within the console. */
const after = (state: unknown): string => {
  const from = (state as { from?: string } | null)?.from
  return from?.startsWith('/') ? from : '/'
}

/** Everything behind the sign-in. */
function Signed() {
  const { token, me, knows } = useSession()
  const { pathname } = useLocation()
  const [error, setError] = useState<unknown>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (!token || me) return
    let here = true
    setError(null)
    call('GET /office/me').then(
      (found) => {
        if (here) knows(found)
      },
      (failed: unknown) => {
        if (here) setError(failed)
      },
    )
    return () => {
      here = false
    }
  }, [token, me, knows, turn])
  if (error)
    return (
      <main className="page">
        <Failure error={error} retry={() => setTurn(turn + 1)} />
      </main>
    )
  if (!me)
    return (
      <main className="page">
        <Bones what="您的账号" lines={8} />
      </main>
    )
  const mine = places.filter(({ who }) => who.some((role) => me.roles.includes(role)))
  const reviews = me.roles.includes('reviewer') || me.roles.includes('lead')
  return (
    <Shell mine={mine}>
      <Guard address={pathname}>
        <Suspense
          fallback={
            <div className="page">
              <Bones what="页面" lines={8} />
            </div>
          }
        >
          <Routes>
            <Route index element={<Navigate to={mine[0] ? `/${mine[0].path}` : '/account'} replace />} />
            {mine.map(({ path, page: Content }) => (
              <Route key={path} path={path} element={<Content />} />
            ))}
            {reviews && <Route path="cases/:application" element={<CasePage />} />}
            <Route path="account" element={<AccountPage />} />
            <Route
              path="*"
              element={
                <Page title="没有这个页面">
                  <Empty icon="search" title="这里没有您可以看的内容">
                    地址可能有误，或您的岗位不含此项。请从左侧导航进入。
                  </Empty>
                </Page>
              }
            />
          </Routes>
        </Suspense>
      </Guard>
    </Shell>
  )
}

/** The review console: signing in and opening an account stand outside, everything else behind them. */
export function ConsoleApp() {
  const { token, asking } = useSession()
  const { pathname, search, state } = useLocation() as { pathname: string; search: string; state: unknown }
  if (asking)
    return (
      <main className="page">
        <Bones what="审核台" lines={8} />
      </main>
    )
  return (
    <Routes>
      <Route path="sign-in" element={token ? <Navigate to={after(state)} replace /> : <SignIn />} />
      <Route path="open" element={<OpenAccount />} />
      <Route
        path="*"
        element={token ? <Signed /> : <Navigate to="/sign-in" state={{ from: pathname + search }} replace />}
      />
    </Routes>
  )
}
