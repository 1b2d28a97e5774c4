//! Everything that is printed: text for people, lines of JSON for machines.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use ionos_compliance::{Finding, Verdict};
use ionos_orchestration::{Action, Event};
use serde::Serialize;

/// Prints a text. A closed pipe is no failure.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a complaint.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints a piece of text at once.
pub(crate) fn piece(text: &str) {
    let mut out = std::io::stdout();
    let _ = write!(out, "{text}").and_then(|()| out.flush());
}

/// Prints a value as one line of JSON.
pub(crate) fn line(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        say(&text);
    }
}

/// Whether colours and moving bars are welcome.
pub(crate) fn is_terminal() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A text in an ANSI colour, where colours are welcome.
pub(crate) fn colour(code: &str, text: &str) -> String {
    if is_terminal() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// A heading.
pub(crate) fn heading(text: &str) {
    say(&format!("\n{}", colour("1", text)));
}

/// Shows the steps of a run: moving lines on a terminal, plain lines otherwise, JSON on request.
pub(crate) struct Steps {
    json: bool,
    bars: Option<MultiProgress>,
    total: Option<ProgressBar>,
    running: Vec<(String, ProgressBar)>,
}

impl Steps {
    pub(crate) fn new(json: bool) -> Self {
        let bars =
            (!json && is_terminal()).then(|| MultiProgress::with_draw_target(ProgressDrawTarget::stdout()));
        Self { json, bars, total: None, running: Vec::new() }
    }

    pub(crate) fn show(&mut self, event: &Event) {
        if self.json {
            line(event);
            return;
        }
        match event {
            Event::Planned { counts } => {
                if let Some(bars) = &self.bars {
                    let style =
                        ProgressStyle::with_template("  {bar:30.cyan/black} {pos}/{len} steps  {elapsed}")
                            .unwrap_or_else(|_| ProgressStyle::default_bar());
                    let bar = bars.add(ProgressBar::new(counts.pending() as u64).with_style(style));
                    bar.enable_steady_tick(Duration::from_millis(120));
                    self.total = Some(bar);
                }
            }
            Event::Started { step, .. } => {
                if let (Some(bars), Some(total)) = (&self.bars, &self.total) {
                    let style = ProgressStyle::with_template("  {spinner:.cyan} {msg} {elapsed:.dim}")
                        .unwrap_or_else(|_| ProgressStyle::default_spinner());
                    let bar = bars.insert_before(
                        total,
                        ProgressBar::new_spinner().with_style(style).with_message(step.clone()),
                    );
                    bar.enable_steady_tick(Duration::from_millis(80));
                    self.running.push((step.clone(), bar));
                }
            }
            Event::Done { step, action, wrote, seconds } => {
                self.end(step);
                let word = match (action, wrote) {
                    (_, false) => "found",
                    (Action::Create, true) => "created",
                    (Action::Change, true) => "changed",
                    (Action::Replace, true) => "replaced",
                    (Action::Delete, true) => "removed",
                    (_, true) => "done",
                };
                self.tell(&format!(
                    "  {} {word:<8} {step}  {}",
                    colour("32", "✓"),
                    colour("2", &format!("{seconds:.1} s"))
                ));
                if let Some(total) = &self.total {
                    total.inc(1);
                }
            }
            Event::Failed { step, error } => {
                self.end(step);
                self.tell(&format!("  {} failed   {step}: {error}", colour("31", "✗")));
            }
            _ => {}
        }
    }

    fn end(&mut self, step: &str) {
        if let Some(at) = self.running.iter().position(|(s, _)| s == step) {
            self.running.swap_remove(at).1.finish_and_clear();
        }
    }

    fn tell(&self, text: &str) {
        match &self.bars {
            Some(bars) => {
                let _ = bars.println(text);
            }
            None => say(text),
        }
    }

    /// Takes the moving lines away.
    pub(crate) fn finish(&mut self) {
        for (_, bar) in self.running.drain(..) {
            bar.finish_and_clear();
        }
        if let Some(total) = self.total.take() {
            total.finish_and_clear();
        }
    }
}

/// Prints the verdicts of the checks.
pub(crate) fn findings(findings: &[Finding]) {
    for finding in findings {
        let word = finding.verdict.as_str();
        let mark = match &finding.verdict {
            Verdict::Pass => colour("32", word),
            Verdict::Fail { .. } => colour("31", word),
            _ => colour("33", word),
        };
        say(&format!("  {mark:<6} {:<7} {}", finding.check.id, finding.check.title));
        match &finding.verdict {
            Verdict::Fail { problems } => {
                for problem in problems {
                    say(&format!("                 - {problem}"));
                }
                say(&format!("                 {}", finding.check.remediation));
            }
            Verdict::Unknown { reason } => say(&format!("                 - {reason}")),
            _ => {}
        }
    }
}
