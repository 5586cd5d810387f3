// Business rules: macros, triggers, automations, views.
'use strict';

const { broken } = require('./exercise');

const PENDING = { field: 'status', operator: 'is', value: 'pending' };
const SOLVE = [{ field: 'status', value: 'solved' }];
const numbered = (number) => String(number).padStart(3, '0');
const ids = (records) => records.map((each) => each.id);

module.exports = async function rules(client) {
  const ticket = (await client.tickets.create({ ticket: { subject: '분실물', comment: { body: '찾아주세요' } } })).result.id;
  return [
    {
      name: 'macros',
      many: 150,
      create: async (n) =>
        (await client.macros.create({ macro: { title: `매크로::${numbered(n)}`, actions: SOLVE } })).result.macro.id,
      list: async () => ids(await client.macros.list()),
      update: async (id) => ['바뀐 값', (await client.macros.update(id, { macro: { title: '바뀐 값' } })).result.macro.title],
      delete: (id) => client.macros.delete(id),
      show: (id) => client.macros.show(id),
      more: {
        'by cursor': async () => [150, (await client.macros.listByParams({})).length],
        apply: async (id) => ['solved', (await client.macros.apply(id)).result.result.ticket.status],
        'apply to ticket': async (id) => ['solved', (await client.macros.applyTicket(ticket, id)).result.result.ticket.status],
        categories: async () => [['매크로'], (await client.macros.categories()).flatMap((page) => page.categories)],
      },
    },
    {
      name: 'triggers',
      create: async (n) =>
        (
          await client.triggers.create({
            trigger: {
              title: `트리거 ${numbered(n)}`,
              conditions: { all: [PENDING], any: [] },
              actions: [{ field: 'priority', value: 'high' }],
            },
          })
        ).result.id,
      list: async () => ids(await client.triggers.list()),
      update: async (id) => ['바뀐 값', (await client.triggers.update(id, { trigger: { title: '바뀐 값' } })).result.title],
      delete: (id) => client.triggers.delete(id),
      show: (id) => client.triggers.show(id),
      more: { search: async () => ['바뀐 값', (await client.triggers.search('바뀐')).result[0].title] },
    },
    { name: 'trigger categories', absent: 'node-zendesk has no trigger categories' },
    {
      name: 'automations',
      create: async (n) =>
        (
          await client.automations.create({
            automation: {
              title: `자동화 ${numbered(n)}`,
              conditions: {
                all: [PENDING, { field: 'PENDING', operator: 'greater_than', value: String(n + 24) }],
                any: [],
              },
              actions: SOLVE,
            },
          })
        ).result.id,
      list: async () => ids(await client.automations.list()),
      update: async (id) => [
        '바뀐 값',
        (await client.automations.update(id, { automation: { title: '바뀐 값' } })).result.title,
      ],
      delete: (id) => client.automations.delete(id),
      show: (id) => client.automations.show(id),
    },
    {
      name: 'views',
      create: async (n) =>
        (
          await client.views.create({
            view: {
              title: `보기 ${numbered(n)}`,
              all: [{ field: 'status', operator: 'less_than', value: 'solved' }],
              output: { columns: ['status', 'requester'] },
            },
          })
        ).result.id,
      list: async () => ids(await client.views.list()),
      update: async (id) => ['바뀐 값', (await client.views.update(id, { view: { title: '바뀐 값' } })).result.title],
      delete: broken('views.delete of node-zendesk calls itself, without end: no request is sent'),
      more: {
        tickets: async (id) => [[ticket], ids((await client.views.tickets(id)).flatMap((page) => page.tickets))],
        count: async (id) => [1, (await client.views.showCount(id)).result.view_count.value],
      },
    },
  ];
};
