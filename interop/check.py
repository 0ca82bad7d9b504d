"""Checks that twimint and Twilio's own server libraries mint and read the same tokens.

Generates a few hundred inputs from a seed: identities in many scripts, every product alone
and with others, nested parameters, lifetimes, regions. twimint, the PyPI package `twilio` and
the npm package `twilio` each mint a token from each input. All three read every token, and
must read the same. Then the tokens are broken, or the clock is moved, and all three must
refuse them.

All clocks stand still, so a seed gives the same inputs and the same verdicts on any day.
"""

import argparse
import datetime
import json
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time

import jwt.api_jwt
import twilio
from twilio.jwt.access_token import AccessToken, grants

TWIMINT = None
# 2027-01-15 08:00:00 UTC: the time at which tokens are judged. They are issued up to four minutes earlier.
NOW = 1_800_000_000


# Inputs

IDENTITIES = [
    "alice", "alice@example.com", "user-42", "O'Brien", 'say "hi"', "back\\slash", "a b",
    "zoë", "Ærøskøbing", "Ωμέγα", "Жанна", "ዮሐንስ", "יוסי", "محمد", "नमस्ते", "สมชาย", "李小龍",
    "さくら", "김철수", "მარიამ", "Հայկ", "👍🏽", "👩‍👩‍👧", "e\u0301", "\u00e9", "\ufb01", "tab\there",
    "new\nline", "\u202eright-to-left", "zero\u200bwidth", "null", "true", "42", "-dash", "--help",
    "$HOME", "`id`", "{}", "<b>", "a=b", "a,b;c", "%41", "a\u2028b", "\x7f", "\U0001f9ff", "\U00020000",
]
VOICE_IDENTITIES = ["alice", "Bob_42", "_", "0", "x" * 121, "null"]
TEXTS = IDENTITIES + ["daily standup", "x" * 100]


def sid(dice, prefix):
    return prefix + "".join(dice.choice("0123456789abcdef") for _ in range(32))


def value(dice, depth=0):
    kinds = ["text", "integer", "fraction", "boolean", "null"]
    kind = dice.choice(kinds + (["array", "object"] if depth < 3 else []))
    return {
        "text": lambda: dice.choice(TEXTS),
        # Only numbers that a double holds exactly: JavaScript has no others.
        "integer": lambda: dice.choice([0, -1, 7, 2**31, 2**53 - 1, -(2**53) + 1]),
        "fraction": lambda: dice.choice([0.5, -2.75, 1e-7, 1.7976931348623157e308, 5e-324]),
        "boolean": lambda: dice.random() < 0.5,
        "null": lambda: None,
        "array": lambda: [value(dice, depth + 1) for _ in range(dice.randrange(4))],
        "object": lambda: members(dice, depth + 1),
    }[kind]()


def members(dice, depth=0):
    # Leave out `__proto__`: it is an ordinary member in JSON, but not in a JavaScript object literal.
    names = ["to", "To", "caller id", "ключ", "a.b", "", "x-y", "🔑", "constructor"]
    count = dice.randrange(1, 5)
    return {name: value(dice, depth) for name in dice.sample(names, count)}


def options(dice, product):
    """A product's options as the Python library names them."""

    def some(**optional):
        return {name: make() for name, make in optional.items() if dice.random() < 0.5}

    text = lambda: dice.choice(TEXTS)
    credential = lambda: sid(dice, "CR")
    if product == "chat":
        return {"service_sid": sid(dice, "IS")} | some(
            endpoint_id=text, deployment_role_sid=lambda: sid(dice, "RL"), push_credential_sid=credential
        )
    if product == "voice":
        outgoing = {"outgoing_application_sid": sid(dice, "AP")}
        outgoing |= some(outgoing_application_params=lambda: members(dice))
        incoming = {"incoming_allow": dice.random() < 0.7}
        return (
            outgoing | incoming | some(push_credential_sid=credential, endpoint_id=text)
            if dice.random() < 0.8
            else incoming | {"incoming_allow": True}
        )
    if product == "video":
        return some(room=text)
    if product == "data_sync":
        service = "default" if dice.random() < 0.3 else sid(dice, "IS")
        return {"service_sid": service} | some(endpoint_id=text)
    if product == "task_router":
        role = {"role": dice.choice(["worker", "supervisor"])}
        return {"workspace_sid": sid(dice, "WS"), "worker_sid": sid(dice, "WK")} | role
    return members(dice)


