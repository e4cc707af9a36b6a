/** A standard as a policy file lists it, from 2023 on for the country; `change` replaces parts of its data. */
export const standard = (change: object = {}) => ({
  area: '990101',
  type: 'PublishStandard',
  data: {
    document: { number: '示民发〔2022〕1号', title: '关于调整最低生活保障标准的通知', issuer: '示范县民政局' },
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    scheme: 'subsistenceAllowance',
    areaKind: 'RURAL',
    monthlyFen: 57_000,
    ...change,
  },
})
