export default definePageConfig({ navigationBarTitleText: '我的住宿', enablePullDownRefresh: true })
