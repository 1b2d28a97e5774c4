//! What has to be set up on a virtual machine, for cloud-init or a shell, written with strict quoting.

use std::fmt;

/// A file that has to be on the virtual machine. It must not hold a secret: user data can be read by everything that runs there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GuestFile {
    /// Absolute path.
    pub path: String,
    /// Mode, for example `0o644`. The owner is root.
    pub mode: u32,
    /// The text.
    pub content: String,
}

impl GuestFile {
    /// Describes a file owned by root.
    pub fn new(path: impl Into<String>, mode: u32, content: impl Into<String>) -> Self {
        Self { path: path.into(), mode, content: content.into() }
    }
}

/// What has to be set up on a virtual machine: packages, files, commands, in this order.
///
/// `Display` writes a `#cloud-config` document, [`CloudConfig::to_script`] the same for a shell. Every text is quoted, so no
/// content can change the structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloudConfig {
    packages: Vec<String>,
    files: Vec<GuestFile>,
    commands: Vec<Vec<String>>,
}

impl CloudConfig {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Installs a package of the distribution.
    #[must_use]
    pub fn package(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !self.packages.contains(&name) {
            self.packages.push(name);
        }
        self
    }

    /// Writes a file.
    #[must_use]
    pub fn file(mut self, file: GuestFile) -> Self {
        self.files.push(file);
        self
    }

    /// Runs a program with these arguments, without a shell, after the files are written.
    #[must_use]
    pub fn command<A: Into<String>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.commands.push(arguments.into_iter().map(Into::into).collect());
        self
    }

    /// The same for a machine that runs already: a script for root on Debian or Ubuntu. It ends at the first failure, can be
    /// run again, and can be read from standard input.
    #[must_use]
    pub fn to_script(&self) -> String {
        let mut script = "#!/bin/sh\n{\nset -eu\numask 022\n".to_owned();
        let line =
            |words: &[&str]| words.iter().map(|w| shell_quoted(w)).collect::<Vec<_>>().join(" ") + "\n";
        if !self.packages.is_empty() {
            script.push_str("export DEBIAN_FRONTEND=noninteractive\napt-get update\n");
            let names: Vec<&str> = self.packages.iter().map(String::as_str).collect();
            script.push_str("apt-get install --yes -- ");
            script.push_str(&line(&names));
        }
        for file in &self.files {
            let mode = format!("{:04o}", file.mode & 0o7777);
            script.push_str("printf %s ");
            script.push_str(&shell_quoted(&file.content));
            script.push_str(" | ");
            script.push_str(&line(&[
                "install",
                "-D",
                "-m",
                &mode,
                "-o",
                "root",
                "-g",
                "root",
                "/dev/stdin",
                &file.path,
            ]));
        }
        for command in &self.commands {
            script.push_str(&line(&command.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        // A shell reads to the end of the braces before it runs the first line: half a script does nothing, and no program in
        // it can take the rest for its own input.
        script.push_str("} < /dev/null\n");
        script
    }
}

impl fmt::Display for CloudConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#cloud-config\n")?;
        if !self.packages.is_empty() {
            f.write_str("package_update: true\npackages:\n")?;
            for name in &self.packages {
                writeln!(f, "  - {}", quoted(name))?;
            }
        }
        if !self.files.is_empty() {
            f.write_str("write_files:\n")?;
            for file in &self.files {
                writeln!(f, "  - path: {}", quoted(&file.path))?;
                writeln!(f, "    owner: \"root:root\"")?;
                writeln!(f, "    permissions: \"0{:o}\"", file.mode & 0o7777)?;
                f.write_str("    content: ")?;
                write_text(f, &file.content, "      ")?;
            }
        }
        if !self.commands.is_empty() {
            f.write_str("runcmd:\n")?;
            for command in &self.commands {
                let words: Vec<String> = command.iter().map(|w| quoted(w)).collect();
                writeln!(f, "  - [{}]", words.join(", "))?;
            }
        }
        Ok(())
    }
}

/// Writes a text as a block where that is exact, else as a quoted text.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str, indent: &str) -> fmt::Result {
    let plain = text.bytes().all(|b| b == b'\n' || (b' '..=b'~').contains(&b));
    let one_final_newline = text.ends_with('\n') && !text.ends_with("\n\n");
    // A first line with leading spaces would change how the indentation of the block is read.
    if !plain || !one_final_newline || text.starts_with([' ', '\n']) {
        return writeln!(f, "{}", quoted(text));
    }
    f.write_str("|\n")?;
    for line in text.lines() {
        if line.is_empty() {
            f.write_str("\n")?;
        } else {
            writeln!(f, "{indent}{line}")?;
        }
    }
    Ok(())
}

/// A word that a shell takes as it is.
fn shell_quoted(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'_' | b'-');
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A double-quoted YAML text of printable ASCII characters only.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            _ if u32::from(c) <= 0xFFFF => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            _ => out.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}
