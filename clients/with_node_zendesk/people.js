// Users, groups, who is in them, organizations.
'use strict';

const { not } = require('./exercise');

const numbered = (number) => String(number).padStart(3, '0');
const ids = (records) => records.map((each) => each.id);
const GONE = Object.assign(new Error('deleted'), { statusCode: 404 });

module.exports = async function people(client) {
  const { users, groups, groupmemberships, organizations } = client;
  const agent = (await users.create({ user: { name: '상담사', email: 'agent@example.com', role: 'agent' } })).result.id;
  const group = async (name) => (await groups.create({ group: { name } })).result.id;
  return [
    {
      name: 'users',
      create: async (n) =>
        (await users.create({ user: { name: `기사 ${numbered(n)}`, email: `driver${n}@example.com` } })).result.id,
      list: async () => ids(await users.list()),
      update: async (id) => ['바뀐 값', (await users.update(id, { user: { name: '바뀐 값' } })).result.name],
      delete: (id) => users.delete(id),
      // A deleted user can still be read, as one who is not active.
      show: async (id) => {
        if (!(await users.show(id)).result.active) throw GONE;
      },
      more: { 'show many': async (id) => [[id], ids((await users.showMany([id])).result)] },
    },
    {
      name: 'groups',
      create: (n) => group(`상담 ${numbered(n)}`),
      list: async () => ids(await groups.list()),
      update: async (id) => ['바뀐 값', (await groups.update(id, { group: { name: '바뀐 값' } })).result.name],
      delete: (id) => groups.delete(id),
      show: async (id) => {
        if ((await groups.show(id)).result.deleted) throw GONE;
      },
    },
    {
      name: 'group memberships',
      create: async (n) =>
        (
          await groupmemberships.create({
            group_membership: { user_id: agent, group_id: await group(`구성원 ${numbered(n)}`) },
          })
        ).result.id,
      list: async () => ids(await groupmemberships.list()),
      update: not('Zendesk cannot change a membership'),
      delete: (id) => groupmemberships.delete(id),
      show: (id) => groupmemberships.show(id),
    },
    {
      name: 'organizations',
      create: async (n) => (await organizations.create({ organization: { name: `제휴사 ${numbered(n)}` } })).result.id,
      list: async () => ids(await organizations.list()),
      update: async (id) => [
        '바뀐 값',
        (await organizations.update(id, { organization: { name: '바뀐 값' } })).result.name,
      ],
      delete: (id) => organizations.delete(id),
      show: (id) => organizations.show(id),
    },
  ];
};
