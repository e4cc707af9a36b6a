import { z } from 'zod'

/**
 * Where the recovery (追回) of an overpayment stands. `ISSUED` found, nothing back · `PARTIAL` some of it back · `RECOVERED`
 * all back · `OFFSET` all set off against later payments · `WAIVED` the rest written off by two persons · `TRANSFERRED` to
 * another office · `REFERRED` to those who prosecute · `CORRECTED` later facts say that it was owed after all.
 */
export const OverpaymentStatus = z.enum([
  'ISSUED',
  'PARTIAL',
  'RECOVERED',
  'WAIVED',
  'OFFSET',
  'TRANSFERRED',
  'REFERRED',
  'CORRECTED',
])
export type OverpaymentStatus = z.infer<typeof OverpaymentStatus>

/** Why more was paid than was due, as history tells when it is found. */
export const OverpaymentCause = z.enum([
  'DEATH', // 对象死亡后继续发放
  'EXCLUDED', // 重复享受互斥项目
  'RECALCULATED', // 标准、收入或资格追溯调整
])
export type OverpaymentCause = z.infer<typeof OverpaymentCause>

/** Why a debt is given up: a closed list (免于追回). */
export const WaiverGround = z.enum([
  'HARDSHIP', // 生活确有困难
  'DEBTOR_DEAD', // 债务人死亡且无遗产
  'UNTRACED', // 下落不明
  'OWN_ERROR', // 经办失误，对象无过错
])
export type WaiverGround = z.infer<typeof WaiverGround>

/** Whom a debt is referred to. */
export const ReferralTo = z.enum([
  'POLICE', // 公安机关
  'DISCIPLINE', // 纪检监察机关
  'COURT', // 人民法院
])
export type ReferralTo = z.infer<typeof ReferralTo>
