import { createServer } from 'node:http'
import { Pool } from 'pg'

import { transfer } from './accounts.fixed.js'
import { countRequest } from './not-a-leak.js'
import { endSession, findSession, startSession } from './sessions.fixed.js'

// One pool and one server for the life of the process. Module level is where they belong.
const pool = new Pool({ max: 10 })

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const id = url.searchParams.get('session') ?? ''
  if (request.method === 'POST') countRequest('POST')

  switch (url.pathname) {
    case '/login':
      response.end(startSession(url.searchParams.get('user') ?? 'guest'))
      return
    case '/logout':
      endSession(id)
      response.end()
      return
    case '/transfer':
      transfer(pool, findSession(id)?.user ?? '', url.searchParams.get('to') ?? '', 100).then(
        () => response.end('done'),
        () => response.writeHead(500).end(),
      )
      return
    default:
      response.writeHead(404).end()
  }
})

// Registered once, when the module is loaded, and wanted until the process ends.
process.once('SIGTERM', () => {
  server.close(() => void pool.end())
})

server.listen(8080)
