import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedRows } from '@/components/paged-list'
import { SignInFirst } from '@/components/sign-in-first'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { FairRow } from '../fair-row'
import '../fairs.scss'

/** Fairs for which the reader has signed up, newest first. */
export default function MinePage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="我报名的招聘会" up="/fairs/list/index">
      {signedIn ? (
        <PagedRows
          load={(query) => call('GET /me/fair-tickets', { query })}
          keyOf={({ id }) => id}
          empty={
            <Card>
              <Empty icon="calendar" title="还没有报名" text="找一场招聘会，报名后就能约时段、排队。" />
              <Button wide onClick={() => openPage('/fairs/list/index')}>
                看招聘会
              </Button>
            </Card>
          }
          row={({ id, fair }) => <FairRow fair={fair} to={`/fairs/ticket/index?id=${id}`} />}
        />
      ) : (
        <Card>
          <SignInFirst text="登录后看排队和时段。" />
        </Card>
      )}
    </Page>
  )
}
