export default definePageConfig({ navigationBarTitleText: '创业平台', enablePullDownRefresh: true })
