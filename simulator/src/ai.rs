//! The AI Model Hub, in OpenAI's form. Answers are made from the question alone, so the same question gets the same answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::auth::Known;
use crate::clock::Micros;
use crate::exchange::{Call, Content, Reply, put};
use crate::state::{Shared, lock};

const CHAT_MODELS: [&str; 4] = [
    "openai/gpt-oss-120b",
    "meta-llama/Llama-3.3-70B-Instruct",
    "meta-llama/Meta-Llama-3.1-8B-Instruct",
    "mistralai/Mistral-Small-24B-Instruct",
];
const EMBEDDING_MODELS: [&str; 3] =
    ["BAAI/bge-m3", "BAAI/bge-large-en-v1.5", "sentence-transformers/paraphrase-multilingual-mpnet-base-v2"];

const IMAGE_MODELS: [&str; 1] = ["black-forest-labs/FLUX.1-schnell"];

/// How many numbers a vector of a model has.
fn dimensions(model: &str) -> usize {
    if model.starts_with("BAAI/") { 1024 } else { 768 }
}

/// How many tokens an answer has unless the call says otherwise.
const DEFAULT_TOKENS: usize = 16;

pub(crate) fn refusal(status: u16, message: &str) -> Reply {
    let kind = match status {
        401 => "authentication_error",
        429 => "rate_limit_error",
        500.. => "server_error",
        _ => "invalid_request_error",
    };
    Reply::json(status, json!({"error": {"message": message, "type": kind, "param": null, "code": null}}))
}

pub(crate) fn handle(shared: &Shared, call: &Call, now: Micros, known: Known) -> Reply {
    if known != Known::ByToken {
        return refusal(401, "the token is missing or not valid; this service accepts tokens only");
    }
    let taken = {
        let mut limits = lock(&shared.limits);
        match call.parts().as_slice() {
            ["images", ..] => limits.ai_images.take(now).and_then(|_| limits.ai.take(now)),
            _ => limits.ai.take(now),
        }
    };
    if let Err(seconds) = taken {
        return refusal(429, "too many requests")
            .with("retry-after", format!("{:.0}", seconds.ceil().max(1.0)));
    }
    match (call.method.as_str(), call.parts().as_slice()) {
        ("GET", ["models"]) => models(),
        ("POST", ["chat", "completions"]) => with_body(call, |body| chat(body, now)),
        ("POST", ["completions"]) => with_body(call, |body| completion(body, now)),
        ("POST", ["images", "generations"]) => with_body(call, |body| images(body, now)),
        ("POST", ["embeddings"]) => with_body(call, embeddings),
        ("GET" | "POST", _) => refusal(404, "there is nothing on this path"),
        _ => refusal(405, "the path does not know this method"),
    }
}

fn with_body(call: &Call, answer: impl FnOnce(&Map<String, Value>) -> Result<Reply, Reply>) -> Reply {
    match crate::server::object(&call.body) {
        Ok(body) => answer(&body).unwrap_or_else(|refusal| refusal),
        Err(message) => refusal(400, &message),
    }
}

fn models() -> Reply {
    let data: Vec<Value> = CHAT_MODELS
        .iter()
        .chain(&EMBEDDING_MODELS)
        .chain(&IMAGE_MODELS)
        .map(|id| json!({"id": id, "object": "model", "created": 1_750_000_000, "owned_by": id.split('/').next()}))
        .collect();
    Reply::json(200, json!({"object": "list", "data": data}))
}

fn model<'a>(body: &'a Map<String, Value>, known: &[&str]) -> Result<&'a str, Reply> {
    match body.get("model").and_then(Value::as_str) {
        Some(model) if known.contains(&model) => Ok(model),
        Some(model) => Err(refusal(404, &format!("the model `{model}` does not exist"))),
        None => Err(refusal(400, "`model` is required")),
    }
}

