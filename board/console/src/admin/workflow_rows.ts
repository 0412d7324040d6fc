// The town's rules of handling, one row each: what it is called, what it means in plain words. A row shows where the server
// has the rule.
export interface WorkflowRow {
  key: string
  label: string
  what: string
  choices?: [value: string, label: string][]
  min?: number
  max?: number
  unit?: string
  /** An hour of the day, 08:30. */
  hour?: true
}

export interface WorkflowGroup {
  name: string
  rows: WorkflowRow[]
}

export const reviewChoices: [string, string][] = [
  ['needed', '一人审核'],
  ['needed_twice', '审核后再由领导签发'],
  ['not_needed', '不审核，承办人直接发'],
]

export const workflowGroups: WorkflowGroup[] = [
  {
    name: '受理与交办',
    rows: [
      { key: 'acceptance', label: '受理', what: '自动受理：来信一到就按分派规则交办，并告知来信人承办单位。由人受理：分派员先看一眼，再决定受理还是不予受理；期限照样从收到起算。', choices: [['automatic', '自动受理'], ['by_person', '由人受理']] },
      { key: 'signing', label: '签收', what: '要签收：交办后承办单位先点签收再办，看得出谁还没看到。签收早晚不影响期限。', choices: [['not_needed', '不用签收'], ['needed', '要签收']] },
      { key: 'response', label: '做到哪一步算“当天有回应”', what: '收件回执只有编号；受理告知写明承办单位和答复日期；人工联系是工作人员的答复、电话或上门，或系统送出的确切答案。三种时间都会记，都看得到。', choices: [['receipt', '收件回执'], ['acceptance', '受理告知'], ['contact', '人工联系']] },
    ],
  },
  {
    name: '审核',
    rows: [
      { key: 'review', label: '答复的审核', what: '写答复的人永远不能自己审。两级的，签发的领导也不能是审核的那一位。', choices: reviewChoices },
      { key: 'phone_review', label: '电话答复的审核', what: '电话里作的最终答复，要不要先经另一个人看过要说的内容。书面答复不审核的镇，电话答复也可以要求审核。', choices: [['needed', '要审核'], ['not_needed', '不审核']] },
    ],
  },
  {
    name: '退办、延期、中止、重办',
    rows: [
      { key: 'max_returns', label: '一件来信最多退办几次', what: '所有单位加起来。同一单位只能退一次，而且只能在交办后的第一个工作日内退，由办公室裁定。填 0 就是谁都不能退。', min: 0, max: 10, unit: '次' },
      { key: 'max_extension_workdays', label: '最多延期几个工作日', what: '几次延期加起来。填 0 就是不许延期：向市民承诺了五个工作日，就不延。延期要在到期前批准，并告知来信人。', min: 0, max: 60, unit: '个工作日' },
      { key: 'pausing', label: '中止办理', what: '允许的话，遇到确实等不了的情形（待来信人补充、待其他机关答复、待鉴定结果、不可抗力），有依据可以停算最终答复的期限。', choices: [['not_allowed', '不允许'], ['allowed', '允许']] },
      { key: 'max_reworks', label: '不满意最多重办几次', what: '来信人评价不满意就重办；到了次数，再不满意由办公室决定。', min: 0, max: 10, unit: '次' },
      { key: 'rework_workdays', label: '重办几个工作日内再答复', what: '从决定重办起算。', min: 1, max: 60, unit: '个工作日' },
      { key: 'close_after_days', label: '答复后多少天自动办结', what: '答复后来信人一直没有评价，也没有补充，到了天数由系统办结。有挂账没销的、答复没有送到的不会自动办结。填 0 就是不自动办结。', min: 0, max: 365, unit: '天' },
    ],
  },
  {
    name: '提醒',
    rows: [
      { key: 'remind_before', label: '到期前几个工作日催办', what: '提醒现在该办的人。', min: 1, max: 10, unit: '个工作日' },
      { key: 'draft_by', label: '第几个工作日应拟好答复', what: '到了还没拟稿，提醒承办人。', min: 1, max: 60, unit: '个工作日' },
      { key: 'review_by', label: '第几个工作日应审好答复', what: '到了还没审，提醒审核人。不能早于拟好的那天。', min: 1, max: 60, unit: '个工作日' },
      { key: 'supervise_after', label: '超期几个工作日督办', what: '告知办公室分管领导、承办人和承办单位负责人。', min: 1, max: 60, unit: '个工作日' },
      { key: 'report_after', label: '超期几个工作日列入通报', what: '不能早于督办。', min: 1, max: 60, unit: '个工作日' },
      { key: 'response_warning_minutes', label: '当天回应到期前多少分钟提醒', what: '还没回应的，提醒办公室和值班的人。', min: 5, max: 720, unit: '分钟' },
      { key: 'notice_from', label: '提醒从几点发', what: '工作日的这个时间起才发提醒。', hour: true },
      { key: 'notice_to', label: '提醒到几点为止', what: '过了这个时间，留到下一个工作日早上。', hour: true },
      { key: 'digest_at', label: '早上的汇总几点发', what: '超期的、今天到期的、下一个工作日到期的，合成一条。要在提醒的时间里。', hour: true },
      { key: 'duty_minutes', label: '值班多少分钟没回应找下一个', what: '值班的人没有应答，就找值班表上的下一个人。', min: 1, max: 240, unit: '分钟' },
    ],
  },
]

/** The groups of what the server has. */
export const shownGroups = (rules: object): WorkflowGroup[] =>
  workflowGroups.map((group) => ({ ...group, rows: group.rows.filter(({ key }) => key in rules) })).filter(({ rows }) => rows.length > 0)