def made_up(dice):
    """An input that Twilio would not refuse."""
    products = dice.sample(PRODUCTS, dice.choice([1, 1, 1, 2, 3, 6]))
    needs_identity = set(products) - {"task_router", "player"}
    identity = None
    if needs_identity or dice.random() < 0.5:
        identity = dice.choice(VOICE_IDENTITIES if "voice" in products else IDENTITIES)
    issued_at = NOW - dice.randrange(240)
    ttl = dice.choice([241, 300, 900, 3600, 14400, 86399, 86400])
    # Only Voice uses `twr`, and Video keys always belong to us1.
    region = None
    if "voice" in products and "video" not in products:
        region = dice.choice([None, "us1", "ie1", "au1"])
    # Without `iat` the lifetime counts from `nbf`, so with a lifetime of a whole day `nbf` cannot be earlier.
    nbf = [None, None, issued_at, NOW] + ([NOW - 300] if ttl < 86000 else [])
    return {
        "identity": identity,
        "issued_at": issued_at,
        "ttl": ttl,
        "nbf": dice.choice(nbf),
        "region": region,
        "grants": [{"product": product, "options": options(dice, product)} for product in products],
    }


# twimint


def words(grant):
    """A grant as words of twimint's command line."""
    product, given = grant["product"], grant["options"]
    command = {"data_sync": "sync", "task_router": "taskrouter"}.get(product, product)
    result = [command]
    for name, setting in given.items():
        if not isinstance(setting, str):
            setting = json.dumps(setting, ensure_ascii=False)
        result.append(f"--{name.replace('_', '-')}={setting}")
    return result


def command_line(given, secret_file):
    named, raw = [], []
    for grant in given["grants"]:
        if grant["product"] == "player":
            raw.append("--grant=player=" + json.dumps(grant["options"]))
        else:
            named.append(words(grant))
    first, *others = named or [["custom"]]
    line = first + ["--with=" + shlex.join(other) for other in others] + raw
    for option in ["account_sid", "api_key", "identity", "issued_at", "ttl", "nbf", "region"]:
        if given[option] is not None:
            line.append(f"--{option.replace('_', '-')}={given[option]}")
    return line + [f"--api-secret-file={secret_file}"]


def lines(text):
    # Not splitlines(), which also splits at U+2028.
    return text.split("\n")[:-1]


def run(arguments, stdin="", env=None):
    return subprocess.run(
        [TWIMINT, *arguments], input=stdin, env=env or {}, capture_output=True, text=True, timeout=60
    )


def mint(given, secret_file):
    done = run(command_line(given, secret_file))
    options = {grant["product"]: grant["options"] for grant in given["grants"]}
    voice = options.get("voice")
    # These are legal but get a warning: no outgoing calls, a lifetime of exactly a day, the word `null` as a name.
    expected = {"31002"} if voice and "outgoing_application_sid" not in voice else set()
    expected |= {"31207"} if voice and given["ttl"] == 86400 else set()
    if given["identity"] == "null":
        expected |= {"31105" if voice else ""}
    if options.get("video", {}).get("room") == "null":
        expected |= {""}
    warnings = re.findall(r"^warning(?:\[(\d+)\])?:", done.stderr, re.MULTILINE)
    if done.returncode != 0 or set(warnings) != expected:
        fail(f"twimint mints with status {done.returncode}", given, done.stderr)
    return done.stdout.removesuffix("\n")


def decode(tokens, secret_file, at):
    """What twimint reads in tokens of one key, all on one standard input."""
    arguments = ["decode", "--verify", "--output=json", f"--at={at}"]
    done = run(arguments, "".join(f"{token}\n" for token in tokens), {"TWILIO_API_SECRET_FILE": secret_file})
    reports = [json.loads(line) for line in lines(done.stdout)]
    if len(reports) != len(tokens):
        fail(f"twimint decode answers {len(reports)} times to {len(tokens)} tokens", None, done.stderr)
    return reports


# The Python library

PYTHON_GRANTS = {
    "chat": grants.ChatGrant,
    "voice": grants.VoiceGrant,
    "video": grants.VideoGrant,
    "data_sync": grants.SyncGrant,
    "task_router": grants.TaskRouterGrant,
    "player": lambda **options: grants.PlaybackGrant(options),
}
PRODUCTS = list(PYTHON_GRANTS)


