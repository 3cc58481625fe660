/** Where a person is in a few steps; the current one says so to a screen reader too. */
export function Steps({ label, steps, current }: { label: string; steps: readonly string[]; current: number }) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap gap-x-6 gap-y-2 text-14">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? 'step' : undefined}
            className={`flex items-center gap-2 ${index === current ? 'font-semibold text-fg' : 'text-fg-3'}`}
          >
            <span
              aria-hidden="true"
              className={`figures inline-flex size-6 items-center justify-center rounded-full border text-13 ${index <= current ? 'border-primary bg-primary text-on-primary' : 'border-border-strong'}`}
            >
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
    </nav>
  )
}
