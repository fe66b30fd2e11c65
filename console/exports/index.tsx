import { Page } from '../parts/page'
export default function Soon() { return <Page title="exports">exports</Page> }
