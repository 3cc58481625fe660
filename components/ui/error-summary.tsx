import { Icon } from './icon'

export type SummaryItem = { path: string; message: string }
type Props = {
  title: string
  items?: readonly SummaryItem[]
  /** In the browser: focus the control. Without it the links go to `#path`. */
  onPick?: (path: string) => void
}

/** What is wrong with a form, all at once, each line leading to its control. */
export function ErrorSummary({ title, items = [], onPick }: Props) {
  return (
    <div role="alert" className="rounded-card border-2 border-danger bg-surface p-card">
      <p className="flex items-start gap-2 font-semibold text-danger">
        <Icon name="circle-alert" className="mt-0.5" />
        {title}
      </p>
      {items.length > 0 ? (
        <ul className="mt-3 grid gap-1 pl-7">
          {items.map(({ path, message }) => (
            <li key={path + message}>
              <a
                href={`#${path}`}
                onClick={
                  onPick &&
                  ((event) => {
                    event.preventDefault()
                    onPick(path)
                  })
                }
                className="text-danger underline underline-offset-4"
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
