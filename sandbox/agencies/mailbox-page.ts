import type { Message } from './mailbox'

const words = {
  'zh-CN': {
    title: '仿真信箱',
    notice: '仿真数据：这里代替手机短信和电子邮件，仅供本机演示。信中所有企业和人员均为虚构。',
    filter: '统一社会信用代码',
    show: '筛选信件',
    all: '显示全部',
    to: '收件人',
    empty: '还没有信件。在平台上注册企业或邀请人员后，信件会显示在这里，请刷新本页。',
    none: '该代码还没有收到信件。请核对代码，或显示全部信件。',
    other: 'English',
  },
  en: {
    title: 'Simulated mailbox',
    notice:
      'Simulated data: this page stands in for text messages and e-mail on this computer. All firms and people are invented.',
    filter: 'Credit code',
    show: 'Filter messages',
    all: 'Show all',
    to: 'To',
    empty: 'No messages yet. Register an enterprise or invite a colleague on the platform, then reload this page.',
    none: 'No messages for this credit code. Check the code, or show all messages.',
    other: '中文',
  },
} as const
export type MailboxLanguage = keyof typeof words

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replaceAll('\n', '<br>')

/** Links are the one thing that a reader must be able to follow; only those to a web address become links. */
const withLinks = (escaped: string) =>
  escaped.replace(/https?:\/\/(?:[\w.~:/?#[\]@!$()*+,;=%-]|&#38;)+/g, (url) => `<a href="${url}">${url}</a>`)

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** The mailbox as a page without scripts: newest first, filtered by credit code when one is given. */
export function mailboxPage(messages: readonly Message[], language: MailboxLanguage, creditCode: string | null): string {
  const t = words[language]
  const other = language === 'en' ? 'zh-CN' : 'en'
  const code = creditCode ? `&creditCode=${encodeURIComponent(creditCode)}` : ''
  const items = messages
    .map(
      (message) => `<li><h2>${escapeHtml(message.subject)}</h2>
<p class="meta"><time datetime="${message.at}">${clock.format(new Date(message.at))}</time> · ${t.to} ${escapeHtml(message.to)}${
        message.creditCode ? ` · <code>${escapeHtml(message.creditCode)}</code>` : ''
      }</p>
<p>${withLinks(escapeHtml(message.text))}</p></li>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${t.title}</title><style>${style}</style></head>
<body><main><header><h1>${t.title}</h1><a href="/mailbox?lang=${other}${code}" hreflang="${other}" lang="${other}">${t.other}</a></header>
<p class="notice">${t.notice}</p>
<form action="/mailbox"><input type="hidden" name="lang" value="${language}"><label for="code">${t.filter}</label>
<input id="code" name="creditCode" maxlength="18" value="${escapeHtml(creditCode ?? '')}" autocomplete="off" spellcheck="false">
<button>${t.show}</button>${creditCode ? ` <a href="/mailbox?lang=${language}">${t.all}</a>` : ''}</form>
${items ? `<ol>${items}</ol>` : `<p class="empty">${creditCode ? t.none : t.empty}</p>`}
</main></body></html>`
}

const style = `:root{color-scheme:light dark;--bg:#fbfaf8;--card:#fff;--fg:#171e2a;--soft:#414a56;--line:#dce0e5;--field:#7e8792;--act:#1e5099;--on:#fff;--warn:#fff3d6;--warn-fg:#855204}
@media(prefers-color-scheme:dark){:root{--bg:#0d1116;--card:#161a20;--fg:#eceff2;--soft:#bfc5cc;--line:#2c323b;--field:#727b88;--act:#85b4f0;--on:#0c1421;--warn:#382810;--warn-fg:#eec066}}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/26px "PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif}
main{max-width:720px;margin:0 auto;padding:24px 16px}header{display:flex;justify-content:space-between;align-items:baseline}
h1{font-size:24px;line-height:34px;margin:0}h2{font-size:16px;margin:0}a{color:var(--act)}
.notice{background:var(--warn);color:var(--warn-fg);padding:12px 16px;border-radius:6px}.meta{color:var(--soft);font-size:13px;margin:4px 0}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:16px 0}input{font:inherit;flex:1 1 200px;padding:4px 8px;border:1px solid var(--field);border-radius:6px;background:var(--card);color:inherit}
button{font:inherit;padding:5px 16px;border:0;border-radius:6px;background:var(--act);color:var(--on)}
:focus-visible{outline:2px solid var(--act);outline-offset:2px}
ol{list-style:none;padding:0}li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;margin:12px 0;overflow-wrap:anywhere}li p{margin:4px 0}`
