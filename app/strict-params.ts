import { z } from 'zod'

/**
 * The parameters of a file's address, to the letter: a file that silently holds more than was asked for would be believed.
 * Throws the ZodError that names what is wrong; an empty value is none, as forms send it.
 * @param otherwise what is meant where nothing is said
 */
export function strictly<Schema extends z.ZodType>(schema: Schema, request: Request, otherwise: Record<string, string> = {}) {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '')
  const twice = given.find(([name], at) => given.findIndex(([other]) => other === name) !== at)
  if (twice) throw new z.ZodError([{ code: 'custom', path: [twice[0]], message: 'given-twice', input: undefined }])
  return schema.parse({ ...otherwise, ...Object.fromEntries(given) })
}
