"""The official OpenAI package for Python against the AI Model Hub. It checks every answer itself."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Literal

import pytest
from openai import BadRequestError, NotFoundError, OpenAI
from pydantic import BaseModel, Field

MODEL = "meta-llama/Llama-3.3-70B-Instruct"
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather in a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
            "required": ["city"],
        },
    },
}


class Address(BaseModel):
    street: str
    number: int = Field(ge=10, le=20)


class Person(BaseModel):
    """A schema that an answer must follow."""

    name: str
    role: Literal["admin", "guest"]
    homes: list[Address] = Field(min_length=2)
    born: date
    note: str | None


@pytest.fixture(scope="module")
def record(results):
    return results.client("openai", "AI Model Hub")


@pytest.fixture
def client(cloud):
    """Answers that differ from the package's models are errors."""
    with OpenAI(base_url=f"{cloud.url}/v1", api_key=cloud.token, _strict_response_validation=True) as client:
        yield client


def say(text: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": "Be short."}, {"role": "user", "content": text}]


def lenient(client) -> OpenAI:
    """For the two calls in which the package's own models do not fit what the package asks for."""
    return OpenAI(base_url=client.base_url, api_key=client.api_key)


def test_models(client, record):
    # Only the list is among the documented calls of the hub.
    models = record.watch("models", client.models, ["list"])
    assert MODEL in [model.id for model in models.list()]
    with pytest.raises(NotFoundError):
        client.chat.completions.create(model="nobody/knows-this", messages=say("x"))


def test_chat_answers_depend_on_the_question_and_count_tokens(client, record):
    chat = record.watch("chat completions", client.chat.completions, ["create"])
    one, again, other = (
        chat.create(model=MODEL, messages=say(text), max_completion_tokens=100)
        for text in ("What is a tunnel?", "What is a tunnel?", "What is a firewall?")
    )
    assert one.choices[0].message.content == again.choices[0].message.content
    assert one.choices[0].message.content != other.choices[0].message.content
    assert one.usage.total_tokens == one.usage.prompt_tokens + one.usage.completion_tokens
    assert one.usage.completion_tokens == len(one.choices[0].message.content.split())
    assert one.choices[0].finish_reason == "stop"
    short = chat.create(model=MODEL, messages=say("What is a tunnel?"), max_tokens=3)
    assert (short.choices[0].finish_reason, short.usage.completion_tokens) == ("length", 3)
    assert [choice.index for choice in chat.create(model=MODEL, messages=say("x"), n=2).choices] == [0, 1]
    stopped = chat.create(model=MODEL, messages=say("What is a tunnel?"), max_tokens=100, stop=[" is "])
    assert stopped.choices[0].message.content == one.choices[0].message.content.split(" is ")[0]
    with pytest.raises(BadRequestError):
        chat.create(model=MODEL, messages=[])


def test_chat_in_a_stream(client, record):
    chat = record.watch("chat completions, streamed", client.chat.completions, ["create", "stream"])
    whole = chat.create(model=MODEL, messages=say("What is a tunnel?"), max_tokens=100)
    options = {"include_usage": True}
    pieces = list(
        chat.create(model=MODEL, messages=say("What is a tunnel?"), max_tokens=100, stream=True, stream_options=options)
    )
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
    assert text == whole.choices[0].message.content
    assert pieces[-1].usage == whole.usage
    with chat.stream(model=MODEL, messages=say("What is a tunnel?"), max_tokens=100) as stream:
        assert stream.get_final_completion().choices[0].message.content == text


@pytest.mark.parametrize("streamed", [False, True])
def test_tools(client, record, streamed):
    chat = record.watch("chat with tools", client.chat.completions, ["create", "stream"])
    messages = say("How is the weather in Berlin?")
    asked = {"model": MODEL, "messages": messages, "tools": [WEATHER], "tool_choice": "required"}
    if streamed:
        with chat.stream(**asked) as stream:
            answer = stream.get_final_completion()
    else:
        answer = chat.create(**asked)
    choice = answer.choices[0]
    (call,) = choice.message.tool_calls
    assert (choice.finish_reason, call.function.name) == ("tool_calls", "weather")
    assert isinstance(json.loads(call.function.arguments)["city"], str)
    messages += [
        {"role": "assistant", "tool_calls": [call.to_dict()]},
        {"role": "tool", "tool_call_id": call.id, "content": "18 degrees"},
    ]
    done = chat.create(model=MODEL, messages=messages, tools=[WEATHER], max_tokens=50)
    assert "18 degrees" in done.choices[0].message.content


def test_answers_in_a_schema(client, record):
    chat = record.watch("chat with a JSON schema", client.chat.completions, ["create", "parse"])
    parsed = chat.parse(model=MODEL, messages=say("Where is it?"), response_format=Person, max_tokens=500)
    assert isinstance(parsed.choices[0].message.parsed, Person)
    free = chat.create(model=MODEL, messages=say("JSON"), response_format={"type": "json_object"}, max_tokens=500)
    assert isinstance(json.loads(free.choices[0].message.content), dict)


def test_completions(client, record):
    completions = record.watch("completions", client.completions, ["create"])
    whole = completions.create(model=MODEL, prompt="A tunnel is", max_tokens=30)
    assert whole.usage.completion_tokens == len(whole.choices[0].text.split())
    # Its model has a finish_reason in every piece; services send one with the last.
    streamed = record.watch("completions, streamed", lenient(client).completions, ["create"])
    pieces = streamed.create(model=MODEL, prompt="A tunnel is", max_tokens=30, stream=True)
    assert "".join(piece.choices[0].text for piece in pieces) == whole.choices[0].text
    assert [c.index for c in completions.create(model=MODEL, prompt=["a", "b"]).choices] == [0, 1]


def similarity(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_embeddings_of_equal_words_are_near(client, record):
    # It asks for base64 unless told otherwise, and reads the answer before it turns that into numbers.
    embeddings = record.watch("embeddings", lenient(client).embeddings, ["create"])
    texts = ["the cat sits on the mat", "a cat sits on a mat", "quarterly revenue grew strongly"]
    answer = embeddings.create(model="BAAI/bge-m3", input=texts)
    cat, other_cat, revenue = (item.embedding for item in answer.data)
    assert similarity(cat, other_cat) > similarity(cat, revenue) + 0.2
    assert len(cat) == 1024
    floats = embeddings.create(model="BAAI/bge-m3", input=texts[0], encoding_format="float").data[0].embedding
    assert floats == pytest.approx(cat, abs=1e-6)
    raw = embeddings.create(model="BAAI/bge-m3", input=texts[0], encoding_format="base64").data[0].embedding
    assert len(base64.b64decode(raw)) == 4 * 1024


def test_images(client, record):
    images = record.watch("images", client.images, ["generate"])
    answer = images.generate(
        model="black-forest-labs/FLUX.1-schnell", prompt="a lighthouse", n=2, response_format="b64_json"
    )
    assert len(answer.data) == 2
    assert base64.b64decode(answer.data[0].b64_json).startswith(b"\x89PNG")


def test_no_operation_was_left_out(record):
    """Run after all others of this file."""
    assert record.missing() == []
