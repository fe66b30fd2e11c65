import { Text, View } from '@tarojs/components'
import type { Notice } from '@jucai/contract/profiles'
import './purpose-facts.scss'

/** What the privacy notice says of one purpose. */
export type PurposeNotice = Notice['purposes'][number]

/** Why, which data, kept how long, what follows a withdrawal: what one must know to agree (PIPL art. 17). */
export function PurposeFacts({ notice }: { notice: PurposeNotice }) {
  return (
    <View className="purpose">
      <Fact term="为什么">{notice.why}</Fact>
      <Fact term="用到哪些">{notice.data.join('；')}</Fact>
      <Fact term="保存多久">{notice.keptFor}</Fact>
      <Fact term="撤回之后">{notice.afterWithdrawal}</Fact>
    </View>
  )
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <>
      <Text className="purpose-term">{term}</Text>
      <Text className="purpose-text">{children}</Text>
    </>
  )
}
