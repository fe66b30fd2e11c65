export default definePageConfig({ navigationBarTitleText: '归根联系', enablePullDownRefresh: true })
