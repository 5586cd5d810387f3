// node-zendesk against the local Zendesk: `node main.js URL`, with node-zendesk on NODE_PATH.
'use strict';

const { createClient } = require('node-zendesk');
const { run } = require('./exercise');
const rules = require('./rules');
const settings = require('./settings');
const people = require('./people');
const tickets = require('./tickets');
const helpCenter = require('./help_center');

async function main(url) {
  const credentials = { username: 'admin@example.com', token: 'local', throwOriginalException: true };
  // One endpointUri stands for every kind of API: the Help Center's is another one.
  const client = createClient({ ...credentials, endpointUri: `${url}/api/v2` });
  const center = createClient({ ...credentials, endpointUri: `${url}/api/v2/help_center` }).helpcenter;
  /** Time passes at the local Zendesk, and nobody waits. */
  const wait = (seconds) =>
    fetch(`${url}/_local/clock`, { method: 'PUT', body: JSON.stringify({ advance: seconds }) });
  const kinds = [
    ...(await rules(client)),
    ...settings(client, wait),
    ...(await people(client)),
    ...tickets(client, wait),
    ...(await helpCenter(client, center, wait)),
  ];
  await run(kinds, (error) => error.statusCode === 404);
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