/// The text of a message: a string, or the text parts of a list.
fn text_of(message: &Value) -> String {
    match message.get("content") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            parts.iter().filter_map(|p| p.get("text")?.as_str()).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

/// A number that stands for a text, the same in every version.
fn digest(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Tokens of the simulated models: words with the white space before them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let after = rest.get(word..).unwrap_or_default();
        let end = word + after.find(char::is_whitespace).unwrap_or(after.len());
        let (token, tail) = rest.split_at(end);
        tokens.push(token);
        rest = tail;
    }
    tokens
}

/// A readable answer that takes up the question; each variant of it may begin and end otherwise.
fn reply_to(question: &str, variant: u64) -> String {
    const OPENINGS: [&str; 4] =
        ["In short:", "As I understand it,", "The main point is this:", "Put plainly,"];
    const ENDINGS: [&str; 4] = [
        "That keeps things simple and easy to check.",
        "Anyone who has to prove it later will be glad of it.",
        "It also makes the next step easier to plan.",
        "The details depend on the case, but the principle holds.",
    ];
    let mut words: Vec<String> = question
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| w.chars().count() > 3)
        .map(str::to_lowercase)
        .collect();
    words.dedup();
    let subject = match words.as_slice() {
        [] => "your question".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => {
            let start = first.len().saturating_sub(2);
            format!("{} and {last}", first.get(start..).unwrap_or_default().join(", "))
        }
    };
    let number = digest(question).rotate_left(u32::try_from(variant % 64).unwrap_or_default());
    let pick = |list: [&'static str; 4], shift: u32| {
        let index = usize::try_from((number >> shift) % 4).unwrap_or_default();
        list.get(index).copied().unwrap_or_default()
    };
    if question.to_lowercase().contains("germany") {
        return format!(
            "{} data that stays in Germany is processed under German and European law, so nobody has to rely on promises made elsewhere. {}",
            pick(OPENINGS, 0),
            pick(ENDINGS, 8)
        );
    }
    format!(
        "{} what matters about {subject} is that it works the same way every time it is used. {}",
        pick(OPENINGS, 0),
        pick(ENDINGS, 8)
    )
}

/// What the model says: a text, or a call of a tool.
enum Saying {
    Text(String),
    ToolCall { id: String, name: String, arguments: String },
}

fn chat(body: &Map<String, Value>, now: Micros) -> Result<Reply, Reply> {
    let model = model(body, &CHAT_MODELS)?;
    let messages = body.get("messages").and_then(Value::as_array).filter(|m| !m.is_empty());
    let messages = messages.ok_or_else(|| refusal(400, "`messages` is required and must not be empty"))?;
    for message in messages {
        let role = message.get("role").and_then(Value::as_str).unwrap_or_default();
        if !["system", "user", "assistant", "tool", "developer"].contains(&role) {
            return Err(refusal(422, &format!("the role `{role}` is unknown")));
        }
    }
    let all: String = messages.iter().map(text_of).collect::<Vec<_>>().join("\n");
    let question = messages
        .iter()
        .rev()
        .find(|m| m.get("role").and_then(Value::as_str) == Some("user"))
        .map(text_of)
        .unwrap_or_default();
    let results: Vec<String> = messages
        .iter()
        .filter(|m| m.get("role").and_then(Value::as_str) == Some("tool"))
        .map(text_of)
        .collect();
    let tool = wanted_tool(body, &question).filter(|_| results.is_empty());
    let limit = limit(body, &["max_completion_tokens", "max_tokens"]);
    let stops = stops(body)?;
    let said: Vec<Said> = (0..count(body)?)
        .map(|variant| {
            let saying = match tool {
                Some(tool) => tool_call(tool, &question),
                None if !results.is_empty() => {
                    Saying::Text(format!("According to the tool: {}.", results.join("; ")))
                }
                None => Saying::Text(in_form(body, &question, variant)),
            };
            say(saying, limit, &stops)
        })
        .collect();
    let id = format!("chatcmpl-{:016x}", digest(&all));
    let head = |object: &str| json!({"id": id, "object": object, "created": now / 1_000_000, "model": model});
    let prompt_tokens = tokens(&all).len();
    let completion_tokens: usize = said.iter().map(|one| one.pieces.len()).sum();
    let usage = json!({"prompt_tokens": prompt_tokens, "completion_tokens": completion_tokens, "total_tokens": prompt_tokens + completion_tokens});
    if body.get("stream").and_then(Value::as_bool) != Some(true) {
        let mut answer = head("chat.completion");
        let choices: Vec<Value> = said
            .into_iter()
            .enumerate()
            .map(|(index, Said { message, finish, .. })| {
                json!({"index": index, "message": message, "finish_reason": finish, "logprobs": null})
            })
            .collect();
        put(&mut answer, "choices", choices);
        put(&mut answer, "usage", usage);
        return Ok(Reply::json(200, answer));
    }
    let with_usage = body.get("stream_options").and_then(|o| o.get("include_usage")).and_then(Value::as_bool)
        == Some(true);
    let chunk = |choices: Value, usage: Option<&Value>| {
        let mut chunk = head("chat.completion.chunk");
        if let Some(chunk) = chunk.as_object_mut() {
            chunk.insert("choices".to_owned(), choices);
            if let Some(usage) = usage {
                chunk.insert("usage".to_owned(), usage.clone());
            }
        }
        format!("data: {chunk}\n\n")
    };
    let mut events = Vec::new();
    for (index, Said { pieces, finish, .. }) in said.into_iter().enumerate() {
        let mut delta = |delta: Value, finish: Option<&str>| {
            events.push(chunk(json!([{"index": index, "delta": delta, "finish_reason": finish}]), None));
        };
        delta(json!({"role": "assistant"}), None);
        pieces.into_iter().for_each(|piece| delta(piece, None));
        delta(json!({}), Some(finish));
    }
    if with_usage {
        events.push(chunk(json!([]), Some(&usage)));
    }
    events.push("data: [DONE]\n\n".to_owned());
    Ok(Reply { content: Content::Events(events), ..Reply::empty(200) })
}

