// Loaded before the web server (node --import): the address that a request is said to come from is the socket's, whatever the
// caller wrote into X-Forwarded-For; Next fills the header only where it is empty. Behind a proxy of the operator's own
// (TRUST_PROXY=1) the header stands, for the proxy wrote its end.
import { subscribe } from 'node:diagnostics_channel'
import process from 'node:process'

if (process.env.TRUST_PROXY !== '1')
  subscribe('http.server.request.start', ({ request }) => {
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
  })
