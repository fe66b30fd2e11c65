import { View } from '@tarojs/components'
import type { BankAccount } from '@jucai/contract/ledger'
import { Card } from '@/components/card'

/** What the page shows: the account, what waits for another, and the name that it has to bear. */
export interface Known {
  account: BankAccount | null
  returned: { payments: number; fen: number }
  registeredName: string | undefined
}

/** Why it is asked, and where it is kept. */
export function WhyAsked() {
  return (
    <Card title="为什么要填，存在哪里">
      <View className="stack">
        <View className="small">
          只用来把补贴款付给你本人。付款时，姓名、开户行、账号写进交给银行的付款文件；谁取过这个文件，你在“谁看过我的信息”里看得到。
        </View>
        <View className="small">
          加密保存，页面上只显示账号后 4 位。注销账号后删除；已经送到银行的一笔，等银行回复后再删。
        </View>
      </View>
    </Card>
  )
}
