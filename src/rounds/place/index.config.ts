export default definePageConfig({ navigationBarTitleText: '我的位置', enablePullDownRefresh: true })
