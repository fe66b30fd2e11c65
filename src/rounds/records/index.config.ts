export default definePageConfig({ navigationBarTitleText: '公开记录', enablePullDownRefresh: true })
