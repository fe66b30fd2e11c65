import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { problem } from '../core/problem'
import { threadOf } from '../core/thread'
import { atMost } from './at-most'
import type { PdfFault, PdfFinding } from './pdf-thread'

const anew = '请用“打印 → 另存为 PDF”重新导出后再上传'
const words: Record<PdfFault, string> = {
  password: '打开这个 PDF 要输密码，审核人员打不开。请去掉打开密码后再上传',
  damaged: 'PDF 打不开，可能不完整或已损坏。请重新导出或重新下载后再上传',
  complex: '这个 PDF 太复杂或展开后太大，检查不了。请用“打印 → 另存为 PDF”重新导出，或拆成几个后再上传',
  script: `PDF 里带有程序（脚本）。${anew}`,
  launch: `PDF 里有启动电脑程序的动作。${anew}`,
  'form-data': `PDF 里有向外发送或读入数据的动作。${anew}`,
  'other-file': `PDF 里有打开其他文件的动作或链接。${anew}`,
  'address-on-open': `PDF 一打开就会连到网址。${anew}`,
  media: `PDF 里带有音频、视频或三维模型。${anew}`,
  xfa: `PDF 里有 XFA 表单，用不同的软件打开，看到的内容可能不一样。${anew}`,
}

// Whether the file or a busy server is to blame for it, nobody can tell: what arrived stays, and is looked at
// again when asked.
const notFinished = () =>
  problem('unavailable', {
    detail:
      '这个 PDF 没有检查完。过一会儿再试；一直不行的，请用“打印 → 另存为 PDF”重新导出，或拆成几个后再上传',
  })

const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }

type Limits = {
  /** How long one file may take, from when a thread begins with it. */
  timeLimitMs: number
  threads: number
  /** How many files may wait for a thread. */
  places: number
  /** A thread with nothing to do ends after this. */
  idleMs: number
}
type Judge = (bytes: Uint8Array) => Promise<PdfFinding>

/**
 * Judges PDFs in threads of their own: a file that never ends or unfolds without end costs its thread, not
 * the server. `judge` throws Problem unavailable when too many wait, and when it was not finished in time.
 */
export const makePdfJudge = ({ timeLimitMs, threads, places, idleMs }: Limits): Judge => {
  const idle: { worker: Worker; end: NodeJS.Timeout }[] = []
  const inTurn = atMost({ atOnce: threads, places })

  const awake = (): Promise<Worker> => {
    const ready = idle.pop()
    if (ready) {
      clearTimeout(ready.end)
      ready.worker.ref()
      return Promise.resolve(ready.worker)
    }
    const worker = threadOf(path.join(__dirname, 'pdf-thread.ts'), { resourceLimits })
    return new Promise((resolve, reject) => {
      worker.once('message', () => resolve(worker))
      worker.once('error', reject)
    })
  }
  const rest = (worker: Worker): void => {
    worker.unref()
    const end = setTimeout(() => {
      idle.splice(
        idle.findIndex((one) => one.worker === worker),
        1,
      )
      void worker.terminate()
    }, idleMs).unref()
    idle.push({ worker, end })
  }
  const run = async (bytes: Uint8Array): Promise<PdfFinding> => {
    const worker = await awake()
    const answer = await new Promise<PdfFinding | 'late' | 'out of memory'>((resolve) => {
      const late = setTimeout(() => resolve('late'), timeLimitMs)
      const settle = (found: PdfFinding | 'out of memory') => {
        clearTimeout(late)
        resolve(found)
      }
      for (const event of ['message', 'error']) worker.removeAllListeners(event)
      worker.once('message', settle)
      worker.once('error', () => settle('out of memory'))
      worker.postMessage(bytes)
    })
    if (typeof answer === 'object') rest(worker)
    else await worker.terminate()
    if (answer === 'late') throw notFinished()
    return answer === 'out of memory' ? { fault: 'complex', attachments: 0 } : answer
  }

  return (bytes) => inTurn(() => run(bytes))
}

const judgeHere = makePdfJudge({ timeLimitMs: 10_000, threads: 2, places: 50, idleMs: 10_000 })

/** Why a PDF is not taken, in words, or how many files it carries inside. @throws Problem unavailable */
export const judgePdf = async (
  bytes: Uint8Array,
  judge: Judge = judgeHere,
): Promise<{ refused: string } | { attachments: number }> => {
  const { fault, attachments } = await judge(bytes)
  return fault ? { refused: words[fault] } : { attachments }
}
