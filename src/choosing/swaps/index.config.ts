export default definePageConfig({ navigationBarTitleText: '换房', enablePullDownRefresh: true })
