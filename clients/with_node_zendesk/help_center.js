// The Help Center. Names change by translation only, as the service has it.
'use strict';

const { not } = require('./exercise');

const numbered = (number) => String(number).padStart(3, '0');
const ids = (records) => records.map((each) => each.id);

module.exports = async function helpCenter(client, center, wait) {
  const { categories, sections, articles, articlelabels, translations, usersegments } = center;
  const { permissiongroups } = client;
  const category = async (name, position) =>
    (await categories.create({ category: { name, locale: 'ko', position } })).result.id;
  const home = await category('상담 스크립트', 0);
  const section = async (name, position) =>
    (await sections.create(home, { section: { name, locale: 'ko', position } })).result.id;
  const place = await section('기사 상담', 0);
  const group = (await permissiongroups.list())[0].id;
  const article = async (title, position) => {
    const made = { title, body: '<p>본문</p>', locale: 'ko', permission_group_id: group, position };
    return (await articles.create(place, { article: made })).result.id;
  };
  const articleOf = new Map();
  return [
    {
      name: 'HC categories',
      create: (n) => category(`분류 ${numbered(n)}`, n + 1),
      list: async () => ids(await categories.list()),
      update: async (id) => [0, (await categories.update(id, { category: { position: 0 } })).result.position],
      delete: (id) => categories.delete(id),
      show: (id) => categories.show(id),
    },
    {
      name: 'HC sections',
      create: (n) => section(`섹션 ${numbered(n)}`, n + 1),
      list: async () => ids(await sections.list()),
      update: async (id) => [0, (await sections.update(id, { section: { position: 0 } })).result.position],
      delete: (id) => sections.delete(id),
      show: (id) => sections.show(id),
    },
    {
      name: 'HC articles',
      create: (n) => article(`고객 연락 ${numbered(n)}`, n + 1),
      list: async () => ids(await articles.list()),
      update: async (id) => [true, (await articles.update(id, { article: { promoted: true } })).result.promoted],
      delete: (id) => articles.delete(id),
      show: (id) => articles.show(id),
      more: {
        labels: async (id) => {
          const { label } = (await articlelabels.create(id, { label: { name: '연락' } })).result;
          const found = (await articlelabels.listByArticle(id)).result.labels.map((each) => each.name);
          await articlelabels.delete(id, label.id);
          return [['연락'], found];
        },
        search: async () => {
          await wait(600);
          const found = [];
          for (const page of [1, 2, 3, 4, 5]) {
            found.push(...(await center.search.searchArticles({ query: '고객', page })).result.results);
          }
          return [120, found.length];
        },
      },
    },
    {
      name: 'HC translations',
      create: async (n) => {
        const of = await article(`번역 ${n}`, 0);
        const translation = { locale: 'en-us', title: `Contact ${n}`, body: '<p>text</p>' };
        const made = (await translations.createForArticle(of, { translation })).result.id;
        articleOf.set(made, of);
        return made;
      },
      list: async () => {
        const found = [];
        for (const of of articleOf.values()) found.push(...ids(await translations.listByArticle(of)));
        return found;
      },
      pages: not('there are as many as the account has locales'),
      update: async (id) => [
        'Changed',
        (await translations.updateForArticle(articleOf.get(id), 'en-us', { translation: { title: 'Changed' } })).result
          .title,
      ],
      delete: (id) => translations.delete(id),
      show: (id) => translations.show(articleOf.get(id), 'en-us'),
      more: {
        missing: async (id) => [[], (await translations.listMissingLocalesByArticle(articleOf.get(id))).result.locales],
      },
    },
    {
      name: 'HC user segments',
      create: async (n) =>
        (await usersegments.create({ user_segment: { name: `대상 ${numbered(n)}`, user_type: 'staff' } })).result
          .user_segment.id,
      list: async () => ids((await usersegments.list()).flatMap((page) => page.user_segments)),
      update: async (id) => [
        '바뀐 값',
        (await usersegments.update(id, { user_segment: { name: '바뀐 값' } })).result.user_segment.name,
      ],
      delete: (id) => usersegments.delete(id),
      show: (id) => usersegments.show(id),
    },
    {
      name: 'HC permission groups',
      many: 40,
      create: async (n) =>
        (await permissiongroups.create({ permission_group: { name: `권한 ${numbered(n)}`, edit: [], publish: [] } }))
          .result.permission_group.id,
      list: async () => ids(await permissiongroups.list()),
      update: async (id) => [
        '바뀐 값',
        (await permissiongroups.update(id, { permission_group: { name: '바뀐 값' } })).result.permission_group.name,
      ],
      delete: (id) => permissiongroups.delete(id),
      show: (id) => permissiongroups.show(id),
    },
  ];
};
