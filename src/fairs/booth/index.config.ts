export default definePageConfig({ navigationBarTitleText: '展位', enablePullDownRefresh: true })
