export default definePageConfig({ navigationBarTitleText: '我的创业空间', enablePullDownRefresh: true })
