"""Mints tokens with the PyPI package twilio for about two seconds, and prints how many a second."""

import time

from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import ChatGrant

count, started = 0, time.perf_counter()
while time.perf_counter() - started < 2:
    for _ in range(100):
        token = AccessToken(
            "AC0123456789abcdef0123456789abcdef",
            "SKfedcba9876543210fedcba9876543210",
            "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0u",
            identity="user-number-0000000000001",
        )
        token.add_grant(ChatGrant(service_sid="IS00112233445566778899aabbccddeeff"))
        token.to_jwt()
        count += 1
print(round(count / (time.perf_counter() - started)))
