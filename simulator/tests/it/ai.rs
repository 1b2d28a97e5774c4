//! The AI Model Hub.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ionos_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::Lab;

const MODEL: &str = "meta-llama/Llama-3.3-70B-Instruct";

async fn post(lab: &Lab, path: &str, body: Value) -> crate::client::Answer {
    lab.call("POST", path, lab.sim.token(), Some(&body)).await
}

async fn chat(lab: &Lab, extra: Value) -> Value {
    let mut body =
        json!({"model": MODEL, "messages": [{"role": "user", "content": "Why keep backups in Berlin?"}]});
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    post(lab, "/v1/chat/completions", body).await.expect(200)
}

#[tokio::test]
async fn an_answer_is_a_sentence_about_the_question_and_always_the_same() {
    let lab = Lab::new().await;
    let first = chat(&lab, json!({"max_completion_tokens": 200})).await;
    let choice = &first["choices"][0];
    let text = choice["message"]["content"].as_str().unwrap();
    assert!(text.contains("berlin") && text.contains("backups") && text.ends_with('.'), "{text}");
    assert_eq!((&choice["finish_reason"], &choice["message"]["role"]), (&json!("stop"), &json!("assistant")));
    assert_eq!((&first["object"], &first["model"]), (&json!("chat.completion"), &json!(MODEL)));
    assert_eq!(first["usage"]["prompt_tokens"], 5);
    let total = first["usage"]["prompt_tokens"].as_u64().unwrap()
        + first["usage"]["completion_tokens"].as_u64().unwrap();
    assert_eq!(first["usage"]["total_tokens"], total);
    let second = chat(&lab, json!({"max_completion_tokens": 200})).await;
    assert_eq!(second["choices"], first["choices"]);
    let other = json!({"model": MODEL, "max_completion_tokens": 200, "messages": [{"role": "user", "content": "What about tunnels?"}]});
    let other = post(&lab, "/v1/chat/completions", other).await.expect(200);
    assert_ne!(other["choices"], first["choices"]);
}

#[tokio::test]
async fn an_answer_ends_after_the_tokens_it_may_have() {
    let lab = Lab::new().await;
    for (extra, tokens) in
        [(json!({}), 16), (json!({"max_completion_tokens": 4}), 4), (json!({"max_tokens": 5}), 5)]
    {
        let answer = chat(&lab, extra).await;
        assert_eq!(answer["choices"][0]["finish_reason"], "length");
        assert_eq!(answer["usage"]["completion_tokens"], tokens);
        let text = answer["choices"][0]["message"]["content"].as_str().unwrap();
        assert_eq!(text.split_whitespace().count(), tokens);
    }
}

#[tokio::test]
async fn a_stream_has_the_same_words_and_ends_with_done() {
    let lab = Lab::new().await;
    let whole = chat(&lab, json!({"max_completion_tokens": 200})).await;
    for with_usage in [true, false] {
        let body = json!({
            "model": MODEL, "max_completion_tokens": 200, "stream": true, "stream_options": {"include_usage": with_usage},
            "messages": [{"role": "user", "content": "Why keep backups in Berlin?"}],
        });
        let answer = post(&lab, "/v1/chat/completions", body).await;
        assert_eq!(answer.header("content-type"), Some("text/event-stream"));
        let events: Vec<&str> = answer.text.split("\n\n").filter(|event| !event.is_empty()).collect();
        assert_eq!(events.last(), Some(&"data: [DONE]"));
        let chunks: Vec<Value> = events[..events.len() - 1]
            .iter()
            .map(|event| serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap())
            .collect();
        assert!(chunks.iter().all(|chunk| chunk["object"] == "chat.completion.chunk"));
        assert_eq!(chunks[0]["choices"][0]["delta"]["role"], "assistant");
        let text: String =
            chunks.iter().filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str()).collect();
        assert_eq!(text, whole["choices"][0]["message"]["content"]);
        assert!(chunks.iter().any(|chunk| chunk["choices"][0]["finish_reason"] == "stop"));
        let usage: Vec<&Value> = chunks.iter().filter_map(|chunk| chunk.get("usage")).collect();
        assert_eq!(usage, if with_usage { vec![&whole["usage"]] } else { vec![] });
    }
}

