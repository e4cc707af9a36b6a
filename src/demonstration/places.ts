import type { AreaCode, AreaKind } from '../domain/shared/area.ts'
import type { Random } from './random.ts'

/** The county of the demonstration. Its code is assigned to no place. */
export const county = { code: '990101', name: '示范县' } as const

/** A village or residents' committee with the township it belongs to. */
export type Place = { code: AreaCode; name: string; areaKind: AreaKind; township: AreaCode; townshipName: string }

const streets = [
  ['990101001', '城关街道', ['钟楼', '文庙', '北门', '南湖', '铁佛', '东坡', '桂花', '莲花']],
  ['990101002', '东湖街道', ['湖滨', '柳堤', '长堤', '渔光', '新桥', '凤凰', '杨家巷', '红砖厂']],
  ['990101003', '西山街道', ['松风', '寒溪', '九曲', '石门', '广场', '樊口', '书院', '青龙']],
] as const
const towns = [
  ['990101004', '青塘镇', ['柳湾', '塘口', '荷叶', '旗杆', '朱湖', '余庙', '石板', '大垅', '金鸡', '双塘']],
  ['990101005', '柳湾镇', ['上湾', '下湾', '邓畈', '新建', '胡林', '赵咀', '夏沟', '水月', '彭塘', '岳石']],
  ['990101006', '石桥镇', ['石桥', '龙井', '泥矶', '三江', '四海', '华山', '临江', '黄山', '粑铺', '芦洲']],
  ['990101007', '白沙乡', ['白沙', '沙窝', '走马', '牌楼', '保团', '杜湾', '刘河', '新港', '马垅', '武圣']],
  ['990101008', '云岭乡', ['云岭', '茅圻', '段畈', '花莲', '太和', '子坛', '谢埠', '牛山', '陈太', '上洪']],
] as const

/** Residents' committees count from 001 and villages from 200, as everywhere. */
const placesOf = (
  [township, townshipName, names]: readonly [AreaCode, string, readonly string[]],
  areaKind: AreaKind,
  first: number,
  ending: string,
): Place[] =>
  names.map((name, index) => ({
    code: `${township}${String(first + index).padStart(3, '0')}`,
    name: `${name}${ending}`,
    areaKind,
    township,
    townshipName,
  }))

/** All villages and residents' committees, urban ones in the three streets and rural ones in the five townships. */
export const places: readonly Place[] = [
  ...streets.flatMap((street) => placesOf(street, 'URBAN', 1, '社区')),
  ...towns.flatMap((town) => placesOf(town, 'RURAL', 200, '村')),
]

/** The townships and streets. */
export const townships: readonly { code: AreaCode; name: string }[] = [...streets, ...towns].map(([code, name]) => ({
  code,
  name,
}))

/** Any village or residents' committee of a kind. */
export const placeOf = (random: Random, areaKind: AreaKind): Place => {
  const [first, ...others] = places.filter((place) => place.areaKind === areaKind)
  if (!first) throw new Error(`there is no ${areaKind} place`)
  return random.pick([first, ...others])
}
