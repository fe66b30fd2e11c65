export default definePageConfig({ navigationBarTitleText: '往后两年', enablePullDownRefresh: true })
