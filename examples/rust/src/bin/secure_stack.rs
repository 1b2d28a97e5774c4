//! The whole stack file: plan, up, audit, down.
//!
//! Usage: `secure_stack [FILE]`
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::path::PathBuf;

use ionos_orchestration::{Event, Orchestrator, Stack};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "examples/stacks/secure-ai.toml".to_owned());
    let secrets = PathBuf::from(std::env::var("IONOS_SECRETS").unwrap_or_else(|_| "/secrets".to_owned()));
    let stack = Stack::load(file)?;
    let orchestrator = Orchestrator::from_env(&stack, None, &secrets)?;

    println!("{}", orchestrator.plan(&stack).await?);
    let mut tell = |event: Event| {
        if let Event::Done { step, seconds, .. } = event {
            println!("  {step} ({seconds:.1} s)");
        }
    };
    orchestrator.up(&stack, &mut tell).await?;

    for finding in orchestrator.audit(&stack).await? {
        println!("{:<8} {}  {}", finding.verdict.as_str(), finding.check.id, finding.check.title);
    }

    let report = orchestrator.down(&stack, &mut tell).await?;
    println!("left in place: {}", report.protected.join(", "));
    Ok(())
}
