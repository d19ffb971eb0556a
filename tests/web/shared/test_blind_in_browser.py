"""The browser's half, in Chromium: the same vectors, and one token made by both halves together."""

from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

import kenes.web
from kenes.engines.blind import letters
from kenes.engines.blind.keys import invertible
from kenes.engines.blind.protocol import blind_with
from kenes.engines.blind.tokens import Token, accept, issue, token_context
from kenes.engines.blind.variants import VARIANTS
from tests.engines.blind.cases import ISSUER, OTHER, RFC, read, rfc_key

pytestmark = pytest.mark.browser

MODULE = Path(kenes.web.__file__).parent / "static/js/blind.js"
HOST = "http://localhost"
# The policy of the site's own pages, as far as it touches scripts.
POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'"
CASE = read("token.json")
TALK = CASE["conversation"]
# Tells a refusal by its step, and anything else as it is.
RUN = """async (given) => {
  const blind = await import("/blind.js");
  const run = WORK;
  try { return { came: await run(given) }; }
  catch (error) { if (error.step) return { step: error.step, fault: error.fault }; throw error; }
}"""

BEGIN = """(given) =>
  blind.requestToken(blind.fromHex(given.spki), given.conversation, "checked")"""
FINISH = "(given) => blind.finishToken(given.pending, given.answer)"


@pytest.fixture(scope="module")
def page(browser):
    """An empty page of a secure origin that has the module; nothing is asked of any network."""
    context = browser.new_context()
    context.route("**/*", answer)
    opened = context.new_page()
    opened.goto(f"{HOST}/")
    yield opened
    context.close()


def answer(route):
    headers = {"Content-Security-Policy": POLICY}
    if route.request.url == f"{HOST}/blind.js":
        body, kind = MODULE.read_text(), "text/javascript"
    else:
        body, kind = "<!doctype html><title>blind</title>", "text/html"
    route.fulfill(status=200, headers=headers, content_type=kind, body=body)


def run(page, work, given):
    """Run one arrow function over `blind`, the module; return what came, or the refusal."""
    return page.evaluate(RUN.replace("WORK", work), given)


def vector(case):
    variant = VARIANTS[case["name"]]
    factor = pow(int(case["inv"], 16), -1, rfc_key().public.modulus)
    given = {
        **case,
        "spki": rfc_key().public.der.hex(),
        "prepared": case["msg_prefix"] + RFC["msg"],
        "factor": f"{factor:x}",
    }
    return given, variant


@pytest.mark.parametrize("case", RFC["cases"], ids=lambda case: case["name"])
def test_the_vectors_of_the_rfc_come_out_in_the_browser(page, case):
    given, variant = vector(case)

    came = run(
        page,
        """async (given) => {
          const key = await blind.readKey(blind.fromHex(given.spki));
          const variant = blind.VARIANTS[given.name];
          const [prepared, salt] = [blind.fromHex(given.prepared), blind.fromHex(given.salt)];
          const factor = BigInt(`0x${given.factor}`);
          const hidden = await blind.blind(key, prepared, variant, salt, factor);
          const answer = blind.fromHex(given.blind_sig);
          const signature = await blind.finalize(key, prepared, answer, hidden.inverse, variant);
          return { variant, blinded: blind.toHex(hidden.octets), sig: blind.toHex(signature),
                   inverse: hidden.inverse.toString(16), id: blind.toHex(key.id) };
        }""",
        given,
    )["came"]

    assert came == {
        "variant": {"prefix": variant.prefix_size, "salt": variant.salt_size},
        "blinded": case["blinded_msg"],
        "sig": case["sig"],
        "inverse": case["inv"].lstrip("0"),
        "id": rfc_key().public.key_id.hex(),
    }


def test_a_token_is_begun_in_the_browser_signed_here_finished_there_and_accepted_here(page):
    given = {"spki": ISSUER.public.der.hex(), "conversation": TALK}

    tokens = []
    for asked in (run(page, BEGIN, given)["came"] for _ in range(2)):
        answered = issue(ISSUER, bytes.fromhex(asked["blinded"])).hex()
        text = run(page, FINISH, {**asked, "answer": answered})["came"]
        tokens.append(Token.parse(text))
        assert tokens[-1].text() == text

    context = token_context(TALK, "checked", ISSUER.public)
    marks = {accept(ISSUER.public, context, token) for token in tokens}
    assert len(marks) == 2


