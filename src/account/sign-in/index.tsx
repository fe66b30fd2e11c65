import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'

export default function SignInPage() {
  return (
    <Page title="登录">
      <Skeleton />
    </Page>
  )
}
