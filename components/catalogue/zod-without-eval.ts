import { z } from 'zod'

/**
 * Zod tries whether it may compile functions, and the pages' policy refuses that and reports it. To be imported before any
 * file that makes schemas, by what brings such a file into the browser.
 */
z.config({ jitless: true })
