import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Facts } from './facts'
import type { StayFacts } from './stay-rules'

/**
 * A running server: where it listens, how long it took from the start of the process and how much of a
 * processor, and the ways to ask and to end it.
 */
export interface Running {
  address: string
  startMs: number
  startCpuMs: number
  facts(): Promise<Facts>
  /** What stands of stays alone. */
  stayFacts(): Promise<StayFacts>
  /** From now on hours of arrival come soon. */
  hurryStays(): void
  /** kill -9, and waits until the system has taken the process away. */
  kill(): Promise<void>
  /** As Ctrl-C does. */
  stop(): Promise<void>
}

type Message = {
  listening?: { address: string; cpuMs: number }
  facts?: Facts
  stays?: StayFacts
  failure?: string
}

const within = <T>(ms: number, what: string, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms / 1000} s`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** A server process that may not be listening yet. */
export interface Starting {
  ready: Promise<Running>
  kill(): Promise<void>
}

/**
 * Starts the sample server's API on any free port. `variables` choose the data directory and the database.
 */
export const startServer = (variables: Record<string, string>): Starting => {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'server.ts')], {
    cwd: path.join(__dirname, '../..'),
    env: { ...process.env, PORT: '0', JUCAI_METRICS_PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk))
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    child.kill(signal)
    await within(60_000, signal, gone)
  }
  const heard = <K extends keyof Message>(key: K) =>
    new Promise<NonNullable<Message[K]>>((resolve, reject) => {
      const listen = (message: Message) => {
        if (message.failure) reject(new Error(message.failure))
        else if (message[key] === undefined) return
        else resolve(message[key])
        child.off('message', listen)
      }
      child.on('message', listen)
      void gone.then(() =>
        reject(new Error(`the server ended:\n${Buffer.concat(output).toString().slice(-2000)}`)),
      )
    })
  const ready = within(240_000, 'the start', heard('listening')).then(({ address, cpuMs }): Running => ({
    address,
    startMs: performance.now() - began,
    startCpuMs: cpuMs,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
    facts: async () => {
      const answer = heard('facts')
      child.send('facts')
      return within(60_000, 'reading the facts', answer)
    },
    stayFacts: async () => {
      const answer = heard('stays')
      child.send('stays')
      return within(60_000, 'reading what stands of stays', answer)
    },
    hurryStays: () => {
      child.send('hurry stays')
    },
  }))
  ready.catch(() => undefined) // reported where it is awaited
  return { ready, kill: () => end('SIGKILL') }
}
