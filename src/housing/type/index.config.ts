export default definePageConfig({ navigationBarTitleText: '户型', enablePullDownRefresh: true })