/// One of the answers to a call: as a whole, and in the pieces in which it is streamed.
struct Said {
    message: Value,
    pieces: Vec<Value>,
    finish: &'static str,
}

fn say(saying: Saying, limit: usize, stops: &[&str]) -> Said {
    match saying {
        Saying::Text(text) => {
            let (shown, finish) = cut(&text, limit, stops);
            let pieces = shown.iter().map(|token| json!({"content": token})).collect();
            Said { message: json!({"role": "assistant", "content": shown.concat()}), pieces, finish }
        }
        Saying::ToolCall { id, name, arguments } => {
            let whole =
                json!([{"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}]);
            let mut pieces = vec![
                json!({"tool_calls": [{"index": 0, "id": id, "type": "function", "function": {"name": name, "arguments": ""}}]}),
            ];
            let characters: Vec<char> = arguments.chars().collect();
            for piece in characters.chunks(6) {
                let piece: String = piece.iter().collect();
                pieces.push(json!({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}));
            }
            let message = json!({"role": "assistant", "content": null, "tool_calls": whole});
            Said { message, pieces, finish: "tool_calls" }
        }
    }
}

/// The tokens of a text up to the first of the words at which it stops, or up to the limit.
fn cut(text: &str, limit: usize, stops: &[&str]) -> (Vec<String>, &'static str) {
    let end = stops.iter().filter_map(|stop| text.find(stop)).min().unwrap_or(text.len());
    let all = tokens(text.get(..end).unwrap_or(text));
    let finish = if all.len() > limit { "length" } else { "stop" };
    (all.into_iter().take(limit).map(str::to_owned).collect(), finish)
}

/// How many tokens an answer may have.
fn limit(body: &Map<String, Value>, names: &[&str]) -> usize {
    let limit = names.iter().find_map(|name| body.get(*name)?.as_u64());
    limit.map_or(DEFAULT_TOKENS, |limit| usize::try_from(limit).unwrap_or(usize::MAX)).max(1)
}

/// How many answers are wanted.
fn count(body: &Map<String, Value>) -> Result<u64, Reply> {
    match body.get("n") {
        None | Some(Value::Null) => Ok(1),
        Some(n) => match n.as_u64().filter(|n| (1..=128).contains(n)) {
            Some(n) => Ok(n),
            None => Err(refusal(400, "`n` must be a number from 1 to 128")),
        },
    }
}

/// Words at which an answer stops.
fn stops(body: &Map<String, Value>) -> Result<Vec<&str>, Reply> {
    let stops = match body.get("stop") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::String(stop)) => vec![stop.as_str()],
        Some(Value::Array(stops)) if stops.len() <= 4 && stops.iter().all(Value::is_string) => {
            stops.iter().filter_map(Value::as_str).collect()
        }
        Some(_) => return Err(refusal(400, "`stop` must be a text or a list of at most 4 texts")),
    };
    Ok(stops.into_iter().filter(|stop| !stop.is_empty()).collect())
}

/// The older form: a prompt that is continued.
fn completion(body: &Map<String, Value>, now: Micros) -> Result<Reply, Reply> {
    let model = model(body, &CHAT_MODELS)?;
    let prompts: Vec<&str> = match body.get("prompt") {
        Some(Value::String(prompt)) => vec![prompt],
        Some(Value::Array(prompts)) if !prompts.is_empty() && prompts.iter().all(Value::is_string) => {
            prompts.iter().filter_map(Value::as_str).collect()
        }
        _ => return Err(refusal(400, "`prompt` must be a text or a list of texts")),
    };
    let limit = limit(body, &["max_tokens"]);
    let (count, stops) = (count(body)?, stops(body)?);
    let id = format!("cmpl-{:016x}", digest(&prompts.join("\n")));
    let mut used = 0;
    let choices: Vec<(String, &str)> = prompts
        .iter()
        .flat_map(|prompt| (0..count).map(|variant| reply_to(prompt, variant)))
        .map(|text| {
            let (shown, finish) = cut(&text, limit, &stops);
            used += shown.len();
            (shown.concat(), finish)
        })
        .collect();
    let asked: usize = prompts.iter().map(|prompt| tokens(prompt).len()).sum();
    let usage = json!({"prompt_tokens": asked, "completion_tokens": used, "total_tokens": asked + used});
    let head = |choices: Value| json!({"id": id, "object": "text_completion", "created": now / 1_000_000, "model": model, "choices": choices});
    if body.get("stream").and_then(Value::as_bool) == Some(true) {
        let mut events = Vec::new();
        for (index, (text, finish)) in choices.iter().enumerate() {
            for token in tokens(text) {
                let choice = json!([{"index": index, "text": token, "finish_reason": null}]);
                events.push(format!("data: {}\n\n", head(choice)));
            }
            let choice = json!([{"index": index, "text": "", "finish_reason": finish}]);
            events.push(format!("data: {}\n\n", head(choice)));
        }
        events.push("data: [DONE]\n\n".to_owned());
        return Ok(Reply { content: Content::Events(events), ..Reply::empty(200) });
    }
    let choices: Vec<Value> = choices
        .iter()
        .enumerate()
        .map(|(index, (text, finish))| json!({"index": index, "text": text, "finish_reason": finish}))
        .collect();
    let mut answer = head(Value::Array(choices));
    put(&mut answer, "usage", usage);
    Ok(Reply::json(200, answer))
}

/// Pictures: a small PNG whose colour comes from the prompt.
fn images(body: &Map<String, Value>, now: Micros) -> Result<Reply, Reply> {
    model(body, &IMAGE_MODELS)?;
    let prompt = body.get("prompt").and_then(Value::as_str).filter(|prompt| !prompt.is_empty());
    let prompt = prompt.ok_or_else(|| refusal(400, "`prompt` is required"))?;
    let size = body.get("size").and_then(Value::as_str).unwrap_or("1024x1024");
    if !["1024x1024", "1024x1792", "1792x1024"].contains(&size) {
        return Err(refusal(400, "`size` must be one of 1024x1024, 1024x1792, 1792x1024"));
    }
    if body.get("response_format").is_some_and(|format| format != "b64_json") {
        return Err(refusal(400, "`response_format` must be b64_json"));
    }
    let count = body.get("n").and_then(Value::as_u64).unwrap_or(1);
    if !(1..=10).contains(&count) {
        return Err(refusal(400, "`n` must be a number from 1 to 10"));
    }
    let data: Vec<Value> = (0..count)
        .map(|index| json!({"b64_json": STANDARD.encode(pixel(digest(&format!("{prompt}#{index}"))))}))
        .collect();
    Ok(Reply::json(200, json!({"created": now / 1_000_000, "data": data})))
}

/// A PNG of one pixel.
fn pixel(colour: u64) -> Vec<u8> {
    let [red, green, blue, ..] = colour.to_le_bytes();
    let scanline = [0, red, green, blue];
    let adler = scanline.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    // One stored block of four bytes.
    let mut data = vec![0x78, 0x01, 0x01, 4, 0, 0xfb, 0xff];
    data.extend(scanline);
    data.extend(((adler.1 << 16) | adler.0).to_be_bytes());
    let mut png = vec![0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap_or_default();
        png.extend(length.to_be_bytes());
        let body: Vec<u8> = kind.iter().chain(data).copied().collect();
        png.extend(&body);
        png.extend(crc(&body).to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
    chunk(b"IDAT", &data);
    chunk(b"IEND", &[]);
    png
}

/// The checksum of PNG chunks.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

/// The tool that the model asks for: the one that must be used, or one whose name the question mentions.
fn wanted_tool<'a>(body: &'a Map<String, Value>, question: &str) -> Option<&'a Value> {
    let tools = body.get("tools").and_then(Value::as_array)?;
    let name =
        |tool: &Value| tool.pointer("/function/name").and_then(Value::as_str).unwrap_or_default().to_owned();
    match body.get("tool_choice") {
        Some(Value::String(choice)) if choice == "none" => None,
        Some(Value::String(choice)) if choice == "required" => tools.first(),
        Some(Value::Object(choice)) => {
            let wanted = choice.get("function").and_then(|f| f.get("name")).and_then(Value::as_str)?;
            tools.iter().find(|t| name(t) == wanted)
        }
        _ => {
            let question = question.to_lowercase();
            tools.iter().find(|t| {
                name(t).to_lowercase().split('_').any(|part| part.len() > 3 && question.contains(part))
            })
        }
    }
}

fn tool_call(tool: &Value, question: &str) -> Saying {
    let name = tool.pointer("/function/name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let schema = tool.pointer("/function/parameters").cloned().unwrap_or_default();
    let arguments = sample(&schema, question).to_string();
    Saying::ToolCall { id: format!("call_{:016x}", digest(question)), name, arguments }
}

/// A value that fits a JSON Schema, with words of the question for texts.
fn sample(schema: &Value, question: &str) -> Value {
    Sampler { root: schema, question }.value(schema, 0)
}

/// Schemas that refer to themselves are followed this far.
const DEEPEST: usize = 12;

struct Sampler<'a> {
    root: &'a Value,
    question: &'a str,
}

impl Sampler<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST {
            return Value::Null;
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) {
            return self.value(self.root.pointer(target).unwrap_or(&Value::Null), depth + 1);
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(choices) = schema.get("enum").and_then(Value::as_array).filter(|all| !all.is_empty()) {
            let text = self.question.to_lowercase();
            let named =
                |choice: &&Value| choice.as_str().is_some_and(|word| text.contains(&word.to_lowercase()));
            return choices.iter().find(named).or_else(|| choices.first()).cloned().unwrap_or_default();
        }
        for name in ["anyOf", "oneOf", "allOf"] {
            if let Some(first) = schema.get(name).and_then(|all| all.get(0)) {
                return self.value(first, depth + 1);
            }
        }
        let kind = match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
            Some(kind) => kind.as_str(),
            None => schema.get("properties").map(|_| "object"),
        };
        match kind {
            Some("object") => {
                let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
                Value::Object(fields.map(|(key, one)| (key.clone(), self.value(one, depth + 1))).collect())
            }
            Some("array") => {
                let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
                let count = bound("minItems").unwrap_or(1).max(1).min(bound("maxItems").unwrap_or(u64::MAX));
                let item = self.value(schema.get("items").unwrap_or(&Value::Null), depth + 1);
                (0..count.min(100)).map(|_| item.clone()).collect()
            }
            Some("integer" | "number") => {
                let bound = |name: &str| schema.get(name).and_then(Value::as_i64);
                let given =
                    self.question.split(|c: char| !c.is_ascii_digit()).find_map(|text| text.parse().ok());
                let least = bound("minimum").or_else(|| Some(bound("exclusiveMinimum")? + 1));
                let most = bound("maximum").or_else(|| Some(bound("exclusiveMaximum")? - 1));
                given.unwrap_or(1_i64).max(least.unwrap_or(i64::MIN)).min(most.unwrap_or(i64::MAX)).into()
            }
            Some("boolean") => true.into(),
            Some("null") => Value::Null,
            _ => match schema.get("format").and_then(Value::as_str) {
                Some("date-time") => "2026-01-01T00:00:00Z".into(),
                Some("date") => "2026-01-01".into(),
                Some("time") => "00:00:00Z".into(),
                Some("email") => "someone@example.com".into(),
                Some("uri") => "https://example.com".into(),
                Some("uuid") => "00000000-0000-4000-8000-000000000000".into(),
                _ => self.word().into(),
            },
        }
    }

    /// A word of the question, a name if there is one.
    fn word(&self) -> &str {
        self.question
            .split(|c: char| !c.is_alphanumeric())
            .skip(1)
            .find(|word| word.chars().next().is_some_and(char::is_uppercase))
            .or_else(|| self.question.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()))
            .unwrap_or("text")
    }
}

