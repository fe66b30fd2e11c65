export default definePageConfig({ navigationBarTitleText: '聚才计划', enablePullDownRefresh: true })
