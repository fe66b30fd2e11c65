export default definePageConfig({ navigationBarTitleText: '请贵单位同意' })
