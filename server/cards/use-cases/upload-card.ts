import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { fileText } from '@/server/kernel/file-text'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { PmmlFault } from '../pmml/fault'
import { readPmml } from '../pmml/read-card'
import { insertCard } from '../repository'
import { maximumCardBytes, type uploadCardInput } from '../schema'
import type { CardContext } from './context'

/** Reads a file as a card, its faults told at the form's file field. @throws Refused with the line of the fault */
export function readOrRefuse(text: string) {
  try {
    return readPmml(text)
  } catch (error) {
    if (error instanceof PmmlFault) throw new Refused(error.refusal, { ...error.params, line: error.line, field: 'file' })
    throw error
  }
}

/**
 * Stores an uploaded PMML file as the next version of the bank's card; nothing runs before its fields are mapped.
 * @throws Refused at the file field: not text, too large, or not a card to the letter (with the line)
 */
export async function uploadCard(ctx: CardContext, input: z.infer<typeof uploadCardInput>) {
  const bytes = Buffer.from(input.file.contentBase64, 'base64')
  if (bytes.length > maximumCardBytes) throw new Refused('file.too-large', { field: 'file' })
  const read = fileText(bytes)
  if (!read.ok) throw new Refused(read.refusal, { field: 'file' })
  const source = read.value.text
  const card = readOrRefuse(source)
  const digest = createHash('sha256').update(source).digest('hex')
  const upload = { id: uuidv7(), code: input.code, modelName: card.modelName, fileName: input.file.name, source, digest }
  const version = await insertCard(ctx.tx, ctx.scope, upload, ctx.person, ctx.now)
  await appendToLedger(ctx.tx, ctx.person, {
    act: 'card.uploaded',
    subjectId: upload.id,
    body: { code: input.code, version, digest },
  })
  return { cardId: upload.id, version }
}
