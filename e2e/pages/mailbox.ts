/** The machine-readable side of the mailbox that a page links to. */
export function mailboxUrl(href: string | null, creditCode: string): string {
  if (!href) throw new Error('The page leads to no mailbox')
  return new URL(`/mailbox.json?creditCode=${creditCode}`, href).href
}
