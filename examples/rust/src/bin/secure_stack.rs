//! Story 5: a whole stack from one file: plan, up, audit, the next key, down.
//!
//! Usage: `secure_stack [FILE]`, from the root of the repository. Needs `IONOS_TOKEN`, `CLOUDFLARE_API_TOKEN` and
//! `CLOUDFLARE_ACCOUNT_ID`; `IONOS_SECRETS` names the directory for keys.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::error::Error;
use std::path::{Path, PathBuf};

use ionos_keys::{Assignment, KeySpec, KeyStore, LocalRegistry, Registry as _};
use ionos_orchestration::{Event, Orchestrator, Stack};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "examples/stacks/secure-ai.toml".to_owned());
    let secrets = PathBuf::from(std::env::var("IONOS_SECRETS").unwrap_or_else(|_| "/secrets".to_owned()));
    let stack = Stack::load(file)?;
    let orchestrator = Orchestrator::from_env(&stack, None, &secrets)?;
    println!("{}", orchestrator.plan(&stack).await?);

    let result = show(&orchestrator, &stack, &secrets).await;

    let report = orchestrator.down(&stack, &mut tell).await?;
    println!("down; left in place: {}", report.protected.join(", "));
    result
}

async fn show(orchestrator: &Orchestrator, stack: &Stack, secrets: &Path) -> Result<(), Box<dyn Error>> {
    orchestrator.up(stack, &mut tell).await?;
    let again = orchestrator.up(stack, &mut tell).await?;
    println!("a second up writes {} times", again.writes());

    for finding in orchestrator.audit(stack).await? {
        println!("{} {}: {}", finding.check.id, finding.verdict.as_str(), finding.check.title);
    }

    // A server takes keys only when it is made: the next generation is for the servers that are made from now on.
    let store = KeyStore::open(secrets.join("ssh"))?;
    let registry = LocalRegistry::open(&store)?;
    for name in &stack.keys {
        registry.assign(Assignment::new(&store.get(name)?, &stack.name))?;
        let (next, _) = store.ensure(KeySpec::ed25519(format!("{name}.2")))?;
        registry.assign(Assignment::new(&next, &stack.name).generation(2))?;
        println!("{name}: next generation {}", next.fingerprint);
    }
    Ok(())
}

fn tell(event: Event) {
    if let Event::Done { step, action, wrote: true, seconds } = event {
        println!("{} {step} ({seconds:.1} s)", action.as_str());
    }
}
