import type { Role } from '../../domain/shared/actor.ts'

/** Every task that the work list knows, with who does it and how it is worded. */
export const tasks = {
  'verify-lead': { role: 'caseWorker', en: 'Verify the lead', zh: '核实线索' },
  'open-application': { role: 'caseWorker', en: 'Open an application from the lead', zh: '依线索启动申请' },
  'accept-application': { role: 'caseWorker', en: 'Accept the application', zh: '受理申请' },
  'receive-supplement': { role: 'caseWorker', en: 'Receive the missing papers', zh: '接收补正材料' },
  'request-check': { role: 'caseWorker', en: 'Request the economic check', zh: '发起经济状况核对' },
  'complete-check': { role: 'caseWorker', en: 'Record the result of the check', zh: '登记核对报告' },
  'settle-check-dispute': { role: 'caseWorker', en: 'Settle the dispute of the check', zh: '处理核对异议' },
  'start-survey': { role: 'surveyor', en: 'Start the survey', zh: '启动入户调查' },
  'record-visit': { role: 'surveyor', en: 'Visit the home', zh: '入户调查' },
  'hold-deliberation': { role: 'caseWorker', en: 'Hold the deliberation', zh: '组织民主评议' },
  'draft-opinion': { role: 'reviewer', en: 'Draft the opinion', zh: '提出审核意见' },
  'post-notice': { role: 'caseWorker', en: 'Post the notice', zh: '公示审核意见' },
  'answer-objection': { role: 'reviewer', en: 'Order a re-survey or a deliberation', zh: '就异议重新调查或组织评议' },
  'draft-opinion-again': { role: 'reviewer', en: 'Draft the opinion again', zh: '重新提出审核意见' },
  'submit-dossier': { role: 'reviewer', en: 'Submit the dossier to the county', zh: '报送县级确认' },
  'visit-for-county': { role: 'surveyor', en: 'Visit for the county', zh: '县级入户核查' },
  'settle-complaint': { role: 'reviewer', en: 'Answer the complaint', zh: '办理投诉举报' },
  decide: { role: 'confirmer', en: 'Decide', zh: '审核确认' },
  'deliver-refusal': { role: 'caseWorker', en: 'Deliver the refusal in writing', zh: '送达不予确认告知书' },
  'file-decision': { role: 'caseWorker', en: 'File the delegated decision with the county', zh: '委托确认报县级备案' },
  'publish-decision': { role: 'caseWorker', en: 'Publish the decision', zh: '公布确认结果' },
  'open-review': { role: 'caseWorker', en: 'Review the household', zh: '定期核查' },
  'finish-review': { role: 'reviewer', en: 'Finish the review', zh: '完成核查' },
  'hold-hearing': { role: 'reviewer', en: 'Hear the recipient', zh: '听取救助对象意见' },
  'recheck-after-death': { role: 'caseWorker', en: 'Re-check after a death', zh: '成员死亡后复核' },
  'assess-self-care': { role: 'caseWorker', en: 'Assess self-care again', zh: '重新评估生活自理能力' },
  'end-suspension': { role: 'confirmer', en: 'Resume or stop', zh: '恢复或停止救助' },
  'end-gradual-exit': { role: 'confirmer', en: 'End the gradual exit', zh: '渐退期满办理' },
  'complete-paperwork': { role: 'caseWorker', en: 'Complete the paperwork of the aid', zh: '先行救助补齐手续' },
  'deliver-notice': { role: 'caseWorker', en: 'Deliver the decision in writing', zh: '送达书面决定' },
  'close-case': { role: 'caseWorker', en: 'Close the case', zh: '结案' },
  'accept-transfer': { role: 'reviewer', en: 'Take over the case that has moved here', zh: '接收转入案件' },
  'record-work-answer': {
    role: 'caseWorker',
    en: 'Record the answer to the offer of work',
    zh: '登记对介绍工作的答复',
  },
  'transfer-home': { role: 'caseWorker', en: 'Send the application to the home county', zh: '异地受理转户籍地' },
  'relay-result': { role: 'caseWorker', en: 'Tell the applicant the result', zh: '反馈异地受理结果' },
  'visit-alert': { role: 'surveyor', en: 'Visit the household that the warning names', zh: '预警入户核查' },
  'close-alert': { role: 'caseWorker', en: 'Close the warning', zh: '办结预警' },
  'answer-enquiry': { role: 'caseWorker', en: 'Answer whoever came or called', zh: '答复来访来电' },
  'draw-sample': { role: 'confirmer', en: 'Draw the sample', zh: '抽取检查样本' },
  'check-sample': { role: 'reviewer', en: 'Check the drawn cases', zh: '检查抽中案件' },
  'close-inspection': { role: 'confirmer', en: 'Close the inspection', zh: '办结督导检查' },
  'rectify-finding': { role: 'caseWorker', en: 'Put the finding right', zh: '整改检查发现的问题' },
  'verify-rectification': { role: 'confirmer', en: 'Verify that the finding is put right', zh: '核验整改结果' },
  'calculate-rerating': { role: 'policyPublisher', en: 'Calculate the re-rating', zh: '批量调标测算' },
  'approve-rerating': { role: 'confirmer', en: 'Approve the re-rating', zh: '审批批量调标' },
  'apply-rerating': { role: 'policyPublisher', en: 'Carry the re-rating out', zh: '执行批量调标' },
  'close-rerating': { role: 'policyPublisher', en: 'Close the re-rating', zh: '办结批量调标' },
  'open-price-run': {
    role: 'paymentPreparer',
    en: 'Open the price subsidy of the month',
    zh: '建立价格临时补贴发放批次',
  },
  'calculate-run': { role: 'paymentPreparer', en: 'Calculate the month', zh: '核算发放名单' },
  'review-run': { role: 'paymentReviewer', en: 'Review the run', zh: '复核发放批次' },
  'approve-run': { role: 'paymentApprover', en: 'Approve the run', zh: '审批发放批次' },
  'instruct-run': { role: 'paymentPreparer', en: 'Create the payments', zh: '生成发放指令' },
  'build-bank-file': { role: 'paymentPreparer', en: 'Build the bank file', zh: '生成银行报盘文件' },
  'send-bank-file': { role: 'paymentOfficer', en: 'Hand the file to the bank', zh: '报送银行' },
  'import-return-file': { role: 'paymentOfficer', en: 'Import the return file', zh: '导入银行回盘' },
  'settle-exceptions': { role: 'paymentOfficer', en: 'Answer the exceptions of the return', zh: '处理回盘差异' },
  'notify-overpayment': { role: 'caseWorker', en: 'Notify what was paid too much', zh: '送达责令退回告知书' },
  'recover-overpayment': { role: 'paymentOfficer', en: 'Recover what was paid too much', zh: '追回多发资金' },
  'decide-waiver': { role: 'confirmer', en: 'Decide on the waiver', zh: '审批免于追回' },
  'close-run': { role: 'paymentOfficer', en: 'Reconcile and close the month', zh: '对账并关闭批次' },
} as const satisfies Record<string, { role: Role; en: string; zh: string }>

/** The code of a task. */
export type Task = keyof typeof tasks

/** A task that is open, as derived from a state. */
export type OpenTask = {
  task: Task
  /** Where it stands, when that is not the area of the case. */
  area?: string
  /** The first day on which it can or need be done; the day of the event that opened it where absent. */
  opensOn?: string
  due?: string
  provisional?: boolean
  clause?: string
}
