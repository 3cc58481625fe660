'use client'
import { type ComponentProps, useEffect, useId, useRef, useState } from 'react'
import { Button } from './button'
import type { ConfirmDialog } from './confirm-dialog'
import { FormDoneContext } from './form-context'

type Props = ComponentProps<typeof ConfirmDialog> & { cancel: string }

/**
 * The browser half of {@link ConfirmDialog}. The browser's own dialog traps focus, gives it back and leaves by Escape, at no
 * cost in code; a library's would use up what a page of an enterprise may load.
 */
export function ConfirmDialogClient({ trigger, triggerVariant = 'secondary', title, children, cancel }: Props) {
  const [open, setOpen] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const headingId = useId()
  const close = () => dialog.current?.close()

  useEffect(() => {
    if (!open || dialog.current?.open) return
    dialog.current?.showModal()
    // Not the first field: the consequences are to be read first.
    heading.current?.focus()
  }, [open])

  return (
    <>
      <Button variant={triggerVariant} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={headingId}
        onClose={() => setOpen(false)}
        className="m-auto w-[calc(100vw-2rem)] max-w-lg rounded-card bg-surface p-6 text-left text-body text-fg shadow-float backdrop:bg-[rgb(0_0_0/0.5)]"
      >
        {open ? (
          <div className="grid gap-4 whitespace-normal">
            <h2 ref={heading} id={headingId} tabIndex={-1} className="text-20 focus:outline-none">
              {title}
            </h2>
            <FormDoneContext value={close}>{children}</FormDoneContext>
            <div className="border-border border-t pt-2">
              <Button variant="quiet" onClick={close} className="-ml-4">
                {cancel}
              </Button>
            </div>
          </div>
        ) : null}
      </dialog>
    </>
  )
}
