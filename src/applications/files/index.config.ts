export default definePageConfig({ navigationBarTitleText: '没有提交的文件', enablePullDownRefresh: true })
