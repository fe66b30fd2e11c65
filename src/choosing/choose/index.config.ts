export default definePageConfig({ navigationBarTitleText: '选房', enablePullDownRefresh: true })
