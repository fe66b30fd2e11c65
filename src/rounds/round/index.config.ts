export default definePageConfig({ navigationBarTitleText: '选房批次', enablePullDownRefresh: true })
