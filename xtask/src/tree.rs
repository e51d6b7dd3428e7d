//! Where this repository and what is built from it lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::program;

/// The repository's root and Cargo's target folder, both absolute.
pub struct Tree {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Tree {
    /// Finds both from the clone that cargo runs this program for; it may have been built for another
    /// one with the same target folder.
    pub fn find() -> Result<Tree> {
        let folder = std::env::var_os("CARGO_MANIFEST_DIR").context("This program is called as `cargo xtask`.")?;
        let root = Path::new(&folder).parent().context("The folder of xtask has no parent.")?.to_owned();
        let mut metadata = program::cargo(&root);
        metadata.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
        let metadata: Value = serde_json::from_str(&program::read(&mut metadata)?)
            .context("What `cargo metadata` wrote could not be read.")?;
        let target = metadata["target_directory"].as_str().context("`cargo metadata` names no target folder.")?.into();
        Ok(Tree { root, target })
    }

    /// The shell's program, in the folder of a build profile ("debug", "release").
    pub fn shell(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(format!("shalya{}", std::env::consts::EXE_SUFFIX))
    }
}
