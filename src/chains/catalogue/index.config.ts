export default definePageConfig({ navigationBarTitleText: '急需紧缺岗位' })
