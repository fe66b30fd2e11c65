export default definePageConfig({ navigationBarTitleText: '展位工作台', enablePullDownRefresh: true })
