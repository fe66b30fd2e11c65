import { useRouter } from '@tarojs/taro'
import { openPage } from '@/page-address'
import { Button } from './button'
import { Empty } from './empty'

/** Address of the sign-in page that leads back to `to` afterwards. */
const signInUrl = (to: string): string => `/account/sign-in/index?to=${encodeURIComponent(to)}`

/** The address of the page that is open, with its query, to come back to. */
function useHere(): string {
  const { path, params } = useRouter()
  const own = Object.entries(params).filter(
    ([name, value]) => !name.startsWith('$') && name !== 'stamp' && value !== undefined,
  )
  const query = own.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  const address = (path.startsWith('/') ? path : `/${path}`).split('?')[0] ?? path
  return query ? `${address}?${query}` : address
}

/** In place of what only a signed-in person can see; leads back here. */
export function SignInFirst({ text = '登录只要几秒，登录后会回到这里。' }: { text?: string }) {
  const here = useHere()
  return (
    <Empty
      icon="user-round"
      title="先登录，再继续"
      text={text}
      action={<Button onClick={() => openPage(signInUrl(here))}>去登录</Button>}
    />
  )
}
