export default definePageConfig({ navigationBarTitleText: '有合适的告诉我', enablePullDownRefresh: false })
