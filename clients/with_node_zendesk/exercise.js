// One kind by node-zendesk: create, list, page, update, delete. Each step is written as a line of JSON, as
// clients/exercise.py does for the Python clients, which says what a kind's parts are.
'use strict';

const MANY = 120;
const FEW = 3;
const STEPS = ['create', 'list', 'page', 'update', 'delete'];

/** The client has no such call, or Zendesk has none. */
const not = (reason) => ({ reason });

/** A call that the client gets wrong by itself, against the real service too; it cannot even be tried. */
const broken = (reason) => ({ reason, outcome: 'client' });

async function run(kinds, isGone) {
  for (const kind of kinds) {
    if (kind.absent) {
      for (const step of STEPS) say(kind.name, step, '–', kind.absent);
    } else {
      await exercise(kind, isGone);
    }
  }
}

async function exercise(kind, isGone) {
  const made = [];
  const few = Math.min(FEW, kind.many || MANY);
  const make = typeof kind.create === 'function' ? kind.create : kind.plain;
  const create = async (count) => {
    while (make && made.length < count) made.push(await make(made.length));
    return `${made.length} made`;
  };
  const list = (count) => async (listed) => {
    await create(count);
    const found = await listed();
    const ours = found.filter((each) => made.includes(each));
    if (kind.unordered) ours.sort((one, other) => made.indexOf(one) - made.indexOf(other));
    if (JSON.stringify(ours) !== JSON.stringify(made)) {
      throw new Error(`of ${made.length} there are ${new Set(ours).size}, ${ours.length} times, or in another order`);
    }
    return `${found.length} listed, ours in order, each once`;
  };
  const same = async (call) => {
    const [written, found] = await call(made[0]);
    if (JSON.stringify(written) !== JSON.stringify(found)) {
      throw new Error(`${JSON.stringify(found)} is read back in place of ${JSON.stringify(written)}`);
    }
    return `${JSON.stringify(found).slice(0, 60)} read back`;
  };
  const step = (name, offered, does) => report(kind.name, name, offered, does);
  await step('create', kind.create, () => create(few));
  await step('list', kind.list, list(few));
  await step('page', kind.pages || kind.list, list(kind.many || MANY));
  await step('update', kind.update, same);
  for (const [name, offered] of Object.entries(kind.more || {})) await step(name, offered, same);
  await step('delete', kind.delete, async (call) => {
    const last = made.pop();
    await call(last);
    try {
      await kind.show(last);
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
    throw new Error(`${last} is still there`);
  });
}

async function report(kind, step, offered, does) {
  if (typeof offered !== 'function') {
    say(kind, step, offered.outcome || '–', offered.reason);
    return;
  }
  try {
    say(kind, step, 'ok', await does(offered));
  } catch (error) {
    say(kind, step, 'FAILED', `${error} ${error.result ? JSON.stringify(error.result) : ''}`);
  }
}

function say(kind, step, outcome, said) {
  process.stdout.write(`${JSON.stringify({ kind, step, outcome, said })}\n`);
}

module.exports = { MANY, broken, not, run };
