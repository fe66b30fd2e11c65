export default definePageConfig({ navigationBarTitleText: '亲情招商', enablePullDownRefresh: true })
