export default definePageConfig({ navigationBarTitleText: '给我的邀请', enablePullDownRefresh: true })
