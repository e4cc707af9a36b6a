import type { Sex } from '../domain/person/words.ts'
import type { Random } from './random.ts'

const surnames = [
  ...'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔',
]
const forMen = [...'伟强军勇建国平志明华德福贵才金山海林文武成刚学义忠良庆祥松柏峰波涛斌兵兴旺顺安根水木土']
const forWomen = [...'芳秀英娟敏静丽艳玲桂兰香梅菊春莲珍翠凤霞红云美琴素月银花爱巧荷婷洁琼']
// One that older code pages lack: an import that loses it is noticed.
const RARE = '㛃'

const isFilled = (list: string[]): list is [string, ...string[]] => list.length > 0
const one = (random: Random, list: string[]): string => (isFilled(list) ? random.pick(list) : '')

/** A made-up surname. */
export const surnameOf = (random: Random): string => one(random, surnames)

/** A made-up full name; children carry the surname they are given. */
export const nameOf = (random: Random, sex: Sex, surname = surnameOf(random)): string => {
  const given = sex === 'MALE' ? forMen : forWomen
  const first = random.int(400) === 0 ? RARE : one(random, given)
  return random.percent(25) ? `${surname}${first}` : `${surname}${first}${one(random, given)}`
}
