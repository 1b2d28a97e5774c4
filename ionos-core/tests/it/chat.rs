//! The AI Model Hub: streaming from a hand-cut server, and the simulator.

use futures_util::{StreamExt as _, TryStreamExt as _};
use ionos_core::{ErrorKind, FinishReason, Message, Tool, ToolCalls, ToolChoice};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::support::{client, simulated};

const MODEL: &str = "openai/gpt-oss-120b";

/// Serves one streamed answer in pieces of this size, and then closes or keeps the connection.
async fn streaming(body: &'static str, size: usize) -> (String, tokio::task::JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut buffer = vec![0; 8192];
        let _ = socket.read(&mut buffer).await.unwrap();
        socket
            .write_all(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n",
            )
            .await
            .unwrap();
        for piece in body.as_bytes().chunks(size) {
            let framed = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
            if socket.write_all(&framed).await.is_err() {
                return true;
            }
        }
        // True when the client hangs up.
        matches!(
            tokio::time::timeout(std::time::Duration::from_secs(10), socket.read(&mut buffer)).await,
            Ok(Ok(0) | Err(_))
        )
    });
    (url, served)
}

const BODY: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Gr\"}}]}\r\n\r\n: ping\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"üße\"},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\ndata: [DONE]\n\n";

#[tokio::test]
async fn a_streamed_answer_is_the_same_however_the_bytes_are_cut() {
    for size in [1, 2, 3, 7, 50, 10_000] {
        let (url, _served) = streaming(BODY, size).await;
        let chunks: Vec<_> =
            client(&url).ai().chat(MODEL).user("?").stream().await.unwrap().try_collect().await.unwrap();
        let text: String = chunks.iter().map(ionos_core::ChatChunk::text).collect();
        assert_eq!(text, "Grüße", "pieces of {size}");
        assert_eq!(chunks.last().unwrap().usage.unwrap().total_tokens, 5);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_an_error() {
    let (url, served) = streaming("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", 10).await;
    let mut stream = client(&url).ai().chat(MODEL).user("?").stream().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().text(), "x");
    served.abort();
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn dropping_the_stream_closes_the_connection() {
    let (url, served) = streaming("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", 10).await;
    let mut stream = client(&url).ai().chat(MODEL).user("?").stream().await.unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    assert!(served.await.unwrap(), "the connection stayed open");
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_answers_whole_and_streamed_with_usage() {
    let (_simulator, ionos) = simulated().await;
    let ai = ionos.ai();
    assert!(ai.models().await.unwrap().iter().any(|m| m.id == MODEL));
    let answer = ai.chat(MODEL).system("Be short.").user("What is a LAN?").send().await.unwrap();
    assert!(
        !answer.text().is_empty()
            && answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    );
    let chunks: Vec<_> = ai
        .chat(MODEL)
        .system("Be short.")
        .user("What is a LAN?")
        .stream()
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    let text: String = chunks.iter().map(ionos_core::ChatChunk::text).collect();
    assert_eq!(text, answer.text());
    assert_eq!(chunks.iter().find_map(|c| c.usage).unwrap(), answer.usage);
    let short = ai.chat(MODEL).user("Tell me a long story.").max_completion_tokens(2).send().await.unwrap();
    assert_eq!(short.choices[0].finish_reason, Some(FinishReason::Length));
    assert_eq!(ai.chat("no/model").user("?").send().await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn tools_are_asked_for_whole_and_in_pieces() {
    let (_simulator, ionos) = simulated().await;
    let tool = || {
        Tool::function(
            "get_weather",
            "Weather of a place",
            json!({"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}),
        )
    };
    let ask = || {
        ionos
            .ai()
            .chat(MODEL)
            .user("How is the weather in Berlin?")
            .tool(tool())
            .tool_choice(ToolChoice::Required)
    };
    let answer = ask().send().await.unwrap();
    let call = answer.tool_calls()[0].clone();
    assert_eq!(call.function.name, "get_weather");
    let arguments: serde_json::Value = serde_json::from_str(&call.function.arguments).unwrap();
    assert!(arguments.get("place").is_some());
    let mut calls = ToolCalls::default();
    let mut stream = ask().stream().await.unwrap();
    while let Some(chunk) = stream.try_next().await.unwrap() {
        calls.add(&chunk);
    }
    let calls = calls.into_calls();
    assert_eq!(calls[0].function, call.function);
    let followed = ionos
        .ai()
        .chat(MODEL)
        .user("How is the weather in Berlin?")
        .message(answer.choices[0].message.clone())
        .message(Message::tool(&call.id, "sunny"))
        .send()
        .await
        .unwrap();
    assert!(!followed.text().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn embeddings_of_alike_texts_are_close() {
    let (_simulator, ionos) = simulated().await;
    let texts = ["data stays in germany", "the data stays in germany today", "completely other words here"];
    let vectors = ionos.ai().embed("BAAI/bge-m3", &texts).await.unwrap().data;
    assert_eq!(vectors.len(), 3);
    assert!(vectors[0].similarity(&vectors[1]) > vectors[0].similarity(&vectors[2]));
}
