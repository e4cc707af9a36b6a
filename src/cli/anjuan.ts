#!/usr/bin/env node
import { Command } from 'commander'
import { advanceCommand } from './advance.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { importReturnCommand, importRollCommand } from './import.ts'
import { importPolicyCommand } from './import-policy.ts'
import { migrateCommand } from './migrate.ts'
import { tellFailure } from './open.ts'
import {
  attachCommand,
  detachCommand,
  exportCommand,
  importPartitionCommand,
  listPartitionsCommand,
} from './partitions.ts'
import { warn } from './print.ts'
import { rebuildCommand } from './rebuild.ts'
import { recomputeCommand } from './recompute.ts'
import { replayCommand } from './replay.ts'
import { echengCommand } from './report.ts'
import { serveCommand } from './serve.ts'
import { tokenCommand } from './token.ts'

const program = new Command('anjuan')
  .description('案卷 Anjuan: the case file of social assistance')
  .showHelpAfterError()

program.command('serve').description('serve the API 提供接口服务').action(serveCommand)
program
  .command('demo')
  .description('build a synthetic county, then serve it 建立演示县并提供服务')
  .option('--seed <text>', 'another seed makes another county')
  .option('--whole', 'the county at its printed size: many minutes')
  .option('--small', 'one in 25 of it, as a new one is without this option')
  .option('--exit', 'build it, print where to look, and leave')
  .action(demoCommand)
program.command('migrate').description('bring the database up to date 升级数据库').action(migrateCommand)
program
  .command('rebuild')
  .argument('[view...]', 'read models; all where none is named')
  .description('build read models again from the log 由日志重建读模型')
  .action(rebuildCommand)
program
  .command('replay')
  .argument('<case>', 'id of a case')
  .option('--as-of <moment>', 'as known at a log position, a day or an instant')
  .option('--json', 'the folded state instead of its steps')
  .description('fold a case from its events 由事件重现案件')
  .action(replayCommand)
program
  .command('recompute')
  .requiredOption('--month <month>', 'the month that was paid, YYYY-MM')
  .option('--area <code>', 'only this county')
  .option('--scheme <code>', 'only this scheme')
  .option('--json', 'one JSON object')
  .description('perform every payment of a month again from history 由历史重新核算整月')
  .action(recomputeCommand)
program
  .command('report')
  .description('print a report 打印报告')
  .command('echeng')
  .option('--csv', 'as CSV instead of a table')
  .description('the printed figures of 2023 beside those of the demonstration county, and why they differ 与报告对照')
  .action(echengCommand)
program
  .command('doctor')
  .description('look for settings that lose data, and check every proof 检查设置，逐一校验事件')
  .action(doctorCommand)
program
  .command('token')
  .requiredOption('--role <roles>', 'roles, separated by commas')
  .requiredOption('--area <code>', 'the area of whoever acts')
  .option('--sub <account>', 'the account; made from the role where absent')
  .option('--office <name>', 'the office', '演示')
  .option('--hours <hours>', 'how long it is valid, at most 24', '8')
  .option('--development', 'sign it outside a demonstration too')
  .description('sign a development token 签发开发令牌')
  .action(tokenCommand)
program
  .command('advance')
  .argument('<day>', 'a later day, YYYY-MM-DD')
  .description('let the demonstration reach a later day 推进演示日期')
  .action(advanceCommand)

const partitions = program.command('partitions').description('what the log is made of, and where it lies 日志分区')
partitions
  .command('list', { isDefault: true })
  .description('ranges of positions, events, size, state')
  .action(listPartitionsCommand)
partitions
  .command('detach')
  .argument('<number>', 'of a partition that the log has passed')
  .description('take it off the live log; it is read as before')
  .action(detachCommand)
partitions
  .command('attach')
  .argument('<number>', 'of a detached partition')
  .description('check it and put it back')
  .action(attachCommand)
partitions
  .command('export')
  .argument('<number>', 'of a detached partition')
  .argument('<file>', 'to be written')
  .option('--remove', 'take it off the server afterwards: what needs it then fails, loudly')
  .description('check it and write it to a file')
  .action(exportCommand)
partitions
  .command('import')
  .argument('<number>', 'of a partition that is away')
  .argument('<file>', 'that it was moved to')
  .description('bring it back as a detached one, if it is what it was')
  .action(importPartitionCommand)

const imports = program.command('import').description('bring in what a county has 导入名册、标准、银行回盘')
imports
  .command('households')
  .argument('<file>', 'CSV or XLSX, columns as in docs/import-households.md')
  .option('--area <code>', 'only households of this area')
  .option('--validate-only', 'check and write the findings, import nothing')
  .option('--only-sound', 'leave out households with findings and import the rest')
  .description('take over an existing roll of the allowance 导入低保名册')
  .action(importRollCommand)
imports
  .command('roll')
  .argument('<file>', 'CSV or XLSX, columns as in docs/import-households.md and one for each fact of the scheme')
  .requiredOption('--scheme <code>', 'which scheme, as in docs/schemes.md')
  .option('--area <code>', 'only entries of this area')
  .option('--validate-only', 'check and write the findings, import nothing')
  .option('--only-sound', 'leave out entries with findings and import the rest')
  .description('take over an existing roll of any scheme 导入任一项目名册')
  .action(importRollCommand)
imports
  .command('policy')
  .argument('<file>', 'JSON as in docs/import-policy.md; policies/ has those of five places')
  .option('--dry-run', 'say what would become of each entry, publish nothing')
  .description('publish standards, links, figures, parameters, calendars and delegations 导入标准等政策')
  .action(importPolicyCommand)
imports
  .command('return')
  .argument('<run>', 'id of a payment run')
  .argument('<file>', 'return file of the bank')
  .option('--area <code>', 'the county')
  .description('read a bank’s return file 导入银行回盘文件')
  .action(importReturnCommand)

try {
  await program.parseAsync()
} catch (error) {
  warn(tellFailure(error))
  process.exitCode = 1
}
