'use strict';
// RingCentral's own clients, as they are, against a sandbox: `node clients.cjs`, with the variables that Start-RcxSandbox -SetEnvironment sets.
// Run where the packages of package.json are: with NODE_PATH naming a node_modules, or beside one.
const { SDK } = require('@ringcentral/sdk');
const { default: RingCentral } = require('@rc-ex/core');
const { default: WebSocketExtension, Events } = require('@rc-ex/ws');

const { RC_APP_CLIENT_ID: clientId, RC_APP_CLIENT_SECRET: clientSecret, RC_USER_JWT: jwt, RC_SERVER_URL: server } = process.env;
const device = '191888101'; // The supervisor's telephone, the same in every sandbox.
const id = (n) => `40041500500${n}`;
let passed = 0;
let failed = 0;

async function step(name, run) {
  try {
    const value = await within(run(), 30000, 'no answer within 30 s');
    passed++;
    console.log(`ok    ${name}`);
    return value;
  } catch (e) {
    failed++;
    const body = e.response?.data ?? '';
    console.log(`FAIL  ${name}: ${e.message} ${typeof body === 'string' ? body : JSON.stringify(body)}`);
    return undefined;
  }
}

function within(promise, ms, message) {
  let timer;
  return Promise.race([promise, new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(message)), ms); })]).finally(() => clearTimeout(timer));
}

function is(actual, expected, what) {
  if (actual !== expected) {
    throw new Error(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  }
}

async function main() {
  const rc = new RingCentral({ server, clientId, clientSecret });
  await step('core: sign in', async () => is((await rc.authorize({ jwt })).token_type.toLowerCase(), 'bearer', 'the type of the token'));
  await step('core: refresh', async () => {
    const before = rc.token.access_token;
    await rc.refresh();
    is(rc.token.access_token === before, false, 'that the token stayed');
  });

  const account = rc.restapi().account();
  const sessions = {};
  await step('core: list the active calls of the account and of an extension', async () => {
    const listed = await account.activeCalls().get();
    const own = await account.extension().activeCalls().get();
    is(listed.records.length > own.records.length && own.records.length > 0, true, 'that the account has more calls than the extension');
    for (const sessionId of new Set(listed.records.map((record) => record.telephonySessionId))) {
      const session = await account.telephony().sessions(sessionId).get();
      for (const party of session.parties) {
        if (party.owner && ['Answered', 'Hold'].includes(party.status.code)) {
          sessions[party.owner.extensionId] ??= { sessionId, party };
        }
      }
    }
  });

  const own = sessions[id(1)];
  const parties = (held) => account.telephony().sessions(held.sessionId).parties(held.party.id);
  await step('core: read a session and a party', async () => {
    is((await account.telephony().sessions(own.sessionId).get()).id, own.sessionId, 'the id');
    is((await parties(own).get()).id, own.party.id, 'the id of the party');
  });

  const events = new WebSocketExtension();
  const seen = [];
  await step('ws: connect', () => rc.installExtension(events));
  await step('ws: subscribe', async () => is((await events.subscribe(['/restapi/v1.0/account/~/telephony/sessions'], (event) => seen.push(event))).subscriptionInfo.status, 'Active', 'the status'));
  const told = async (sessionId, code) => {
    while (!seen.some((event) => event.body.telephonySessionId === sessionId && event.body.parties.some((party) => party.status.code === code))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  await step('core: mute, nested in "party"', async () => is((await parties(own).patch({ party: { muted: true } })).muted, true, 'muted'));
  await step('core: hold, with a body', async () => is((await parties(own).hold().post({ proto: 'Auto' })).status.code, 'Hold', 'the status'));
  await step('ws: be told of it', () => told(own.sessionId, 'Hold'));

  await step('ws: lose the connection, and recover the session', async () => {
    seen.length = 0;
    const recovered = new Promise((resolve, reject) => {
      events.eventEmitter.once(Events.autoRecoverSuccess, resolve);
      events.eventEmitter.once(Events.autoRecoverFailed, () => reject(new Error('the session was not recovered')));
    });
    events.ws.terminate();
    is((await parties(own).unhold().post()).status.code, 'Answered', 'the status');
    await recovered;
  });
  await step('ws: be told what happened meanwhile', () => told(own.sessionId, 'Answered'));

  await step('core: record, pause and go on', async () => {
    const recording = await parties(own).recordings().post();
    is((await parties(own).recordings(recording.id).patch({ active: false })).active, false, 'active');
    is((await parties(own).recordings(recording.id).patch({ active: true })).active, true, 'active');
  });
  await step('core: supervise', () => account.telephony().sessions(sessions[id(3)].sessionId).supervise().post({
    mode: 'Listen', supervisorDeviceId: device, agentExtensionId: id(3), autoAnswer: true, mediaSDP: 'sendOnly',
  }));
  await step('core: transfer to an extension by its id', () => parties(sessions[id(4)]).transfer().post({ extensionId: id(7) }));
  await step('core: dial out', async () => is((await account.telephony().callOut().post({
    from: { deviceId: device }, to: { phoneNumber: '+16505550177' }, countryId: 1,
  })).session.id.startsWith('s-'), true, 'that it is a session'));
  await step('core: confer, and bring a call in', async () => {
    const conference = await account.telephony().conference().post();
    const conferenceId = conference.id ?? conference.session.id;
    is((await account.telephony().sessions(conferenceId).parties().bringIn().post({ sessionId: own.sessionId, partyId: own.party.id })).conferenceRole, 'Participant', 'the role');
  });
  await step('ws: end the subscription', () => events.revoke());

  const sdk = new SDK({ server, clientId, clientSecret });
  const platform = sdk.platform();
  await step('sdk: sign in', () => platform.login({ jwt, access_token_ttl: 3600, refresh_token_ttl: 36000, endpoint_id: 'clients' }));
  await step('sdk: refresh', () => platform.refresh());
  const other = sessions[id(3)];
  await step('sdk: mute, bare', async () => {
    const answer = await platform.send({ method: 'PATCH', url: `/restapi/v1.0/account/~/telephony/sessions/${other.sessionId}/parties/${other.party.id}`, body: { muted: true } });
    is((await answer.json()).muted, true, 'muted');
  });
  await step('sdk: sign out', () => platform.logout());
  await step('core: sign out', () => rc.revoke());
  await step('core: be refused in OAuth\'s words', async () => {
    const nobody = new RingCentral({ server, clientId, clientSecret: 'wrong' });
    const refusal = await nobody.authorize({ jwt }).then(() => undefined, (e) => e.response);
    is([400, 401, 429].includes(refusal?.status), true, 'that it is refused');
    is(typeof refusal.data.errors[0].message, 'string', 'the type of errors[0].message');
  });
}

main().catch((e) => { failed++; console.log(`FAIL  ${e.stack}`); }).finally(() => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
});
