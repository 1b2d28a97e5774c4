use crate::Result;
use crate::api::Surface;
use std::path::Path;
pub(crate) fn files(_: &Path, _: &Surface) -> Result<Vec<(String, String)>> {
    Ok(vec![])
}