#[tokio::test]
async fn a_tool_is_called_when_it_is_asked_for_and_its_result_is_used() {
    let lab = Lab::new().await;
    let tools = json!([{"type": "function", "function": {"name": "get_weather", "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"enum": ["kelvin", "celsius"]}},
        "required": ["city"],
    }}}]);
    let question = |text: &str| json!({"role": "user", "content": text});
    let ask = async |messages: Value, choice: &str| {
        let body = json!({"model": MODEL, "messages": messages, "tools": tools, "tool_choice": choice, "max_completion_tokens": 99});
        post(&lab, "/v1/chat/completions", body).await.expect(200)["choices"][0].clone()
    };
    let weather = question("How is the weather in Berlin in the next 3 days, in Celsius?");
    let choice = ask(json!([weather]), "auto").await;
    assert_eq!(choice["finish_reason"], "tool_calls");
    let call = &choice["message"]["tool_calls"][0];
    assert_eq!((&call["type"], &call["function"]["name"]), (&json!("function"), &json!("get_weather")));
    let arguments: Value = serde_json::from_str(call["function"]["arguments"].as_str().unwrap()).unwrap();
    assert_eq!(arguments, json!({"city": "Berlin", "days": 3, "unit": "celsius"}));
    assert_eq!(ask(json!([question("Hello you there")]), "auto").await["finish_reason"], "stop");
    assert_eq!(ask(json!([weather]), "none").await["finish_reason"], "stop");
    assert_eq!(ask(json!([question("Hello")]), "required").await["finish_reason"], "tool_calls");
    let result = json!({"role": "tool", "tool_call_id": call["id"], "content": "12 degrees"});
    let choice = ask(json!([weather, choice["message"], result]), "auto").await;
    assert!(choice["message"]["content"].as_str().unwrap().contains("12 degrees"));
}

#[tokio::test]
async fn json_is_answered_where_it_is_asked_for() {
    let lab = Lab::new().await;
    let schema = json!({"type": "object", "properties": {"ok": {"type": "boolean"}, "tags": {"type": "array", "items": {"type": "string"}}}});
    let format = json!({"type": "json_schema", "json_schema": {"name": "x", "schema": schema}});
    let answer = chat(&lab, json!({"response_format": format, "max_completion_tokens": 200})).await;
    let content: Value =
        serde_json::from_str(answer["choices"][0]["message"]["content"].as_str().unwrap()).unwrap();
    assert_eq!(content["ok"], true);
    assert!(content["tags"][0].is_string());
}

#[tokio::test]
async fn schemas_can_refer_to_parts_and_have_bounds() {
    let lab = Lab::new().await;
    let schema = json!({
        "$defs": {"tree": {"type": "object", "properties": {"age": {"type": "integer", "minimum": 40}}}},
        "type": "object",
        "properties": {
            "trees": {"type": "array", "items": {"$ref": "#/$defs/tree"}, "minItems": 3},
            "kind": {"const": "forest"},
            "planted": {"type": "string", "format": "date"},
            "note": {"anyOf": [{"type": "null"}, {"type": "string"}]},
        },
    });
    let format = json!({"type": "json_schema", "json_schema": {"name": "x", "schema": schema}});
    let answer = chat(&lab, json!({"response_format": format, "max_completion_tokens": 200})).await;
    let content: Value =
        serde_json::from_str(answer["choices"][0]["message"]["content"].as_str().unwrap()).unwrap();
    let tree = json!({"age": 40});
    let wanted =
        json!({"trees": [tree, tree, tree], "kind": "forest", "planted": "2026-01-01", "note": null});
    assert_eq!(content, wanted);
}

