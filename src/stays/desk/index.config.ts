export default definePageConfig({ navigationBarTitleText: '驿站前台', enablePullDownRefresh: true })
