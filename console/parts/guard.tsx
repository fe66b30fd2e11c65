import { Component, type ReactNode } from 'react'
import { Failure } from './notice'

/** Keeps a page that fails to draw from taking the console with it; another address tries anew. */
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
