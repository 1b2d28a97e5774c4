//! Images from words.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::Ai;
use super::declare::{answer, described, or_default};
use super::sampling::{at_least_one, given};
use crate::error::Result;
use crate::types::open_enum;

const OPERATION: &str = "imagesGenerationsPost";

open_enum! {
    /// Width and height of an image, in pixels.
    ImageSize {
        /// 1024 by 1024.
        Square = "1024x1024",
        /// 1024 wide, 1792 high.
        Portrait = "1024x1792",
        /// 1792 wide, 1024 high.
        Landscape = "1792x1024",
    }
}

answer! {
    /// Generated images.
    GeneratedImages {
        /// The images; one unless more were asked for.
        data: Vec<GeneratedImage>,
    }
}

/// A generated image.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GeneratedImage {
    /// The file, mostly a PNG or a JPEG.
    #[serde(rename = "b64_json", serialize_with = "encode", deserialize_with = "decode")]
    pub bytes: Vec<u8>,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    GeneratedImage = "A generated image.";
    "b64_json" / "bytes": String = "The file in base64, mostly a PNG or a JPEG.",
}

impl fmt::Debug for GeneratedImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GeneratedImage").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

fn encode<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text: String = or_default(deserializer)?;
    STANDARD.decode(text).map_err(serde::de::Error::custom)
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct ImageRequest {
    model: String,
    prompt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<ImageSize>,
    /// Always sent: the images shall be in the answer.
    response_format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
}

described! {
    ImageRequest = "A description to make images of.";
    "model" / "model": String = "Model that makes them; `models` lists them.",
    "prompt" / "prompt": String = "What to show.",
    "n" / "n": Option<u32> = "How many images to make.",
    "size" / "size": Option<ImageSize> = "Width and height, in pixels.",
    "response_format" / "response_format": String = "How the images come: `b64_json`.",
    "user" / "user": Option<String> = "Id of the end user.",
}

/// A description of an image that is about to be sent.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct ImageGeneration {
    ai: Ai,
    request: ImageRequest,
}

impl Ai {
    /// Lets this model, such as `black-forest-labs/FLUX.1-schnell`, make an image of what the prompt describes.
    ///
    /// Besides the limits of all calls these are kept under 10 a minute, 20 at once.
    ///
    /// ```no_run
    /// # // Not run: it needs credentials.
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use ionos_core::ImageSize;
    ///
    /// let ai = ionos_core::Client::from_env()?.ai();
    /// let wanted = ai.generate_image("black-forest-labs/FLUX.1-schnell", "A lighthouse at dawn").size(ImageSize::Landscape);
    /// for image in wanted.send().await?.data {
    ///     std::fs::write("lighthouse.png", image.bytes)?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn generate_image(&self, model: impl Into<String>, prompt: impl Into<String>) -> ImageGeneration {
        let request = ImageRequest {
            model: model.into(),
            prompt: prompt.into(),
            n: None,
            size: None,
            response_format: "b64_json",
            user: None,
        };
        ImageGeneration { ai: self.clone(), request }
    }
}

impl ImageGeneration {
    /// Sets how many images to make; 1 by default.
    pub fn n(mut self, images: u32) -> Self {
        self.request.n = Some(images);
        self
    }

    /// Sets the size; the model's own by default.
    pub fn size(mut self, size: ImageSize) -> Self {
        self.request.size = Some(size);
        self
    }

    /// Names the end user to the service, by an id that means nothing elsewhere.
    pub fn user_id(mut self, id: impl Into<String>) -> Self {
        self.request.user = Some(id.into());
        self
    }

    /// Sends the description and waits for the images.
    ///
    /// # Errors
    /// [`InvalidRequest`](crate::ErrorKind::InvalidRequest) for an empty description, before anything is sent; as any call;
    /// [`NotFound`](crate::ErrorKind::NotFound) for an unknown model.
    pub async fn send(self) -> Result<GeneratedImages> {
        let checked = given("model", &self.request.model)
            .and_then(|()| given("prompt", &self.request.prompt))
            .and_then(|()| at_least_one("n", self.request.n))
            .and_then(|()| self.ai.scope().call_of(OPERATION));
        let call = checked.map_err(|e| e.at(OPERATION))?.json(&self.request);
        self.ai.scope().send(call).await?.json()
    }
}
