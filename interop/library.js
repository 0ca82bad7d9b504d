// Mints and verifies with the npm package `twilio`. Reads one request per line from standard input, and writes one
// answer per line to standard output. The clock stands still at the time that each request names.

"use strict";

const readline = require("node:readline");
const { AccessToken } = require("twilio").jwt;
const jsonwebtoken = require("jsonwebtoken");

const GRANTS = {
  chat: AccessToken.ChatGrant,
  voice: AccessToken.VoiceGrant,
  video: AccessToken.VideoGrant,
  data_sync: AccessToken.SyncGrant,
  task_router: AccessToken.TaskRouterGrant,
  player: AccessToken.PlaybackGrant,
};

// The library spells its options in camel case: serviceSid for service_sid.
const camelCase = (options) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );

function mint({ input, algorithm }) {
  Date.now = () => input.issued_at * 1000;
  const token = new AccessToken(input.account_sid, input.api_key, input.secret, {
    identity: input.identity,
    ttl: input.ttl,
    nbf: input.nbf ?? undefined,
    region: input.region ?? undefined,
  });
  for (const { product, options } of input.grants) {
    token.addGrant(new GRANTS[product](product === "player" ? { grant: options } : camelCase(options)));
  }
  return { token: token.toJwt(algorithm) };
}

function verify({ token, secret, at }) {
  const { header, payload } = jsonwebtoken.verify(token, secret, {
    algorithms: ["HS256"],
    complete: true,
    clockTimestamp: at,
  });
  return { header, claims: payload };
}

const version = () => ({ version: require("twilio/package.json").version });

const answers = { mint, verify, version };

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = answers[request.what](request);
  } catch (error) {
    answer = { refused: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
