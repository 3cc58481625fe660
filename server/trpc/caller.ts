import 'server-only'
import { cache } from 'react'
import { createContext } from './context'
import { createCallerFactory } from './init'
import { appRouter } from './root'

const createCaller = createCallerFactory(appRouter)

/** The API as server components read it: the same procedures, permissions and transactions as over HTTP. */
export const api = cache(async () => createCaller(await createContext()))
