import { createHash } from 'node:crypto'

/** The look of the page that answers instead of a file, which stands outside the product's own frame and style sheet. */
export const refusalStyle = `
:root{color-scheme:light dark;--bg:#fbfaf8;--surface:#fff;--border:#dce0e5;--fg:#171e2a;--quiet:#5d6570;--link:#1a56a4}
@media(prefers-color-scheme:dark){:root{--bg:#0d1116;--surface:#161a20;--border:#2c323b;--fg:#eceff2;--quiet:#9da4ad;--link:#8abbf6}}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{box-sizing:border-box;max-width:40rem;margin:12vh auto;padding:24px;background:var(--surface);border:1px solid var(--border);border-radius:8px}
h1{margin:0 0 12px;font-size:24px;line-height:1.3}
p,ul{margin:0 0 12px}
a{color:var(--link)}
small{color:var(--quiet);font-size:13px}
@media(max-width:44rem){main{margin:24px 16px}}
`

/** What the content security policy names to let that one style in, and no other. */
export const refusalStyleSource = `'sha256-${createHash('sha256').update(refusalStyle).digest('base64')}'`
