export default definePageConfig({ navigationBarTitleText: '来访', enablePullDownRefresh: true })
