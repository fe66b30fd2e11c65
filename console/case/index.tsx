import { Page } from '../parts/page'
export default function Soon() { return <Page title="case">case</Page> }
