export default definePageConfig({ navigationBarTitleText: '怎样组合最划算', enablePullDownRefresh: true })
