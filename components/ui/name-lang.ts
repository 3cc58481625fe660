/** The language of a name that stays as it is on every page: Chinese if it has Han in it, else the page's own. */
export const nameLang = (name: string): 'zh-CN' | undefined => (/\p{Script=Han}/u.test(name) ? 'zh-CN' : undefined)
