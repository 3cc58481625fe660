import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { Icon } from '@/components/ui/icon'
import { type Density, densities, densityOf, themeOf, themes } from '@/components/ui/preferences'

const quiet =
  'inline-flex min-h-9 items-center gap-1.5 whitespace-nowrap rounded-control px-2 text-14 text-fg-2 hover:bg-surface-2 hover:text-fg'

/** One button that names the other language in that language. A plain form: works before any script. */
export async function LocaleSwitch() {
  const other = (await getLocale()) === 'en' ? { code: 'zh-CN', name: '中文' } : { code: 'en', name: 'English' }
  return (
    <form action="/api/locale" method="post">
      <button type="submit" name="locale" value={other.code} lang={other.code} className={quiet}>
        <Icon name="globe" size={16} />
        {other.name}
      </button>
    </form>
  )
}

type OptionsProps = { title: string; name: string; options: readonly { value: string; label: string }[]; chosen: string }

function OptionButtons({ title, name, options, chosen }: OptionsProps) {
  return (
    <form action="/api/display" method="post" className="flex flex-wrap items-center gap-1">
      <fieldset className="contents">
        <legend className="float-left mr-2 text-14 text-fg-3">{title}</legend>
        {options.map(({ value, label }) => (
          <button
            key={value}
            type="submit"
            name={name}
            value={value}
            aria-pressed={value === chosen}
            className={`${quiet} aria-pressed:bg-surface-3 aria-pressed:font-semibold aria-pressed:text-fg`}
          >
            {label}
          </button>
        ))}
      </fieldset>
    </form>
  )
}

/** Light, dark, or as the device says. */
export async function ThemeSwitch() {
  const t = await getTranslations('shell.theme')
  const options = themes.map((value) => ({ value, label: t(value) }))
  return (
    <OptionButtons title={t('title')} name="theme" options={options} chosen={themeOf((await cookies()).get('theme')?.value)} />
  )
}

/** How close the rows stand; for staff. */
export async function DensitySwitch({ fallback }: { fallback: Density }) {
  const t = await getTranslations('shell.density')
  const options = densities.map((value) => ({ value, label: t(value) }))
  const chosen = densityOf((await cookies()).get('density')?.value, fallback)
  return <OptionButtons title={t('title')} name="density" options={options} chosen={chosen} />
}
