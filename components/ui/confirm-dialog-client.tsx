'use client'
import { type ComponentProps, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './button'
import type { ConfirmDialog } from './confirm-dialog'
import { FormDoneContext } from './form-context'

type Props = ComponentProps<typeof ConfirmDialog> & { cancel: string; locale: string }

/** The browser half of {@link ConfirmDialog}. */
export function ConfirmDialogClient({ trigger, triggerVariant = 'secondary', title, children, cancel, locale }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <I18nProvider locale={locale}>
      <Button variant={triggerVariant} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      <ModalOverlay
        isOpen={open}
        onOpenChange={setOpen}
        className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-[rgb(0_0_0/0.5)] p-4"
      >
        <Modal className="w-full max-w-lg">
          <Dialog className="grid gap-4 rounded-card bg-surface p-6 text-body text-fg shadow-float focus:outline-none">
            <Heading slot="title" className="text-20">
              {title}
            </Heading>
            <FormDoneContext value={() => setOpen(false)}>{children}</FormDoneContext>
            <div>
              <Button variant="quiet" onClick={() => setOpen(false)} className="-ml-4">
                {cancel}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  )
}
