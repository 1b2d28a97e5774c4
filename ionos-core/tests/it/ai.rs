//! The AI Model Hub: what is sent and what is made of the answers, against wiremock; streams from prepared bytes.

use std::sync::Arc;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use ionos_core::engine::{Body, Outgoing, RateLimit, Transport, TransportError};
use ionos_core::{
    Ai, ChatAnswer, ChatChunk, Client, Error, ErrorKind, FinishReason, ImageSize, Message, Part,
    ResponseFormat, Tool, ToolCalls, ToolChoice,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::time::Instant;
use wiremock::matchers::{body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{builder, client};

const MODEL: &str = "openai/gpt-oss-120b";

/// Answers every call with the same pieces, and notes when each came.
#[derive(Debug)]
struct Prepared {
    pieces: Vec<Bytes>,
    times: Mutex<Vec<Instant>>,
}

#[async_trait]
impl Transport for Prepared {
    async fn send(&self, _: Outgoing) -> Result<http::Response<Body>, TransportError> {
        self.times.lock().unwrap().push(Instant::now());
        let body: Body = Box::pin(stream::iter(self.pieces.clone().into_iter().map(Ok)));
        Ok(http::Response::new(body))
    }
}

fn prepared(pieces: impl IntoIterator<Item = impl Into<Bytes>>) -> (Arc<Prepared>, Client) {
    let pieces = pieces.into_iter().map(Into::into).collect();
    let transport = Arc::new(Prepared { pieces, times: Mutex::default() });
    let ionos = builder("http://127.0.0.1:1", "test").transport(transport.clone()).build().unwrap();
    (transport, ionos)
}

async fn streamed(text: &str) -> Result<Vec<ChatChunk>, Error> {
    let (_, ionos) = prepared([text.to_owned()]);
    ionos.ai().chat(MODEL).user("?").stream().await.unwrap().try_collect().await
}

/// A service that answers one body of this operation with this document, and nothing else.
async fn answering(at: &str, body: Value, answer: Value) -> (MockServer, Ai) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path(at))
        .and(body_json(body))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .mount(&server)
        .await;
    let ai = client(&server.uri()).ai();
    (server, ai)
}

#[tokio::test]
async fn chat_sends_every_setting_and_always_its_limit_of_tokens() {
    let answer = json!({ "id": "1", "model": MODEL, "choices": [{
        "index": 0, "message": { "role": "assistant", "content": "Hello" }, "finish_reason": "stop",
    }], "usage": null });
    let short = json!({ "model": MODEL, "messages": [{ "role": "user", "content": "?" }], "max_completion_tokens": 1024 });
    let (_server, ai) = answering("/v1/chat/completions", short, answer.clone()).await;
    assert_eq!(ai.chat(MODEL).user("?").send().await.unwrap().text(), "Hello");

    let tool = json!({ "type": "function", "function": {
        "name": "look", "description": "Looks", "parameters": { "type": "object" },
    } });
    let whole = json!({
        "model": MODEL,
        "messages": [
            { "role": "system", "content": "Be short." },
            { "role": "user", "content": [
                { "type": "text", "text": "What is this?" },
                { "type": "image_url", "image_url": { "url": "https://example.com/a.png" } },
                { "type": "image_url", "image_url": { "url": "data:image/png;base64,iVBO" } },
            ] },
        ],
        "max_completion_tokens": 7, "temperature": 0.5, "top_p": 0.25, "n": 2, "stop": [".", "!"],
        "presence_penalty": 1.5, "frequency_penalty": -1.5, "logit_bias": { "42": -100.0 }, "user": "u-1",
        "tools": [tool],
        "tool_choice": { "type": "function", "function": { "name": "look" } },
        "response_format": { "type": "json_object" },
    });
    let (_server, ai) = answering("/v1/chat/completions", whole, answer).await;
    let chat = ai
        .chat(MODEL)
        .system("Be short.")
        .message(Message::parts([
            Part::text("What is this?"),
            Part::image_url("https://example.com/a.png"),
            Part::image("image/png", [0x89, b'P', b'N']),
        ]))
        .max_completion_tokens(7)
        .temperature(0.5)
        .top_p(0.25)
        .n(2)
        .stop(".")
        .stop("!")
        .presence_penalty(1.5)
        .frequency_penalty(-1.5)
        .logit_bias(42, -100.0)
        .user_id("u-1")
        .tool(Tool::function("look", "Looks", json!({ "type": "object" })))
        .tool_choice(ToolChoice::function("look"))
        .response_format(ResponseFormat::json());
    chat.send().await.unwrap();
}

