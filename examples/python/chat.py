"""Story 3: the AI Model Hub in Berlin. A streamed answer, a tool that the model may ask for, and embeddings."""

import asyncio
import os

from ionos_sdk import AsyncClient, Message, Tool

MODEL = os.environ.get("IONOS_AI_MODEL", "openai/gpt-oss-120b")
EMBEDDING_MODEL = os.environ.get("IONOS_AI_EMBEDDING_MODEL", "BAAI/bge-m3")

# A tool is a promise of ours to the model: it says what to call, we call it and tell the result.
COUNT_SERVERS = Tool(
    "count_servers",
    "How many servers run in a location",
    {"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]},
)


async def main() -> None:
    async with AsyncClient.from_env(residency="germany") as ionos:
        question = [Message.system("You answer in two sentences."), Message.user("Why does data residency matter?")]
        async with await ionos.ai.chat(MODEL, question, stream=True) as answer:
            async for piece in answer:
                print(piece.text, end="", flush=True)
                if piece.usage is not None:
                    print(f"\n({piece.usage.prompt_tokens} + {piece.usage.completion_tokens} tokens)")

        messages = [Message.user("How many servers run in de/txl? Use the tool.")]
        asked = await ionos.ai.chat(MODEL, messages, tools=[COUNT_SERVERS], tool_choice="required")
        messages.append(asked.choices[0].message)
        for call in asked.tool_calls:
            print(f"the model calls {call.function.name}({call.function.arguments})")
            messages.append(Message.tool(call.id, "2"))
        final = await ionos.ai.chat(MODEL, messages, tools=[COUNT_SERVERS], tool_choice="none")
        print(final.text)

        texts = ["The server is down", "The machine does not answer", "Asparagus season begins in April"]
        first, *others = (await ionos.ai.embed(EMBEDDING_MODEL, texts)).data
        for text, other in zip(texts[1:], others, strict=True):
            print(f'"{texts[0]}" and "{text}": {first.similarity(other):.2f}')


asyncio.run(main())