def test_our_vector_has_the_same_letters_in_the_browser(page):
    came = run(
        page,
        """async (given) => {
          const key = await blind.readKey(blind.fromHex(given.spki));
          const context = blind.tokenContext(given.conversation, given.tier, key);
          const [prefix, nonce] = [blind.fromHex(given.prefix), blind.fromHex(given.nonce)];
          const prepared = Uint8Array.from([...prefix, ...context, ...nonce]);
          const variant = Object.values(blind.VARIANTS)[0];
          const factor = BigInt(`0x${given.factor}`);
          const hidden = await blind.blind(key, prepared, variant, blind.fromHex(given.salt), factor);
          const answer = blind.fromHex(given.blind_signature);
          const signature = await blind.finalize(key, prepared, answer, hidden.inverse);
          return [new TextDecoder().decode(context), blind.toHex(hidden.octets),
                  await blind.tokenText(key, prefix, nonce, signature)];
        }""",
        CASE,
    )["came"]

    assert came == [CASE["context"], CASE["blinded"], CASE["text"]]


def key_refused(page, spki):
    return run(page, "(given) => blind.readKey(blind.fromHex(given))", spki.hex())


def test_a_key_that_is_none_or_too_short_is_refused_in_the_browser(page):
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    short = rsa.generate_private_key(65_537, 1024).public_key().public_bytes(*form)
    other = rsa.RSAPublicNumbers(65_539, ISSUER.public.modulus).public_key().public_bytes(*form)

    assert key_refused(page, b"junk") == {"step": "key.form", "fault": "issuer"}
    assert key_refused(page, other) == {"step": "key.form", "fault": "issuer"}
    assert key_refused(page, short) == {"step": "key.size", "fault": "issuer"}


def test_an_answer_that_is_no_signature_is_refused_in_the_browser(page):
    given = {"spki": ISSUER.public.der.hex(), "conversation": TALK}
    asked = run(page, BEGIN, given)["came"]

    wrong = run(page, FINISH, {**asked, "answer": "00" * 256})
    short = run(page, FINISH, {**asked, "answer": "00" * 255})

    assert wrong == {"step": "finalize.signature", "fault": "issuer"}
    assert short == {"step": "finalize.length", "fault": "issuer"}


@pytest.mark.parametrize("factor", [0, ISSUER.p, ISSUER.public.modulus])
def test_a_factor_without_an_inverse_is_refused_in_the_browser(page, factor):
    came = run(
        page,
        """async (given) => {
          const key = await blind.readKey(blind.fromHex(given.spki));
          const variant = Object.values(blind.VARIANTS)[0];
          const factor = BigInt(`0x${given.factor}`);
          return blind.blind(key, new Uint8Array(3), variant, new Uint8Array(48), factor);
        }""",
        {"spki": ISSUER.public.der.hex(), "factor": f"{factor:x}"},
    )

    assert came == {"step": "blind.factor", "fault": "program"}


@pytest.mark.parametrize("name", ["", "a b", "a\n", "ә", "a" * 65])
def test_a_name_that_could_be_read_in_two_ways_is_refused_in_the_browser(page, name):
    given = {"spki": OTHER.public.der.hex(), "conversation": name}

    assert run(page, BEGIN, given) == {"step": "context.name", "fault": "program"}


PARITY = """async (given) => {
  const variant = Object.values(blind.VARIANTS)[0];
  const came = [];
  for (const one of given) {
    const key = await blind.readKey(blind.fromHex(one.spki));
    const [prepared, salt] = [blind.fromHex(one.prepared), blind.fromHex(one.salt)];
    const factor = BigInt(`0x${one.factor}`);
    const hidden = await blind.blind(key, prepared, variant, salt, factor);
    const text = await blind.tokenText(key, prepared, salt, hidden.octets);
    came.push([blind.toHex(hidden.octets), hidden.inverse.toString(16), text]);
  }
  return came;
}"""


def test_both_halves_agree_on_chance_of_every_length(page):
    """Messages and salts of many lengths, factors that begin with zeros, both lengths of key."""
    chance = Random(9474)
    keys = (ISSUER.public, OTHER.public, rfc_key().public)
    cases = [(key, size, chance) for size in range(0, 49, 4) for key in keys]

    given, expected = zip(*(case_by_chance(*case) for case in cases), strict=True)

    assert run(page, PARITY, list(given))["came"] == list(expected)


def case_by_chance(key, size, chance):
    prepared, salt = chance.randbytes(3 * size), chance.randbytes(size)
    factor = invertible(key.modulus, lambda below: chance.getrandbits(40 * (size + 1)) % below)
    hidden = blind_with(key, prepared, salt=salt, factor=factor)
    given = {"spki": key.der.hex(), "prepared": prepared.hex(), "salt": salt.hex()}
    text = letters.write(key.key_id + prepared + salt + hidden.octets)
    return {**given, "factor": f"{factor:x}"}, [
        hidden.octets.hex(),
        f"{hidden.inverse:x}",
        text,
    ]
