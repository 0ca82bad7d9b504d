// Mints tokens with the npm package twilio for about two seconds, and prints how many a second.

const AccessToken = require("twilio").jwt.AccessToken;

let count = 0;
const started = process.hrtime.bigint();
const elapsed = () => Number(process.hrtime.bigint() - started) / 1e9;
while (elapsed() < 2) {
  for (let n = 0; n < 100; n++) {
    const token = new AccessToken(
      "AC0123456789abcdef0123456789abcdef",
      "SKfedcba9876543210fedcba9876543210",
      "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u",
      { identity: "user-number-0000000000001" },
    );
    token.addGrant(new AccessToken.ChatGrant({ serviceSid: "IS00112233445566778899aabbccddeeff" }));
    token.toJwt();
    count++;
  }
}
console.log(Math.round(count / elapsed()));
