import fs from 'node:fs'
import path from 'node:path'
import { machinesDocument } from './machines-document'
import { programs } from './programs'

fs.writeFileSync(path.join(__dirname, '..', 'docs', 'machines.md'), machinesDocument(programs))
