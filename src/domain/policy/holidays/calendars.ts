import { addDays, type Day } from '../../shared/day.ts'
import type { PolicyCommandNamed } from '../commands.ts'

/** The body of `PublishHolidayCalendar`. */
export type HolidayCalendar = PolicyCommandNamed<'PublishHolidayCalendar'>['data']

/** One notice on one year; days as `MM-DD`, spans as `MM-DD/MM-DD`. A later notice on a year states the whole year again. */
type Notice = { number: string; title: string; year: number; off: readonly string[]; worked: readonly string[] }

const arrangement = (year: number): string => `国务院办公厅关于${year}年部分节假日安排的通知`

/** In the order of publication, so that publishing them one after the other ends with what is in force. */
const notices: readonly Notice[] = [
  {
    number: '国办发明电〔2017〕12号',
    title: arrangement(2018),
    year: 2018,
    off: ['01-01', '02-15/02-21', '04-05/04-07', '04-29/05-01', '06-16/06-18', '09-22/09-24', '10-01/10-07'],
    worked: ['02-11', '02-24', '04-08', '04-28', '09-29', '09-30'],
  },
  {
    // The notice on 2019 moved a working day in December 2018.
    number: '国办发明电〔2018〕15号',
    title: arrangement(2019),
    year: 2018,
    off: [
      '01-01',
      '02-15/02-21',
      '04-05/04-07',
      '04-29/05-01',
      '06-16/06-18',
      '09-22/09-24',
      '10-01/10-07',
      '12-30/12-31',
    ],
    worked: ['02-11', '02-24', '04-08', '04-28', '09-29', '09-30', '12-29'],
  },
  {
    number: '国办发明电〔2018〕15号',
    title: arrangement(2019),
    year: 2019,
    off: ['01-01', '02-04/02-10', '04-05/04-07', '05-01', '06-07/06-09', '09-13/09-15', '10-01/10-07'],
    worked: ['02-02', '02-03', '09-29', '10-12'],
  },
  {
    number: '国办发明电〔2019〕3号',
    title: '国务院办公厅关于调整2019年劳动节假期安排的通知',
    year: 2019,
    off: ['01-01', '02-04/02-10', '04-05/04-07', '05-01/05-04', '06-07/06-09', '09-13/09-15', '10-01/10-07'],
    worked: ['02-02', '02-03', '04-28', '05-05', '09-29', '10-12'],
  },
  {
    number: '国办发明电〔2019〕16号',
    title: arrangement(2020),
    year: 2020,
    off: ['01-01', '01-24/01-30', '04-04/04-06', '05-01/05-05', '06-25/06-27', '10-01/10-08'],
    worked: ['01-19', '02-01', '04-26', '05-09', '06-28', '09-27', '10-10'],
  },
  {
    number: '国办发明电〔2020〕1号',
    title: '国务院办公厅关于延长2020年春节假期的通知',
    year: 2020,
    off: ['01-01', '01-24/02-02', '04-04/04-06', '05-01/05-05', '06-25/06-27', '10-01/10-08'],
    worked: ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10'],
  },
  {
    number: '国办发明电〔2020〕27号',
    title: arrangement(2021),
    year: 2021,
    off: ['01-01/01-03', '02-11/02-17', '04-03/04-05', '05-01/05-05', '06-12/06-14', '09-19/09-21', '10-01/10-07'],
    worked: ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09'],
  },
  {
    number: '国办发明电〔2021〕11号',
    title: arrangement(2022),
    year: 2022,
    off: ['01-01/01-03', '01-31/02-06', '04-03/04-05', '04-30/05-04', '06-03/06-05', '09-10/09-12', '10-01/10-07'],
    worked: ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
  },
  {
    number: '国办发明电〔2022〕16号',
    title: arrangement(2023),
    year: 2023,
    off: ['01-01/01-02', '01-21/01-27', '04-05', '04-29/05-03', '06-22/06-24', '09-29/10-06'],
    worked: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  {
    number: '国办发明电〔2023〕7号',
    title: arrangement(2024),
    year: 2024,
    off: ['01-01', '02-10/02-17', '04-04/04-06', '05-01/05-05', '06-10', '09-15/09-17', '10-01/10-07'],
    worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  {
    number: '国办发明电〔2024〕12号',
    title: arrangement(2025),
    year: 2025,
    off: ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
    worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    number: '国办发明电〔2025〕7号',
    title: arrangement(2026),
    year: 2026,
    off: ['01-01/01-03', '02-15/02-23', '04-04/04-06', '05-01/05-05', '06-19/06-21', '09-25/09-27', '10-01/10-07'],
    worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
]

const spanOf = (year: number, text: string): Day[] => {
  const [first = '', last = first] = text.split('/').map((day) => `${year}-${day}`)
  const span: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) span.push(day)
  return span
}

/**
 * The holiday calendars of the State Council for 2018 to 2026, in the order of their notices, ready to be published for the
 * nation. A year may come twice: the later notice replaces the earlier from its publication on.
 */
export const holidayCalendars: readonly HolidayCalendar[] = notices.map(({ number, title, year, off, worked }) => ({
  document: { number, title, issuer: '国务院办公厅' },
  year,
  daysOff: off.flatMap((text) => spanOf(year, text)),
  workedWeekendDays: worked.flatMap((text) => spanOf(year, text)),
}))
