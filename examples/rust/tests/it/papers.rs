//! What the papers at the root of the repository quote and link to exists.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The lines inside the fences of this language.
fn quoted<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(after) => inside = !inside && after == language,
            None if inside => lines.push(line.trim()),
            None => {}
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[test]
fn python_and_node_excerpts_are_lines_of_the_stories() {
    let readme = read("README.md");
    for (language, folder, ending) in [("python", "python", "py"), ("js", "node", "mjs")] {
        let stories = ["first_call", "provision", "chat", "publish", "secure_stack"];
        let programs = stories.map(|story| read(format!("examples/{folder}/{story}.{ending}"))).concat();
        let excerpts = quoted(&readme, language);
        assert!(excerpts.len() > 20, "the front page quotes {} lines of {language}", excerpts.len());
        for line in excerpts {
            assert!(programs.lines().any(|l| l.trim() == line), "no story in {language} says: {line}");
        }
    }
}

#[test]
fn links_lead_to_files() {
    for paper in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] {
        let text = read(paper);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|t| !t.contains("://")) {
            let file = target.split('#').next().unwrap();
            assert!(root().join(file).exists(), "{paper} links to {target}");
        }
    }
}
