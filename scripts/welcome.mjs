// What `npm start` says when everything is up: where to go, and with which demonstration login.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.resolve(import.meta.dirname, '../prisma/seed/demo-logins.json')

/** Columns that a terminal takes for a text: Han and full-width characters take two. */
const width = (text) => [...text].reduce((sum, character) => sum + (/[\u2e80-\u9fff\uff00-\uffef]/u.test(character) ? 2 : 1), 0)
const padded = (text, columns) => text + ' '.repeat(Math.max(0, columns - width(text)))

/** @param ports web, sandbox @returns the text, Chinese and English, several lines */
export function welcome(ports) {
  const { password, logins, unregistered } = JSON.parse(readFileSync(file, 'utf8'))
  const [first, ...others] = unregistered
  const wide = Math.max(...logins.map(({ zh }) => width(zh)))
  const rows = logins.map(({ login, zh, en }) => `    ${padded(login, 16)}${padded(zh, wide + 2)}${en}`)
  return [
    '',
    '  信易贷 · Credit-Easy Loan — 仿真数据 · simulated data: no real firm, bank or person',
    '',
    `  网址 · Address                http://localhost:${ports.web}`,
    `  仿真信箱 · Simulated mailbox  http://127.0.0.1:${ports.sandbox}/mailbox`,
    '',
    `  演示账户 · Demonstration logins — 密码 · password: ${password}`,
    ...rows,
    '',
    '  注册体验：以下企业尚未注册，验证码发至仿真信箱 · To register: a firm that nobody has claimed; its code arrives in the mailbox',
    `    ${first.creditCode}  ${first.name}  法定代表人 · legal representative ${first.legalRepresentative}`,
    `    另有 · also: ${others.map(({ creditCode, legalRepresentative }) => `${creditCode} ${legalRepresentative}`).join(', ')}`,
    '',
    '  Ctrl-C 停止 · stops everything',
    '',
  ].join('\n')
}
