export default definePageConfig({ navigationBarTitleText: '工作站成员' })