class Clock(datetime.datetime):
    at = NOW

    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(cls.at, tz)


assert jwt.api_jwt.datetime is datetime.datetime
jwt.api_jwt.datetime = Clock


def python_mint(given):
    time.time = lambda: given["issued_at"]
    token = AccessToken(
        given["account_sid"],
        given["api_key"],
        given["secret"],
        grants=[PYTHON_GRANTS[grant["product"]](**grant["options"]) for grant in given["grants"]],
        identity=given["identity"],
        ttl=given["ttl"],
        # If `nbf` is None, the library writes one of its own.
        **({} if given["nbf"] is None else {"nbf": given["nbf"]}),
        region=given["region"],
    )
    return token.to_jwt()


def python_verify(token, secret, at):
    Clock.at = at
    try:
        read = AccessToken.from_jwt(token, key=secret)
    except Exception as refusal:
        return {"refused": str(refusal)}
    return {"header": read.headers, "claims": read.payload}


# The Node library


def node(requests):
    library = os.path.join(os.path.dirname(__file__), "library.js")
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(["node", library], input=text, capture_output=True, text=True, timeout=120)
    answers = [json.loads(line) for line in lines(done.stdout)]
    if done.returncode != 0 or len(answers) != len(requests):
        fail(f"node ends with status {done.returncode}", None, done.stderr)
    return answers


# The faults that twilio-video.js uses in its own test of `connect` (test/integration/spec/connect.js), and the code
# that Twilio answers to each.
VIDEO_FAULTS = [
    ({"secret": "foo"}, 20107),
    ({"api_key": "foo"}, 20103),
    ({"ttl": -60_000}, 20104),
    ({"grants": []}, 20106),
]


def video_faults(key, secret_file):
    good = {"identity": "alice", "issued_at": NOW, "ttl": 3600, "grants": [{"product": "video", "options": {}}]} | key
    answers = node([{"what": "mint", "input": good | fault} for fault, _ in VIDEO_FAULTS])
    reports = decode([answer["token"] for answer in answers], secret_file, NOW)
    for (fault, code), report in zip(VIDEO_FAULTS, reports):
        if report["findings"][0]["code"] != code:
            fail(f"twimint expects {code} of Twilio", good | fault, report["findings"])


# Comparing

FAILURES = []


def fail(what, given, *seen):
    FAILURES.append(what)
    print(f"FAILED: {what}", file=sys.stderr)
    if given is not None:
        print(f"  input: {json.dumps(given)}", file=sys.stderr)
    for one in seen:
        print(f"  {one if isinstance(one, str) else json.dumps(one)}", file=sys.stderr)
    if len(FAILURES) >= 5:
        sys.exit("too many failures")


def exact(value):
    """A value such that Python's == tells true from 1, and 1.0 not from 1."""
    if isinstance(value, dict):
        return {name: exact(member) for name, member in value.items()}
    if isinstance(value, list):
        return [exact(element) for element in value]
    return (isinstance(value, bool), value)


def same(what, given, ours, theirs):
    if exact(ours) != exact(theirs):
        fail(what, given, ours, theirs)


def without(claims, *names):
    return {name: claim for name, claim in claims.items() if name not in names}


def minted_alike(name, given, ours, theirs):
    same(f"header as by {name}", given, ours["header"], theirs["header"])
    # Compare the text: 1.0 equals 1, but `exp` must be written as an integer.
    same(f"exp as by {name}", given, repr(ours["claims"]["exp"]), repr(theirs["claims"]["exp"]))
    # Each library makes its own random jti. One that writes no iat cannot be compared by it.
    ignored = {"jti"} if "iat" in theirs["claims"] else {"jti", "iat"}
    if given["nbf"] is None:
        ignored.add("nbf")
    same(f"claims as by {name}", given, without(ours["claims"], *ignored), without(theirs["claims"], *ignored))


def twins(dice, token):
    """The same token with one character changed, and without its signature."""
    # Not the last character: some of its bits carry no data, and the libraries ignore them.
    place = dice.randrange(len(token) - 1)
    other = dice.choice([c for c in "ABCabc019-_" if c != token[place]])
    yield token[:place] + other + token[place + 1 :]
    header, payload, _ = token.split(".")
    yield f"{header}.{payload}."