#[tokio::test]
async fn several_answers_and_words_to_stop_at_can_be_asked_for() {
    let lab = Lab::new().await;
    let many = chat(&lab, json!({"n": 3, "max_completion_tokens": 200})).await;
    let texts: Vec<&str> = many["choices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|choice| choice["message"]["content"].as_str().unwrap())
        .collect();
    assert_eq!(texts.len(), 3);
    assert!(texts.iter().any(|text| *text != texts[0]));
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    assert_eq!(many["usage"]["completion_tokens"], words);
    let stopped = chat(&lab, json!({"stop": " is ", "max_completion_tokens": 200})).await;
    let text = stopped["choices"][0]["message"]["content"].as_str().unwrap();
    assert_eq!(text, texts[0].split(" is ").next().unwrap());
    for wrong in [json!({"n": 0}), json!({"stop": ["a", "b", "c", "d", "e"]})] {
        let mut body = json!({"model": MODEL, "messages": [{"role": "user", "content": "x"}]});
        body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        post(&lab, "/v1/chat/completions", body).await.expect(400);
    }
}

#[tokio::test]
async fn texts_that_share_words_have_similar_vectors() {
    let lab = Lab::new().await;
    let texts = ["the data stays in Germany", "data that stays in Germany", "tunnels need no open ports"];
    let body = json!({"model": "BAAI/bge-m3", "input": texts});
    let answer = post(&lab, "/v1/embeddings", body).await.expect(200);
    let vectors: Vec<Vec<f64>> = (0..3)
        .map(|index| {
            assert_eq!(answer["data"][index]["index"], index);
            let vector = answer["data"][index]["embedding"].as_array().unwrap();
            vector.iter().map(|x| x.as_f64().unwrap()).collect()
        })
        .collect();
    let product = |a: usize, b: usize| vectors[a].iter().zip(&vectors[b]).map(|(x, y)| x * y).sum::<f64>();
    assert_eq!(vectors[0].len(), 1024);
    assert!((product(0, 0) - 1.0).abs() < 1e-3);
    assert!(product(0, 1) > 0.5 && product(0, 2) < 0.3);
    assert_eq!(answer["usage"]["prompt_tokens"], 15);

    let body = json!({"model": "BAAI/bge-m3", "input": texts[0], "encoding_format": "base64"});
    let answer = post(&lab, "/v1/embeddings", body).await.expect(200);
    let bytes = STANDARD.decode(answer["data"][0]["embedding"].as_str().unwrap()).unwrap();
    let first = f32::from_le_bytes(bytes[..4].try_into().unwrap());
    assert_eq!((bytes.len(), f64::from(first)), (4096, vectors[0][0]));
}

#[tokio::test]
async fn refusals_have_the_shape_of_openai() {
    let lab = Lab::new().await;
    let message = |answer: Value| answer["error"]["message"].as_str().unwrap().to_owned();
    let models = lab.call("GET", "/v1/models", lab.sim.token(), None).await.expect(200);
    assert!(models["data"].as_array().unwrap().iter().any(|model| model["id"] == MODEL));
    message(lab.call("GET", "/v1/models", "wrong", None).await.expect(401));
    let basic = STANDARD.encode(format!("{}:{}", lab.sim.username(), lab.sim.password()));
    let headers = [("authorization", &*format!("Basic {basic}"))];
    crate::client::send(lab.sim.url(), "GET", "/v1/models", &headers, b"").await.unwrap().expect(401);
    let messages = json!([{"role": "user", "content": "hi"}]);
    let unknown = json!({"model": "none", "messages": messages});
    assert!(message(post(&lab, "/v1/chat/completions", unknown).await.expect(404)).contains("none"));
    message(post(&lab, "/v1/chat/completions", json!({"messages": messages})).await.expect(400));
    message(post(&lab, "/v1/chat/completions", json!({"model": MODEL})).await.expect(400));
    message(post(&lab, "/v1/embeddings", json!({"model": "BAAI/bge-m3", "input": [1]})).await.expect(400));
    message(post(&lab, "/v1/responses", json!({})).await.expect(404));
}

#[tokio::test]
async fn too_many_calls_are_429_with_the_time_to_wait() {
    // The limits of the hub scale with the speed: here ten calls at once, and one more every 2000 s.
    let lab = Lab::with(Simulator::builder().speed(0.0001)).await;
    for _ in 0..10 {
        lab.call("GET", "/v1/models", lab.sim.token(), None).await.expect(200);
    }
    let answer = lab.call("GET", "/v1/models", lab.sim.token(), None).await;
    assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
    assert_eq!(answer.expect(429)["error"]["type"], "rate_limit_error");
}

#[tokio::test]
async fn prompts_are_continued_and_pictures_are_pngs() {
    let lab = Lab::new().await;
    let ask = async |path: &str, body: Value| lab.call("POST", path, lab.sim.token(), Some(&body)).await;
    let body = json!({"model": "openai/gpt-oss-120b", "prompt": "Why flow logs?", "max_tokens": 5});
    let answer = ask("/v1/completions", body.clone()).await.expect(200);
    assert_eq!(
        (&answer["choices"][0]["finish_reason"], &answer["usage"]["completion_tokens"]),
        (&json!("length"), &json!(5))
    );
    assert_eq!(ask("/v1/completions", body).await.expect(200)["choices"], answer["choices"]);
    let body = json!({"model": "black-forest-labs/FLUX.1-schnell", "prompt": "a red door", "n": 2});
    let answer = ask("/v1/images/generations", body).await.expect(200);
    let picture = answer["data"][1]["b64_json"].as_str().unwrap();
    assert!(picture.starts_with("iVBORw0KGgo"), "{picture}");
    let body = json!({"model": "black-forest-labs/FLUX.1-schnell", "prompt": "x", "size": "1x1"});
    ask("/v1/images/generations", body).await.expect(400);
}