#[tokio::test]
async fn what_the_service_would_refuse_is_not_sent() {
    let (transport, ionos) = prepared(["{}"]);
    let ai = ionos.ai();
    let chat = || ai.chat(MODEL).user("?");
    let tool = || Tool::function("look", "Looks", json!({}));
    let stops = (0..5).fold(chat(), |chat, i| chat.stop(i.to_string()));
    let tools = (0..129).fold(chat(), |chat, _| chat.tool(tool()));
    for (wrong, words) in [
        (ai.chat("").user("?"), "`model` is empty"),
        (ai.chat(MODEL), "no message"),
        (stops, "5 texts at which an answer ends are given; 4 is the most"),
        (tools, "129 tools are given; 128 is the most"),
        (chat().temperature(2.1), "`temperature` is 2.1; it goes from 0 to 2"),
        (chat().temperature(f32::NAN), "`temperature` is NaN"),
        (chat().top_p(1.5), "`top_p`"),
        (chat().presence_penalty(3.0), "`presence_penalty`"),
        (chat().frequency_penalty(-3.0), "`frequency_penalty`"),
        (chat().logit_bias(1, 101.0), "`logit_bias`"),
        (chat().n(0), "`n` is 0"),
        (chat().tool_choice(ToolChoice::Required), "none is given"),
        (chat().tool(tool()).tool_choice(ToolChoice::function("see")), "`see`, which is not given"),
    ] {
        let error = wrong.clone().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.operation(), Some("chatCompletionsPost"));
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(wrong.stream().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
    for error in [
        ai.complete("", "x").send().await.unwrap_err(),
        ai.complete(MODEL, "x").top_p(-1.0).send().await.unwrap_err(),
        ai.generate_image(MODEL, "").send().await.unwrap_err(),
        ai.generate_image(MODEL, "x").n(0).send().await.unwrap_err(),
        ai.embed(MODEL, &[""; 0]).await.unwrap_err(),
        ai.embed_text("", "x").await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    }
    assert!(transport.times.lock().unwrap().is_empty(), "something was sent");
}

#[test]
fn a_choice_of_tools_is_a_word_or_a_name() {
    for (choice, wire) in [
        (ToolChoice::None, json!("none")),
        (ToolChoice::Auto, json!("auto")),
        (ToolChoice::Required, json!("required")),
        (ToolChoice::function("look"), json!({ "type": "function", "function": { "name": "look" } })),
        (ToolChoice::from("newer"), json!("newer")),
    ] {
        assert_eq!(serde_json::to_value(&choice).unwrap(), wire);
        assert_eq!(serde_json::from_value::<ToolChoice>(wire).unwrap(), choice);
    }
}

#[test]
fn answers_keep_fields_and_words_that_are_newer() {
    let wire = json!({
        "id": "a", "object": "chat.completion", "created": 1, "model": MODEL, "service_tier": "x",
        "choices": [{
            "index": 0, "finish_reason": "tired", "logprobs": { "content": [] },
            "message": {
                "role": "critic", "content": "c", "reasoning_content": "because",
                "tool_calls": [{ "id": "1", "type": "function", "function": { "name": "f", "arguments": "{}", "x": 1 }, "y": 2 }],
            },
        }],
        "usage": { "prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3 },
    });
    let answer: ChatAnswer = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap(), wire);
    assert_eq!(answer.choices[0].finish_reason.as_ref().unwrap().as_str(), "tired");
    assert_eq!(answer.tool_calls()[0].function.parse::<Value>().unwrap(), json!({}));

    let wire = json!({
        "id": "a", "model": MODEL, "service_tier": "x",
        "choices": [{
            "index": 1, "finish_reason": "tired", "x": 1,
            "delta": { "role": "critic", "content": "c", "reasoning_content": "because", "tool_calls": [{ "index": 0, "id": "1", "type": "function", "function": { "name": "f" } }] },
        }],
        "usage": null,
    });
    let chunk: ChatChunk = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(serde_json::to_value(&chunk).unwrap(), wire);
    assert_eq!(chunk.text(), "", "the text is that of another answer");
}

#[tokio::test]
async fn a_streamed_answer_can_be_read_whole() {
    let pieces = [
        json!({ "id": "a", "model": MODEL, "choices": [{ "index": 0, "delta": { "role": "assistant", "content": "" } }, { "index": 1, "delta": { "role": "assistant" } }] }),
        json!({ "id": "a", "model": MODEL, "choices": [{ "index": 1, "delta": { "tool_calls": [{ "index": 0, "id": "c1", "function": { "name": "look", "arguments": "" } }] } }] }),
        json!({ "id": "a", "model": MODEL, "choices": [{ "index": 0, "delta": { "content": "Gr" } }] }),
        json!({ "id": "a", "model": MODEL, "choices": [{ "index": 1, "delta": { "tool_calls": [{ "index": 0, "function": { "arguments": "{\"a\":" } }, { "index": 1, "id": "c2", "function": { "name": "see", "arguments": "{}" } }] } }] }),
        json!({ "id": "a", "model": MODEL, "choices": [{ "index": 1, "delta": { "tool_calls": [{ "index": 0, "function": { "arguments": "1}" } }] } }] }),
        json!({ "id": "a", "model": MODEL, "choices": [{ "index": 0, "delta": { "content": "üße" }, "finish_reason": "stop" }, { "index": 1, "delta": {}, "finish_reason": "tool_calls" }] }),
        json!({ "id": "a", "model": MODEL, "choices": [], "usage": { "prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5 } }),
    ];
    let mut text: String = pieces.iter().map(|piece| format!("data: {piece}\n\n")).collect();
    text.push_str("data: [DONE]");
    let (_, ionos) = prepared([text]);
    let answer = ionos.ai().chat(MODEL).user("?").stream().await.unwrap().finish().await.unwrap();
    let call = |id: &str, name: &str, arguments: &str| json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } });
    let wanted: ChatAnswer = serde_json::from_value(json!({
        "id": "a", "model": MODEL, "usage": { "prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5 },
        "choices": [
            { "index": 0, "message": { "role": "assistant", "content": "Grüße" }, "finish_reason": "stop" },
            { "index": 1, "message": { "role": "assistant", "tool_calls": [call("c1", "look", "{\"a\":1}"), call("c2", "see", "{}")] }, "finish_reason": "tool_calls" },
        ],
    }))
    .unwrap();
    assert_eq!(answer, wanted);
    assert_eq!(answer.finish_reason(), Some(&FinishReason::Stop));
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_stream_is_an_error() {
    let first = r#"data: {"choices":[{"delta":{"content":"x"}}]}"#;
    for (rest, kind, words) in [
        (
            r#"data: {"error":{"message":"out of memory","code":500}}"#,
            ErrorKind::Unavailable,
            "out of memory",
        ),
        (r#"data: {"error":{"message":"too long","code":400}}"#, ErrorKind::InvalidRequest, "too long"),
        (r#"data: {"error":"busy","choices":[]}"#, ErrorKind::Unavailable, "busy"),
        ("data: {\"choices\":[}\n\n: more", ErrorKind::Decode, "cannot be read"),
        ("data: {\"choices\":[]} {}\n\n: more", ErrorKind::Decode, "cannot be read"),
        (r#"data: {"choices":[{"del"#, ErrorKind::Connect, "before it was finished"),
        ("", ErrorKind::Connect, "before it was finished"),
    ] {
        let error = streamed(&format!("{first}\n\n{rest}")).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{rest}: {error}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.request_id().is_some());
    }
}

#[tokio::test]
async fn a_last_line_without_its_end_counts() {
    let text = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]";
    assert_eq!(streamed(text).await.unwrap().len(), 1);
}

/// A stream of this many tokens, as the service sends them, in pieces of about 1,400 bytes.
fn tokens(count: usize) -> Vec<Bytes> {
    let token = |i: usize| {
        format!(
            "data: {{\"id\":\"chatcmpl-0123456789abcdef\",\"object\":\"chat.completion.chunk\",\"created\":1750000000,\"model\":\"{MODEL}\",\
             \"choices\":[{{\"index\":0,\"delta\":{{\"content\":\" word{i}\"}},\"logprobs\":null,\"finish_reason\":null}}],\"usage\":null}}\n\n"
        )
    };
    let text: String = (0..count).map(token).chain(["data: [DONE]\n\n".to_owned()]).collect();
    text.as_bytes().chunks(1400).map(Bytes::copy_from_slice).collect()
}

#[test]
fn a_token_costs_no_allocation_but_its_text() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (_, ionos) = prepared(tokens(2000));
    let open = || async { ionos.ai().chat(MODEL).user("?").stream().await.unwrap() };
    let mut stream = runtime.block_on(open());
    let mut bytes = 0;
    // The first ones make the buffers.
    for _ in 0..50 {
        runtime.block_on(stream.next()).unwrap().unwrap();
    }
    let info = allocation_counter::measure(|| {
        runtime.block_on(async {
            for _ in 0..1900 {
                bytes += stream.next().await.unwrap().unwrap().text().len();
            }
        });
    });
    assert!(bytes > 1900 * 5);
    assert!(info.count_total <= 1900 + 20, "{info:?}");
}

proptest! {
    #[test]
    fn a_stream_of_noise_ends_without_a_panic(
        parts in prop::collection::vec(
            prop_oneof![
                Just(r#"data: {"choices":[{"index":0,"delta":{"content":"x"}}]}"#.to_owned()),
                Just(r#"data: {"choices":[{"delta":{"tool_calls":[{"index":99999999}]}}]}"#.to_owned()),
                Just("\n\n".to_owned()),
                "data: [\\[\\]{}\":,a-z0-9]{0,12}",
                any::<String>(),
            ],
            0..12,
        ),
        size in 1_usize..40,
    ) {
        let text = parts.concat();
        let (_, ionos) = prepared(text.as_bytes().chunks(size).map(Bytes::copy_from_slice));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let whole = runtime.block_on(async {
            ionos.ai().chat(MODEL).user("?").stream().await.unwrap().finish().await
        });
        // Nothing here ends an answer as it should end.
        prop_assert!(whole.is_err());
    }
}

#[test]
fn calls_that_no_piece_names_are_left_out() {
    let delta = json!({ "index": 2, "id": "c", "function": { "name": "look", "arguments": "{}" } });
    let chunk = json!({ "choices": [{ "delta": { "tool_calls": [delta, { "index": 4_000_000 }] } }] });
    let mut calls = ToolCalls::default();
    calls.add(&serde_json::from_value(chunk).unwrap());
    assert_eq!(calls.into_calls().len(), 1);
}

#[tokio::test]
async fn completions_go_on_with_a_text_whole_and_streamed() {
    let body = json!({ "model": MODEL, "prompt": "Once", "max_tokens": 1024, "stop": ["."] });
    let answer = json!({
        "id": "c", "object": "text_completion", "created": 1, "model": MODEL,
        "choices": [{ "index": 0, "text": " upon a time", "finish_reason": "length", "logprobs": null }],
        "usage": { "prompt_tokens": 1, "completion_tokens": 3, "total_tokens": 4 },
    });
    let (_server, ai) = answering("/v1/completions", body, answer).await;
    let whole = ai.complete(MODEL, "Once").stop(".").send().await.unwrap();
    assert_eq!((whole.text(), whole.usage.total_tokens), (" upon a time", 4));
    assert_eq!(whole.choices[0].finish_reason, Some(FinishReason::Length));
    assert_eq!(whole.extra["object"], "text_completion");

    let server = MockServer::start().await;
    let text = "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\" upon\"}]}\n\ndata: {\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\" a time\",\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    Mock::given(path("/v1/completions"))
        .and(body_json(json!({ "model": MODEL, "prompt": "Once", "max_tokens": 9, "stream": true })))
        .respond_with(ResponseTemplate::new(200).set_body_raw(text, "text/event-stream"))
        .mount(&server)
        .await;
    let ai = client(&server.uri()).ai();
    let stream = ai.complete(MODEL, "Once").max_tokens(9).stream().await.unwrap();
    let chunks: Vec<_> = stream.try_collect().await.unwrap();
    let text: String = chunks.iter().map(ionos_core::CompletionChunk::text).collect();
    assert_eq!(text, " upon a time");
    assert_eq!(chunks[1].choices[0].finish_reason, Some(FinishReason::Stop));
}

#[tokio::test]
async fn one_text_is_embedded_as_it_is_and_many_come_in_their_order() {
    let vector =
        |index: usize, x: f32| json!({ "object": "embedding", "index": index, "embedding": [x, 0.0] });
    let one = json!({ "model": "m", "input": "a" });
    let answer = json!({ "object": "list", "data": [vector(0, 0.5)], "model": "m" });
    let (_server, ai) = answering("/v1/embeddings", one, answer).await;
    assert_eq!(ai.embed_text("m", "a").await.unwrap().embedding, [0.5, 0.0]);

    let many = json!({ "model": "m", "input": ["a", "b"] });
    let answer = json!({ "object": "list", "data": [vector(1, 2.0), vector(0, 1.0)], "model": "m", "usage": { "prompt_tokens": 2, "total_tokens": 2 } });
    let (_server, ai) = answering("/v1/embeddings", many, answer).await;
    let found = ai.embed("m", &["a".to_owned(), "b".to_owned()]).await.unwrap();
    assert_eq!(found.data.iter().map(|e| e.embedding[0]).collect::<Vec<_>>(), [1.0, 2.0]);
    assert_eq!(found.usage.total_tokens, 2);
}

#[tokio::test]
async fn images_come_decoded_and_only_their_length_is_printed() {
    let body = json!({ "model": "m", "prompt": "a", "n": 2, "size": "1792x1024", "response_format": "b64_json", "user": "u" });
    let answer = json!({ "created": 1, "data": [{ "b64_json": "iVBO" }, { "b64_json": "AAAA", "revised_prompt": "b" }] });
    let (_server, ai) = answering("/v1/images/generations", body.clone(), answer.clone()).await;
    let wanted = ai.generate_image("m", "a").n(2).size(ImageSize::Landscape).user_id("u");
    let made = wanted.send().await.unwrap();
    assert_eq!(made.data[0].bytes, [0x89, b'P', b'N']);
    assert_eq!(serde_json::to_value(&made).unwrap(), answer);
    assert!(format!("{made:?}").contains("bytes: 3"), "{made:?}");

    let (server, _) = answering("/v1/images/generations", body.clone(), answer.clone()).await;
    let raw = client(&server.uri()).raw("imagesGenerationsPost").unwrap().body(&body).send().await.unwrap();
    assert_eq!(raw.json::<Value>().unwrap(), answer);
}

#[tokio::test(start_paused = true)]
async fn images_are_limited_besides_all_calls() {
    let pieces = vec![Bytes::from("{\"data\":[]}")];
    let transport = Arc::new(Prepared { pieces, times: Mutex::default() });
    let start = |image: Option<RateLimit>| {
        let builder = builder("http://127.0.0.1:1", "test").transport(transport.clone());
        let builder = match image {
            Some(limit) => builder.ai_image_rate_limit(limit),
            None => builder,
        };
        builder.ai_rate_limit(RateLimit::new(1000.0, 1000.0)).build().unwrap().ai()
    };
    let ai = start(None);
    for _ in 0..21 {
        ai.generate_image("m", "x").send().await.unwrap();
    }
    let ask = || ai.embed("m", &["x"]);
    ask().await.unwrap();
    let times = std::mem::take(&mut *transport.times.lock().unwrap());
    assert_eq!((times[19] - times[0]).as_secs(), 0);
    assert_eq!((times[20] - times[19]).as_secs(), 6, "the 21st waits for a tenth of a minute");
    assert_eq!((times[21] - times[20]).as_secs(), 0, "other calls do not wait");

    let ai = start(Some(RateLimit::new(1.0, 1.0)));
    for _ in 0..2 {
        ai.generate_image("m", "x").send().await.unwrap();
    }
    let times = transport.times.lock().unwrap();
    assert_eq!((times[1] - times[0]).as_secs(), 1);
}

#[cfg(feature = "schema")]
mod structured {
    use super::*;
    use crate::support::simulated;

    /// A place.
    #[derive(Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
    struct Place {
        /// Its name.
        name: String,
        inhabitants: u32,
        mayor: Option<Mayor>,
        #[serde(default)]
        twins: Vec<String>,
    }

    #[derive(Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
    struct Mayor {
        name: String,
        age: Option<u8>,
    }

    #[test]
    fn a_type_becomes_a_strict_schema() {
        let format = serde_json::to_value(ResponseFormat::of::<Place>()).unwrap();
        assert_eq!(format["type"], "json_schema");
        let described = &format["json_schema"];
        assert_eq!((&described["name"], &described["strict"]), (&json!("Place"), &json!(true)));
        let schema = &described["schema"];
        assert_eq!(schema["additionalProperties"], false);
        let mut required: Vec<_> =
            schema["required"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
        required.sort_unstable();
        assert_eq!(required, ["inhabitants", "mayor", "name", "twins"]);
        assert_eq!(schema["properties"]["name"]["description"], "Its name.");
        assert!(schema["properties"]["inhabitants"].get("format").is_none());
        assert!(schema["properties"]["twins"].get("default").is_none());
        let mayor = &schema["$defs"]["Mayor"];
        assert_eq!(mayor["additionalProperties"], false);
        assert_eq!(mayor["required"].as_array().unwrap().len(), 2);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_answer_comes_as_the_type_that_was_asked_for() {
        #[derive(serde::Deserialize, schemars::JsonSchema)]
        struct City {
            name: String,
            inhabitants: u32,
        }
        let (_simulator, ionos) = simulated().await;
        let place: City =
            ionos.ai().chat(MODEL).user("Tell me about Berlin with 3755251 people").json().await.unwrap();
        assert_eq!((place.name.as_str(), place.inhabitants), ("Berlin", 3_755_251));
    }

    #[tokio::test]
    async fn an_answer_that_does_not_fit_shows_what_the_model_said() {
        let answer = |content: &str, reason: &str| json!({ "choices": [{ "message": { "role": "assistant", "content": content }, "finish_reason": reason }] });
        let said = async |document: Value| {
            let (_, ionos) = prepared([document.to_string()]);
            ionos.ai().chat(MODEL).user("?").max_completion_tokens(5).json::<Place>().await.unwrap_err()
        };
        let error = said(answer("I would rather not.", "stop")).await;
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Decode, Some("chatCompletionsPost")));
        assert!(error.to_string().contains("I would rather not."), "{error}");
        let error = said(answer("{\"name\":", "length")).await;
        assert!(error.to_string().contains("cut off after 5 tokens"), "{error}");
        assert!(error.to_string().contains("raise `max_completion_tokens`"), "{error}");
        let error = said(answer("", "content_filter")).await;
        assert!(error.to_string().contains("held back"), "{error}");
    }
}

#[expect(deprecated, reason = "they are for those who have collections")]
mod collections {
    use ionos_core::{
        Chunking, ChunkingConfig, ChunkingStrategy, DocumentQuery, NewDocumentCollection, NewDocuments,
        WholeDocument, WholeDocumentCollection,
    };

    use super::*;

    async fn serve(server: &MockServer, verb: &str, at: &str, body: Option<Value>, answer: (u16, Value)) {
        let mut mock = Mock::given(method(verb)).and(path(at));
        if let Some(body) = body {
            mock = mock.and(body_json(body));
        }
        let (status, document) = answer;
        let reply = ResponseTemplate::new(status);
        let reply = if document.is_null() { reply } else { reply.set_body_json(document) };
        mock.respond_with(reply).expect(1..).mount(server).await;
    }

    #[tokio::test]
    async fn collections_are_made_filled_searched_and_removed() {
        let server = MockServer::start().await;
        let made = json!({ "id": "c1", "type": "collection", "properties": { "name": "papers", "documentsCount": 0, "totalTokens": 0 } });
        let new = json!({ "type": "collection", "properties": { "name": "papers", "chunking": {
            "enabled": true, "strategy": { "name": "fixed_size", "config": { "chunk_size": 256, "chunk_overlap": 50 } },
        } } });
        serve(&server, "POST", "/collections", Some(new), (201, made.clone())).await;
        serve(&server, "GET", "/collections", None, (200, json!({ "items": [made] }))).await;
        serve(&server, "GET", "/collections/c1", None, (200, made.clone())).await;
        let renamed = json!({ "properties": { "name": "letters" } });
        serve(&server, "PUT", "/collections/c1", Some(renamed), (200, made.clone())).await;
        let document = json!({ "id": "d1", "type": "document", "properties": {
            "name": "a", "contentType": "text/plain", "content": "SGVsbG8=", "labels": { "number_of_tokens": "1" },
        } });
        let one = json!({ "type": "document", "properties": { "name": "a", "contentType": "text/plain", "content": "SGVsbG8=" } });
        let many = json!({ "type": "collection", "items": [one] });
        let list = json!({ "items": [document] });
        serve(&server, "PUT", "/collections/c1/documents", Some(many), (200, list.clone())).await;
        serve(&server, "GET", "/collections/c1/documents", None, (200, list.clone())).await;
        serve(&server, "GET", "/collections/c1/documents/d1", None, (200, document.clone())).await;
        serve(&server, "PUT", "/collections/c1/documents/d1", Some(one), (200, document.clone())).await;
        serve(&server, "GET", "/collections/c1/documents/d1/chunks", None, (200, list.clone())).await;
        let matches = json!({ "properties": { "matches": [{ "document": document, "score": 0.5 }] } });
        let query = json!({ "query": "greeting", "limit": 3 });
        serve(&server, "POST", "/collections/c1/query", Some(query), (200, matches.clone())).await;
        serve(&server, "DELETE", "/collections/c1/documents/d1", None, (204, Value::Null)).await;
        serve(&server, "DELETE", "/collections/c1/documents", None, (204, Value::Null)).await;

        let all = client(&server.uri()).document_collections();
        let config = ChunkingConfig::default().chunk_size(256).chunk_overlap(50);
        let strategy = ChunkingStrategy::default().name("fixed_size").config(config);
        let new = NewDocumentCollection::new("papers")
            .chunking(Chunking::default().enabled(true).strategy(strategy));
        let collection = all.collections().create(new).await.unwrap().wait().await.unwrap();
        assert_eq!(collection.properties.documents_count, Some(0));
        assert_eq!(all.collections().list().all().await.unwrap().len(), 1);

        let papers = all.collection("c1");
        assert_eq!(papers.get().await.unwrap(), collection);
        let whole = WholeDocumentCollection::default().name("letters");
        papers.replace(whole).await.unwrap().wait().await.unwrap();
        let hello = || WholeDocument::plain("a", "Hello");
        let stored = papers.add_documents([hello()].into_iter().collect::<NewDocuments>()).await.unwrap();
        assert_eq!(stored.items[0].properties.text().as_deref(), Some("Hello"));
        assert_eq!(papers.documents().list().all().await.unwrap(), stored.items);
        let document = papers.document("d1");
        assert_eq!(document.get().await.unwrap(), stored.items[0]);
        document.replace(hello()).await.unwrap().wait().await.unwrap();
        assert_eq!(document.chunks().await.unwrap().items.len(), 1);
        let found = papers.query(DocumentQuery::new("greeting").limit(3)).await.unwrap();
        assert_eq!(serde_json::to_value(&found).unwrap(), matches);
        assert!(document.delete().await.unwrap().detach().is_none());
        papers.clear().await.unwrap().wait().await.unwrap();
    }
}