/// A text, or JSON where it is asked for.
fn in_form(body: &Map<String, Value>, question: &str, variant: u64) -> String {
    let format = body.get("response_format");
    match format.and_then(|f| f.get("type")).and_then(Value::as_str) {
        Some("json_schema") => {
            let schema = format.and_then(|f| f.pointer("/json_schema/schema")).cloned().unwrap_or_default();
            sample(&schema, question).to_string()
        }
        Some("json_object") => json!({"answer": reply_to(question, variant)}).to_string(),
        _ => reply_to(question, variant),
    }
}

fn embeddings(body: &Map<String, Value>) -> Result<Reply, Reply> {
    let model = model(body, &EMBEDDING_MODELS)?;
    let texts: Vec<&str> = match body.get("input") {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) if !items.is_empty() && items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect()
        }
        _ => return Err(refusal(400, "`input` must be a text or a list of texts")),
    };
    let is_base64 = match body.get("encoding_format").and_then(Value::as_str) {
        None | Some("float") => false,
        Some("base64") => true,
        Some(_) => return Err(refusal(400, "`encoding_format` must be float or base64")),
    };
    let data: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let vector = vector(text, dimensions(model));
            let embedding = if is_base64 {
                Value::from(STANDARD.encode(vector.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>()))
            } else {
                Value::from(vector)
            };
            json!({"object": "embedding", "index": index, "embedding": embedding})
        })
        .collect();
    let used: usize = texts.iter().map(|t| tokens(t).len()).sum();
    Ok(Reply::json(
        200,
        json!({"object": "list", "model": model, "data": data, "usage": {"prompt_tokens": used, "total_tokens": used}}),
    ))
}

/// A vector of length one: each word adds to a few places, so texts that share words are close.
fn vector(text: &str, dimensions: usize) -> Vec<f32> {
    let mut vector = vec![0.0_f32; dimensions];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let mut number = digest(&word.to_lowercase());
        for _ in 0..4 {
            let place = usize::try_from(number % (dimensions as u64)).unwrap_or_default();
            if let Some(value) = vector.get_mut(place) {
                *value += if number & 0x8000_0000 == 0 { 1.0 } else { -1.0 };
            }
            number = number.rotate_right(16).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
    vector
}
