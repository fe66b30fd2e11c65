export default definePageConfig({ navigationBarTitleText: '提供见习岗位' })
