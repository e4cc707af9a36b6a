/** What becomes known of a person or a case, as facts of its stream. */

export const deathOf = (personId: string, diedOn: string) => ({
  stream: `person-${personId}`,
  events: [{ type: 'DeathRecorded', data: { personId, diedOn, source: '殡葬信息比对' } }],
})

export const stopOf = (caseId: string, lastMonth: string) => {
  const data = {
    caseId,
    decidedOn: '2023-05-08',
    decisionNumber: '停1号',
    delegationId: null,
    ruleset: '2021-57',
    ground: 'OWN_WISH',
    happenedOn: null,
    lastMonth,
    reasons: '本人申请',
  }
  return { stream: `case-${caseId}`, events: [{ type: 'TerminationDecided', data }] }
}
