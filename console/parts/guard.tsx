import { Component, type ReactNode } from 'react'
import { Failure } from './notice'

/** Shows the failure of a page that cannot be drawn, and keeps the rest; another address draws again. */
export class Guard extends Component<{ address: string; children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override componentDidUpdate({ address }: { address: string }) {
    if (this.state.error && address !== this.props.address) this.setState({ error: null })
  }
  override render() {
    return this.state.error ? (
      <div className="page">
        <h1>这一页没有打开</h1>
        <Failure error={this.state.error} retry={() => window.location.reload()} />
      </div>
    ) : (
      this.props.children
    )
  }
}
