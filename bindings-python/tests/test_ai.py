"""The AI Model Hub: whole and streamed answers, tools, embeddings."""

from __future__ import annotations

import json

import pytest
from ionos_sdk import AsyncClient, Client, ConnectError, InvalidRequestError, Message, NotFoundError, Tool
from ionos_sdk.ai import Embedding

MODEL = "openai/gpt-oss-120b"
TOOL = Tool(
    "count_servers",
    "How many servers run in a location",
    {"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]},
)


@pytest.fixture
def ionos(cloud):
    return Client.from_env(max_attempts=1)


def asked(cloud) -> dict:
    return [e for e in cloud.journal() if e["path"].endswith("/chat/completions")][-1]["body"]


def test_models_can_be_listed(ionos):
    models = ionos.ai.models()
    assert MODEL in {m.id for m in models}
    assert all(m.owned_by for m in models)


def test_a_whole_answer(ionos, cloud):
    answer = ionos.ai.chat(
        MODEL,
        [Message.system("Be brief."), {"role": "user", "content": "Why does data residency matter?"}],
        temperature=0.5,
        top_p=0.5,
        stop=["###"],
        max_completion_tokens=200,
        response_format={"type": "text"},
    )
    assert "residency" in answer.text
    assert answer.model == MODEL
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0
    body = asked(cloud)
    assert body["messages"][0] == {"role": "system", "content": "Be brief."}
    assert (body["temperature"], body["top_p"], body["stop"]) == (0.5, 0.5, ["###"])
    assert (body["max_completion_tokens"], body["response_format"]) == (200, {"type": "text"})


def test_an_answer_ends_at_its_limit(ionos, cloud):
    answer = ionos.ai.chat(MODEL, "Why does data residency matter?", max_completion_tokens=3)
    assert answer.choices[0].finish_reason == "length"
    ionos.ai.chat(MODEL, "Hello")
    assert asked(cloud)["max_completion_tokens"] == 1024


def test_a_streamed_answer_says_the_same(ionos):
    whole = ionos.ai.chat(MODEL, "Why does data residency matter?").text
    with ionos.ai.chat(MODEL, "Why does data residency matter?", stream=True) as stream:
        pieces = list(stream)
    assert len(pieces) > 2
    assert "".join(p.text for p in pieces) == whole
    assert pieces[-1].usage is not None
    assert "stop" in {c.finish_reason for p in pieces for c in p.choices}
    assert ionos.ai.chat(MODEL, "Why does data residency matter?", stream=True).text() == whole


def test_a_closed_stream_gives_nothing_more(ionos):
    stream = ionos.ai.chat(MODEL, "Why does data residency matter?", stream=True)
    next(iter(stream))
    stream.close()
    assert list(stream) == []


async def test_a_streamed_answer_in_asyncio(cloud):
    async with AsyncClient.from_env() as ionos:
        async with await ionos.ai.chat(MODEL, "Why does data residency matter?", stream=True) as stream:
            text = "".join([piece.text async for piece in stream])
        assert text == (await ionos.ai.chat(MODEL, "Why does data residency matter?")).text
        assert len((await ionos.ai.embed("BAAI/bge-m3", ["one", "two"])).data) == 2
        assert MODEL in {m.id for m in await ionos.ai.models()}


def test_a_tool_is_asked_for_and_its_result_used(ionos, cloud):
    messages = [Message.user("How many servers run in de/txl? Use the tool.")]
    first = ionos.ai.chat(MODEL, messages, tools=[TOOL], tool_choice="required")
    (call,) = first.tool_calls
    assert (call.kind, call.function.name) == ("function", "count_servers")
    assert "location" in json.loads(call.function.arguments)
    assert asked(cloud)["tools"] == [TOOL.document()]
    messages += [first.choices[0].message, Message.tool(call.id, "2")]
    second = ionos.ai.chat(MODEL, messages, tools=[TOOL.document()], tool_choice="none")
    assert "2" in second.text and second.tool_calls == ()
    sent = asked(cloud)["messages"]
    assert sent[1]["tool_calls"][0]["function"]["name"] == "count_servers"
    assert sent[2] == {"role": "tool", "content": "2", "tool_call_id": call.id}


def test_a_streamed_tool_call_comes_in_pieces(ionos):
    with ionos.ai.chat(MODEL, "Use the tool.", tools=[TOOL], tool_choice="required", stream=True) as stream:
        deltas = [d for p in stream for c in p.choices for d in c.delta.tool_calls or ()]
    assert "".join(d.function.name or "" for d in deltas if d.function) == "count_servers"
    assert json.loads("".join(d.function.arguments or "" for d in deltas if d.function))


def test_close_texts_have_close_vectors(ionos):
    texts = ["The server is down", "The server is slow", "Asparagus season"]
    first, close, far = ionos.ai.embed("BAAI/bge-m3", texts).data
    assert first.similarity(first) == pytest.approx(1)
    assert first.similarity(close) > first.similarity(far)
    assert Embedding(index=0, embedding=(0.0,)).similarity(first) == 0
    with pytest.raises(InvalidRequestError, match="list"):
        ionos.ai.embed("BAAI/bge-m3", "one text")


def test_failures(ionos, cloud):
    with pytest.raises(NotFoundError):
        ionos.ai.chat("no/such-model", "Hello")
    with pytest.raises(NotFoundError):
        ionos.ai.chat("no/such-model", "Hello", stream=True)
    with pytest.raises(InvalidRequestError, match="malformed"):
        ionos.ai.chat(MODEL, [{"text": "no role"}])
    cloud.inject("drop", path="/chat/completions")
    with pytest.raises(ConnectError):
        ionos.ai.chat(MODEL, "Hello")
