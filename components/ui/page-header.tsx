import type { ReactNode } from 'react'

type Props = {
  title: string
  /** The language of a title that is somebody's name and not the page's. */
  titleLang?: string
  /** One sentence: what this page decides or shows, or the data's date and source. */
  lead?: ReactNode
  /** A StatusTag beside the title. */
  status?: ReactNode
  actions?: ReactNode
}

/** The one h1 of a page; its title equals the link that led here. */
export function PageHeader({ title, titleLang, lead, status, actions }: Props) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-3">
          <h1 lang={titleLang} className="text-24 md:text-30">
            {title}
          </h1>
          {status}
        </div>
        {lead ? <p className="max-w-[45em] text-fg-2">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
    </header>
  )
}

type SectionProps = { title: string; titleLang?: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode; id?: string }

/** A part of a page on paper of its own. Sections never nest. */
export function Section({ title, titleLang, lead, actions, children, id }: SectionProps) {
  return (
    <section id={id} className="grid min-w-0 content-start gap-4 rounded-card border border-border bg-surface p-card">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h2 lang={titleLang} className="text-20">
            {title}
          </h2>
          {lead ? <p className="text-14 text-fg-3 [overflow-wrap:anywhere]">{lead}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
      </div>
      {children}
    </section>
  )
}