def main():
    global TWIMINT
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("twimint")
    parser.add_argument("--inputs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    TWIMINT = os.path.abspath(chosen.twimint)
    dice = random.Random(chosen.seed)

    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    key = {
        "account_sid": sid(dice, "AC"),
        "api_key": sid(dice, "SK"),
        "secret": "".join(dice.choice(alphabet) for _ in range(32)),
    }
    inputs = [made_up(dice) | key for _ in range(chosen.inputs)]

    with tempfile.TemporaryDirectory() as folder:
        secret_file = os.path.join(folder, "secret")
        with open(secret_file, "w") as file:
            file.write(key["secret"])
        check(dice, inputs, key["secret"], secret_file)
        video_faults(key, secret_file)

    if FAILURES:
        sys.exit(f"seed {chosen.seed}: {len(FAILURES)} failures")


def check(dice, inputs, secret, secret_file):
    # Tuples of the minter, its input and the token.
    minted = [("twimint", given, mint(given, secret_file)) for given in inputs]
    minted += [("PyPI", given, python_mint(given)) for given in inputs]
    # The Node library requires an identity in every token.
    for_node = [given for given in inputs if given["identity"] is not None]
    answers = node([{"what": "mint", "input": given} for given in for_node])
    for given, answer in zip(for_node, answers):
        minted.append(("npm", given, answer["token"]))

    # All three read every token, and must agree.
    def read(tokens, at):
        by_node = node([{"what": "verify", "token": token, "secret": secret, "at": at} for token in tokens])
        by_python = [python_verify(token, secret, at) for token in tokens]
        return list(zip(decode(tokens, secret_file, at), by_python, by_node))

    readings = read([token for _, _, token in minted], NOW)
    ours = {}
    for (minter, given, _), (by_twimint, *by_libraries) in zip(minted, readings):
        if by_twimint["verdict"] != "no_fault_found" or by_twimint["signature"] != "valid":
            fail(f"twimint reads what {minter} minted", given, by_twimint)
        for library, by_library in zip(["PyPI", "npm"], by_libraries):
            what = f"minted by {minter}: read by twimint as by {library}"
            same(what, given, {name: by_twimint[name] for name in ["header", "claims"]}, by_library)
        if minter == "twimint":
            ours[id(given)] = by_twimint
        else:
            minted_alike(minter, given, ours[id(given)], by_twimint)

    # All three refuse a changed token.
    broken = [twin for _, _, token in minted for twin in twins(dice, token)]
    for token, (by_twimint, *by_libraries) in zip(broken, read(broken, NOW)):
        if by_twimint["verdict"] != "refused":
            fail("twimint refuses a changed token", None, token, by_twimint)
        if not all("refused" in by_library for by_library in by_libraries):
            fail("the libraries refuse a changed token", None, token, *by_libraries)
    foreign = node([{"what": "mint", "input": given, "algorithm": "HS512"} for given in for_node[:10]])
    for by_twimint, *_ in read([answer["token"] for answer in foreign], NOW):
        if 20102 not in [finding["code"] for finding in by_twimint["findings"]]:
            fail("twimint refuses HS512", None, by_twimint)

    # Times are exact to the second: the last second in which a token is valid, and the first in which it is not.
    some = dice.sample(minted, min(20, len(minted)))
    for minter, given, token in some:
        expires_at = given["issued_at"] + given["ttl"]
        moments = [(expires_at - 1, True), (expires_at, False)]
        if given["nbf"] is not None:
            moments += [(given["nbf"] - 1, False), (max(given["nbf"], given["issued_at"]), True)]
        for at, is_good in moments:
            [(by_twimint, *by_libraries)] = read([token], at)
            if (by_twimint["verdict"] == "no_fault_found") != is_good:
                fail(f"minted by {minter}: at {at} good is {is_good}", given, by_twimint)
            for by_library in by_libraries:
                if ("refused" not in by_library) != is_good:
                    fail(f"minted by {minter}: a library, at {at} good is {is_good}", given, by_library)

    [npm] = node([{"what": "version"}])
    print(
        f"{len(inputs)} inputs, {len(minted)} tokens minted by twimint, PyPI twilio {twilio.__version__} "
        f"and npm twilio {npm['version']}: read alike by all three; {len(broken)} changed ones refused by all three; "
        f"{len(some)} agreed upon to the second; {len(VIDEO_FAULTS)} faults of Twilio's video test found"
    )


if __name__ == "__main__":
    main()
