// What an account is set up with: fields, forms, brands, dynamic content, webhooks.
'use strict';

const { not } = require('./exercise');

const WHOLE = not('Zendesk lists all of this kind at once');
const KO = 69;
const EN = 1;
const numbered = (number) => String(number).padStart(3, '0');
const ids = (records) => records.map((each) => each.id);

// Zendesk goes on showing a deleted brand, marked (OAS, is_deleted).
function gone(brand) {
  if (brand.is_deleted) throw Object.assign(new Error('the brand is deleted'), { statusCode: 404 });
}

module.exports = function settings(client, wait) {
  const { ticketfields, ticketforms, brand, dynamiccontent, dynamiccontentvariants, webhooks } = client;
  return [
    {
      name: 'ticket fields',
      create: async (n) =>
        (
          await ticketfields.create({
            ticket_field: {
              type: 'tagger',
              title: `상담유형 ${n}`,
              custom_field_options: [{ name: 'A::제휴', value: `a_partner_${n}` }],
            },
          })
        ).result.id,
      list: async () => ids(await ticketfields.list()),
      pages: WHOLE,
      update: async (id) => ['바뀐 값', (await ticketfields.update(id, { ticket_field: { title: '바뀐 값' } })).result.title],
      delete: (id) => ticketfields.delete(id),
      show: (id) => ticketfields.show(id),
      more: {
        options: async (id) => {
          const option = { name: 'B::새것', value: 'b_new' };
          const made = (await ticketfields.createOrUpdateOption(id, { custom_field_option: option })).result;
          const listed = (await ticketfields.listOptions(id)).result.custom_field_options.map((each) => each.value);
          await ticketfields.deleteOption(id, made.custom_field_option.id);
          return [['a_partner_0', 'b_new'], listed];
        },
      },
    },
    {
      name: 'ticket forms',
      create: async (n) => (await ticketforms.create({ ticket_form: { name: `양식 ${n}` } })).result.id,
      list: async () => ids(await ticketforms.list()),
      pages: WHOLE,
      update: async (id) => ['바뀐 값', (await ticketforms.update(id, { ticket_form: { name: '바뀐 값' } })).result.name],
      delete: (id) => ticketforms.delete(id),
      show: (id) => ticketforms.show(id),
    },
    {
      name: 'brands',
      create: async (n) => (await brand.create({ brand: { name: `브랜드 ${n}`, subdomain: `brand-${n}` } })).result.brand.id,
      list: async () => ids((await brand.list()).result),
      pages: WHOLE,
      update: async (id) => ['바뀐 값', (await brand.update({ brand: { name: '바뀐 값' } }, id)).result.brand.name],
      delete: (id) => brand.delete(id),
      show: async (id) => gone((await brand.show(id)).result.brand),
    },
    { name: 'custom statuses', absent: 'node-zendesk has no custom statuses' },
    {
      name: 'dynamic content',
      create: async (n) =>
        (
          await dynamiccontent.createItem({
            item: {
              name: `dc ${numbered(n)}`,
              default_locale_id: KO,
              variants: [{ locale_id: KO, default: true, content: '안녕하세요' }],
            },
          })
        ).result.item.id,
      list: async () => ids((await dynamiccontent.listAllItems()).flatMap((page) => page.items)),
      update: async (id) => ['바뀐 값', (await dynamiccontent.updateItem(id, { item: { name: '바뀐 값' } })).result.item.name],
      delete: (id) => dynamiccontent.deleteItem(id),
      show: (id) => dynamiccontent.showItem(id),
      more: {
        variants: async (id) => {
          const variant = { locale_id: EN, default: false, active: true, content: 'Hello' };
          await dynamiccontentvariants.create(id, { variant });
          const listed = (await dynamiccontentvariants.list(id)).result.variants;
          return [['Hello', '안녕하세요'], listed.map((each) => each.content).sort()];
        },
      },
    },
    {
      name: 'webhooks',
      create: async (n) => {
        if (n % 60 === 59) await wait(60); // 100 calls a minute are what webhooks take
        return (await webhooks.create({ webhook: webhook(`webhook ${numbered(n)}`) })).result.id;
      },
      list: async () => ids(await webhooks.list()),
      update: async (id) => {
        await webhooks.update(id, { webhook: webhook('바뀐 웹훅') });
        return ['바뀐 웹훅', (await webhooks.show(id)).result.name];
      },
      delete: (id) => webhooks.delete(id),
      show: (id) => webhooks.show(id),
      more: {
        patch: async (id) => {
          await webhooks.patch(id, { webhook: { status: 'inactive' } });
          return ['inactive', (await webhooks.show(id)).result.status];
        },
        secret: async (id) => [true, (await webhooks.getSigningSecret(id)).result.signing_secret.secret.length > 0],
      },
    },
  ];
};

function webhook(name) {
  return {
    name,
    status: 'active',
    endpoint: 'https://example.com/hook',
    http_method: 'POST',
    request_format: 'json',
    subscriptions: ['conditional_ticket_events'],
  };
}
