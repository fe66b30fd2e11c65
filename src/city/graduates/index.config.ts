export default definePageConfig({ navigationBarTitleText: '大学生留下来', enablePullDownRefresh: true })
