export default definePageConfig({ navigationBarTitleText: '订住宿', enablePullDownRefresh: true })
