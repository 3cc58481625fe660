import { rmSync, writeFileSync } from 'node:fs'
import { rewrite } from '@/tests/ledger-world'
import { bundleOf, entriesOf } from '../tree/tile-reader'
import { type Attack, exportFile, old, size } from './attacked-ledger.fixture'

const editJson = (name: string, line: number, change: (row: Record<string, unknown>) => unknown) =>
  rewrite(exportFile(name), (content) => {
    const rows = content.toString().trimEnd().split('\n')
    rows[line] = JSON.stringify(change(JSON.parse(rows.at(line) ?? '{}')))
    return `${rows.join('\n')}\n`
  })

const lastBundle = () => `tile/entries/000.p/${size()}`
const flip = (content: Buffer, at: number) => Buffer.from(content.map((byte, place) => (place === at ? byte ^ 1 : byte)))
const entry = (change: (leaf: Buffer[]) => Buffer[]) =>
  rewrite(exportFile(lastBundle()), (bytes) => bundleOf(change(entriesOf(bytes))))

/** What whoever hands the export over may try. */
export const inTheFiles: Attack[] = [
  {
    name: 'edits an entry on the disk',
    chief: 'entry-changed',
    caughtBy: ['consistency', 'content', 'inclusion', 'sm3', 'tiles'],
    seen: ['entry-changed', 'fork', 'record-edited', 'root-mismatch', 'sm3-root'],
    after: () =>
      entry((all) => {
        const first = all.findIndex((one) => one.includes('draft.saved'))
        return all.map((one, at) => (at === first ? Buffer.from(one.toString().replace('draft.saved', 'draft.waved')) : one))
      }),
  },
  {
    name: 'swaps two entries on the disk',
    chief: 'entry-changed',
    caughtBy: ['consistency', 'inclusion', 'sm3', 'tiles'],
    seen: ['entry-changed', 'fork', 'root-mismatch', 'sm3-root'],
    after: () => entry((all) => all.map((one, at) => (at === 4 ? all[5] : at === 5 ? all[4] : one) ?? one)),
  },
  {
    name: 'spoils an entry’s bytes',
    chief: 'leaf-not-canonical',
    caughtBy: ['canonical', 'consistency', 'dates', 'inclusion', 'leafToRecord', 'recordToLeaf', 'sm3', 'tiles'],
    seen: [
      'entry-changed',
      'fork',
      'leaf-not-canonical',
      'leaf-without-record',
      'record-without-leaf',
      'root-mismatch',
      'sm3-root',
      'time-backwards',
    ],
    after: () => entry((all) => all.map((one, at) => (at === 6 ? flip(one, 0) : one))),
  },
  {
    name: 'changes a tile',
    chief: 'tile-changed',
    caughtBy: ['tiles'],
    seen: ['tile-changed'],
    after: () => rewrite(exportFile(`tile/0/000.p/${size()}`), (tile) => flip(tile, 70)),
  },
  {
    name: 'loses a tile',
    chief: 'file-missing',
    caughtBy: ['tiles'],
    seen: ['file-missing'],
    after: () => rmSync(exportFile(`tile/0/000.p/${size()}`)),
  },
  {
    name: 'changes the root in the checkpoint',
    chief: 'checkpoint-signature',
    caughtBy: ['inclusion', 'signatures'],
    seen: ['checkpoint-signature', 'root-mismatch', 'witness-signature'],
    after: () =>
      rewrite(exportFile('checkpoint'), (note) =>
        note.toString().replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32, 7).toString('base64')}\n`),
      ),
  },
  {
    name: 'changes the SM3 root in the checkpoint',
    chief: 'sm3-root',
    caughtBy: ['signatures', 'sm3'],
    seen: ['checkpoint-signature', 'sm3-root', 'witness-signature'],
    after: () =>
      rewrite(exportFile('checkpoint'), (note) =>
        note.toString().replace(/sm3 \S+/, `sm3 ${Buffer.alloc(32, 7).toString('base64')}`),
      ),
  },
  {
    name: 'changes a signature of the witness',
    chief: 'witness-signature',
    caughtBy: ['signatures'],
    seen: ['witness-signature'],
    after: () =>
      editJson('cosigned.jsonl', 0, (note) =>
        String(note).replace(/(witness \S{20})(\S)/, (_, head, letter) => head + (letter === 'A' ? 'B' : 'A')),
      ),
  },
  {
    name: 'leaves the witness out',
    chief: 'witness-missing',
    caughtBy: ['witness'],
    seen: ['witness-missing'],
    after: () => rewrite(exportFile('checkpoint'), (note) => note.toString().replace(/— test\/witness .*\n/, '')),
  },
  {
    name: 'hides the history of checkpoints',
    chief: 'file-missing',
    caughtBy: ['history'],
    seen: ['file-missing'],
    after: () => writeFileSync(exportFile('checkpoints.jsonl'), ''),
  },
  {
    name: 'turns the order of checkpoints round',
    chief: 'time-backwards',
    caughtBy: ['order'],
    seen: ['time-backwards'],
    after: () =>
      rewrite(exportFile('checkpoints.jsonl'), (lines) => `${lines.toString().trimEnd().split('\n').reverse().join('\n')}\n`),
  },
  {
    name: 'puts an old checkpoint in place of the newest (replay)',
    chief: 'rolled-back',
    caughtBy: ['length', 'recordToLeaf', 'sm3', 'erasures'],
    seen: ['pseudonym-key-missing', 'record-without-leaf', 'rolled-back', 'sm3-root'],
    after: () => writeFileSync(exportFile('checkpoint'), old),
  },
]
