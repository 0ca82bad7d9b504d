// Checks that browser code reads twimint's tokens correctly: `node interop/clients.js TWIMINT`
//
// The readers are those of Twilio's own clients that look into a token, the common JWT packages, and the front-end
// idiom `JSON.parse(atob(…))`. They read tokens of each product, alone and together, for each region and some
// lifetimes, with identities in twelve scripts. Each must find the identity, the expiry and the grants as minted.

"use strict";

const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const { pathToFileURL } = require("node:url");
const { getPlaybackGrant } = require("@twilio/live-player-sdk/es5/grant.js");
const jsonwebtoken = require("jsonwebtoken");
const { jwtDecode } = require("jwt-decode");
const { AccessManager } = require("twilio-common");
const { Workspace } = require("twilio-taskrouter");

const twimint = process.argv[2];
const sid = (prefix) => prefix + "0123456789abcdef".repeat(2);
const secret = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u";
const env = { TWILIO_ACCOUNT_SID: sid("AC"), TWILIO_API_KEY: sid("SK"), TWILIO_API_SECRET: secret };

const IDENTITIES = [
  "alice", "zoë", "Ωμέγα", "Жанна", "יוסי", "محمد", "नमस्ते", "สมชาย", "李小龍", "김철수", "ዮሐንስ", "👩‍👩‍👧 \"A\\B\"",
];
const REGIONS = [undefined, "us1", "ie1", "au1", "jp1"];
const LIFETIMES = [60, 3600, 86400];

const player = { playbackUrl: "https://example.com/é.m3u8", playerStreamerSid: "VJ1", requestCredentials: "omit" };
// The words of a command line, and the grants that they must produce.
const PRODUCTS = {
  chat: [["chat", `--service-sid=${sid("IS")}`], { chat: { service_sid: sid("IS") } }],
  voice: [
    ["voice", `--app-sid=${sid("AP")}`, "--incoming", "--param=to=Zoë"],
    { voice: { incoming: { allow: true }, outgoing: { application_sid: sid("AP"), params: { to: "Zoë" } } } },
  ],
  video: [["video", "--room=стендап"], { video: { room: "стендап" } }],
  sync: [["sync", "--service-sid=default"], { data_sync: { service_sid: "default" } }],
  taskrouter: [
    ["taskrouter", `--workspace-sid=${sid("WS")}`, `--worker-sid=${sid("WK")}`],
    { task_router: { workspace_sid: sid("WS"), worker_sid: sid("WK"), role: "worker" } },
  ],
  player: [["custom", `--grant=player=${JSON.stringify(player)}`], { player }],
};
const [[, ...raw]] = PRODUCTS.player;
const others = ["voice", "video", "sync", "taskrouter"].map((name) => `--with=${PRODUCTS[name][0].join(" ")}`);
const together = Object.assign({}, ...Object.values(PRODUCTS).map(([, grants]) => grants));
PRODUCTS.together = [[...PRODUCTS.chat[0], ...others, ...raw], together];

const now = Math.floor(Date.now() / 1000);

function mint(words, region, ttl) {
  const options = ["--identities=-", `--ttl=${ttl}`, `--issued-at=${now}`, "--jti=test"];
  if (region) options.push(`--region=${region}`);
  // Voice allows only letters, digits and `_`, but tokens with other identities must be readable too.
  if (words.join().includes("voice")) options.push("--allow-invalid");
  const input = IDENTITIES.join("\n");
  const stdio = ["pipe", "pipe", "ignore"];
  return execFileSync(twimint, [...words, ...options], { env, input, stdio }).toString().trimEnd().split("\n");
}

// The packages that read all claims, by name.
function readers(jose) {
  const key = new TextEncoder().encode(secret);
  return {
    atob: (token) => JSON.parse(atob(token.split(".")[1])),
    "jwt-decode": (token) => jwtDecode(token),
    jsonwebtoken: (token) => jsonwebtoken.verify(token, secret, { algorithms: ["HS256"] }),
    jose: async (token) => (await jose.jwtVerify(token, key, { algorithms: ["HS256"] })).payload,
  };
}

// Twilio's clients expose what they read under their own property names.
function twilioClients(token, claims) {
  const { identity, expires, isExpired } = new AccessManager(token);
  const read = { identity, expires: expires.getTime() / 1000, isExpired };
  assert.deepEqual(read, { identity: claims.grants.identity, expires: claims.exp, isExpired: false }, "twilio-common");
  const { task_router: taskRouter, player } = claims.grants;
  if (taskRouter) {
    const { jwt, accountSid, workspaceSid, workerSid, role } = new Workspace(token, { logLevel: "silent" });
    assert.deepEqual(jwt, claims, "twilio-taskrouter");
    const grant = { workspace_sid: workspaceSid, worker_sid: workerSid, role };
    assert.deepEqual([accountSid, grant], [claims.sub, taskRouter], "twilio-taskrouter");
  }
  if (player) {
    const { streamerSid: playerStreamerSid, ...grant } = getPlaybackGrant(token);
    assert.deepEqual({ playerStreamerSid, ...grant }, player, "live-player-sdk");
  }
}

async function main() {
  const jose = await import(pathToFileURL(require.resolve("jose")));
  let count = 0;
  for (const [words, grants] of Object.values(PRODUCTS))
    for (const region of REGIONS)
      for (const ttl of LIFETIMES)
        for (const [index, token] of mint(words, region, ttl).entries()) {
          const claims = {
            iss: sid("SK"), sub: sid("AC"), iat: now, exp: now + ttl,
            grants: { ...grants, identity: IDENTITIES[index] }, jti: `test-${index + 1}`,
          };
          const header = { typ: "JWT", alg: "HS256", cty: "twilio-fpa;v=1", ...(region && { twr: region }) };
          assert.deepEqual(jose.decodeProtectedHeader(token), header);
          for (const [name, read] of Object.entries(readers(jose))) assert.deepEqual({ ...(await read(token)) }, claims, name);
          twilioClients(token, claims);
          count += 1;
        }
  assert.equal(count, Object.keys(PRODUCTS).length * REGIONS.length * LIFETIMES.length * IDENTITIES.length);
  console.log(`${count} tokens read right by twilio-common, twilio-taskrouter, live-player-sdk, ` +
    "jsonwebtoken, jose, jwt-decode and JSON.parse(atob(…))");
}

// Exit explicitly: the clients' timers would keep node running until the tokens expire.
main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
