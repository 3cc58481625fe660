/** The head of the tree at one moment. `sm3` where the machine has that hash. */
export type Checkpoint = { origin: string; size: number; root: Buffer; sm3: Buffer | null; at: Date }

/**
 * C2SP tlog-checkpoint: origin, size, root; then two lines of our own, which the log's signature covers as well: the root of the
 * same leaves over SM3, and the time.
 */
export const checkpointText = ({ origin, size, root, sm3, at }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n${sm3 ? `sm3 ${sm3.toString('base64')}\n` : ''}time ${at.toISOString()}\n`

/** @throws where the text is no checkpoint, or of an empty tree */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...more] = text.split('\n')
  const lineOf = (name: string) => more.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1)
  const sm3 = lineOf('sm3')
  const found = {
    origin: origin ?? '',
    size: /^[1-9]\d{0,15}$/.test(size ?? '') ? Number(size) : Number.NaN,
    root: Buffer.from(root ?? '', 'base64'),
    sm3: sm3 ? Buffer.from(sm3, 'base64') : null,
    at: new Date(lineOf('time') ?? ''),
  }
  if (!found.origin || !Number.isSafeInteger(found.size) || found.root.length !== 32 || Number.isNaN(found.at.getTime()))
    throw new Error('not a checkpoint')
  return found
}
