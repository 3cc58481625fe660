import { Fragment } from 'react'

/** A path of the interface for programs; where it is too long for a line it breaks before a slash, not within a word. */
export function CodePath({ path }: { path: string }) {
  return (
    <code className="break-words">
      {path.split(/(?=\/)/).map((part) => (
        <Fragment key={part}>
          <wbr />
          {part}
        </Fragment>
      ))}
    </code>
  )
}
