export default definePageConfig({ navigationBarTitleText: '推荐人才或项目' })
