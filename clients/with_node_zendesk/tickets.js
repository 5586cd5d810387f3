// Tickets with what belongs to them, jobs, search.
'use strict';

const { MANY, not } = require('./exercise');

const NO_SUCH = not('Zendesk has no such call');
const numbered = (number) => String(number).padStart(3, '0');
const ids = (records) => records.map((each) => each.id);
const ticket = (subject) => ({ subject, comment: { body: '찾아주세요' }, tags: ['lost'] });

module.exports = function kinds(client, wait) {
  const { tickets, ticketaudits, jobstatuses, search } = client;
  const create = async (subject) => (await tickets.create({ ticket: ticket(subject) })).result.id;
  return [
    {
      name: 'tickets',
      create: (n) => create(`분실물 ${numbered(n)}`),
      list: async () => ids(await tickets.list()),
      update: async (id) => ['바뀐 값', (await tickets.update(id, { ticket: { subject: '바뀐 값' } })).result.subject],
      delete: (id) => tickets.delete(id),
      show: (id) => tickets.show(id),
      more: {
        comments: async (id) => {
          await tickets.update(id, { ticket: { comment: { body: '확인했습니다', public: false } } });
          return [['찾아주세요', '확인했습니다'], (await tickets.getComments(id)).map((each) => each.body)];
        },
        tags: async (id) => {
          await tickets.addTags(id, { tags: ['b'] });
          return [['b', 'lost'], (await tickets.show(id)).result.tags.sort()];
        },
        audits: async (id) => [id, (await ticketaudits.list(id))[0].ticket_id],
        'show many': async (id) => [[id], ids((await tickets.showMany([id])).result)],
      },
    },
    {
      name: 'job statuses',
      unordered: true, // no document says in which order jobs are listed
      create: async (n) =>
        (await tickets.createMany({ tickets: [ticket(`묶음 ${n}`), ticket(`묶음 ${n} b`)] })).result.job_status.id,
      list: async () => ids((await jobstatuses.list()).result.job_statuses),
      pages: not('a job is there for an hour, and 30 may run: there is one page'),
      update: NO_SUCH,
      delete: NO_SUCH,
      more: { show: async (id) => ['completed', (await jobstatuses.show(id)).result.job_status.status] },
    },
    {
      name: 'search',
      create: not('what is searched for are tickets'),
      plain: (n) => create(`검색될 분실물 ${numbered(n)}`),
      list: async () => {
        await wait(600);
        return ids(await search.queryAll('type:ticket 검색될 order_by:created_at sort:asc'));
      },
      update: NO_SUCH,
      delete: NO_SUCH,
      more: {
        count: async () => [MANY, (await search.showResultsCount('type:ticket 검색될')).result.count],
        export: async () => [MANY, (await search.exportResults('검색될', 'ticket')).length],
      },
    },
  ];
};
