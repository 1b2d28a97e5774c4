//! `demo`: everything at work on a simulated cloud, over real HTTP.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use ionos_core::{NewFirewallRule, Protocol, RuleDirection};
use ionos_orchestration::{Orchestrator, Report, Stack};
use ionos_simulator::Simulator;
use serde_json::json;

use crate::environment::{Settings, with_bucket};
use crate::failure::Failure;
use crate::output::{self, Steps, colour, heading, line, say};
use crate::{ai, stack};

const STACK: &str = include_str!("../../stacks/secure-ai.toml");
const STACK_NAME: &str = "examples/stacks/secure-ai.toml";
const QUESTION: &str = "In one sentence: why is it good that our data stays in Germany?";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Another stack file.
    #[arg(long)]
    file: Option<PathBuf>,
    /// How many times faster than the real cloud things happen.
    #[arg(long, default_value_t = 60.0)]
    speed: f64,
}

/// The show: what it runs on, and what it counts.
struct Show {
    settings: Settings,
    simulator: Simulator,
    orchestrator: Orchestrator,
    stack: Stack,
}

/// Calls that the simulator saw.
#[derive(Clone, Copy)]
struct Calls {
    reads: usize,
    writes: usize,
}

pub(crate) async fn run(settings: &Settings, arguments: Arguments) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let stack = match &arguments.file {
        Some(path) => Stack::load(path)?,
        None => Stack::parse(STACK, STACK_NAME)?,
    };
    let secrets = tempfile::tempdir()
        .map_err(|e| Failure::new(1, format!("no directory for the demo's secrets can be made: {e}")))?;
    let settings = Settings { secrets: secrets.path().to_owned(), ..settings.clone() };
    let simulator = with_bucket(Simulator::builder().speed(arguments.speed), Some(&stack)).start().await?;
    let orchestrator = settings.orchestrator(&stack, Some(&simulator))?;
    let mut show = Show { settings, simulator, orchestrator, stack };
    let phases = show.all().await;
    show.simulator.stop().await;
    let total = phases?;
    if show.settings.json {
        line(
            &json!({ "event": "finished", "seconds": begun.elapsed().as_secs_f64(), "reads": total.reads, "writes": total.writes }),
        );
    } else {
        heading("Done");
        say(&format!(
            "  {} reads and {} writes over HTTP in {:.1} s; the real cloud would take about {:.0} times as long.",
            total.reads,
            total.writes,
            begun.elapsed().as_secs_f64(),
            arguments.speed
        ));
        say(
            "  Next: ionos simulate, then ionos up examples/stacks/secure-ai.toml with the variables it prints.",
        );
    }
    Ok(ExitCode::SUCCESS)
}

impl Show {
    async fn all(&mut self) -> Result<Calls, Failure> {
        let mut total = Calls { reads: 0, writes: 0 };
        let mut add = |calls: Calls| {
            total.reads += calls.reads;
            total.writes += calls.writes;
        };
        self.chapter(
            "1. The plan",
            &format!("{STACK_NAME} against a simulated cloud on {}", self.simulator.url()),
        );
        let plan = self.orchestrator.plan(&self.stack).await?;
        stack::show_plan(&self.settings, &plan);
        add(self.calls());

        self.chapter("2. Up", "each line is done over HTTP; nothing is asked in the demo");
        let report = self.up().await?;
        self.report(&report);
        add(self.calls());
        self.tell_result().await?;
        add(self.calls());

        self.chapter("3. A question to the AI Model Hub", QUESTION);
        self.ask().await?;
        add(self.calls());

        self.chapter("4. Up again", "what is as declared is left alone");
        let report = self.up().await?;
        let calls = self.calls();
        self.note(
            &format!(
                "{} reads, {} writes: {}",
                calls.reads,
                calls.writes,
                if report.done.is_empty() { "nothing to do" } else { "something was done" }
            ),
            &json!({ "event": "repeated", "reads": calls.reads, "writes": calls.writes }),
        );
        add(calls);

        self.chapter(
            "5. Somebody opens port 22 to the world, by hand",
            "the next look shows it, and the next run mends it",
        );
        self.open_a_port().await?;
        let status = self.orchestrator.status(&self.stack).await?;
        stack::show_plan(&self.settings, &status.plan);
        let report = self.up().await?;
        self.report(&report);
        add(self.calls());

        self.chapter("6. Evidence", "five checks over what the cloud answered");
        let findings = self.orchestrator.audit(&self.stack).await?;
        if self.settings.json {
            line(&json!({ "event": "audit", "findings": findings }));
        } else {
            output::findings(&findings);
        }
        add(self.calls());

        self.chapter("7. Down", "the name goes first, the data center last");
        let mut steps = Steps::new(self.settings.json);
        let result = self.orchestrator.down(&self.stack, &mut |event| steps.show(&event)).await;
        steps.finish();
        self.report(&result?);
        self.tell_remains().await?;
        add(self.calls());
        Ok(total)
    }

    fn chapter(&self, title: &str, about: &str) {
        if self.settings.json {
            line(&json!({ "event": "chapter", "title": title }));
        } else {
            heading(title);
            say(&format!("  {}\n", colour("2", about)));
        }
    }

    fn note(&self, text: &str, machine: &serde_json::Value) {
        if self.settings.json {
            line(machine);
        } else {
            say(&format!("  {text}"));
        }
    }

    async fn up(&self) -> Result<Report, Failure> {
        let mut steps = Steps::new(self.settings.json);
        let result = self.orchestrator.up(&self.stack, &mut |event| steps.show(&event)).await;
        steps.finish();
        Ok(result?)
    }

    fn report(&self, report: &Report) {
        if !self.settings.json {
            say("");
        }
        stack::show_report(&self.settings, report);
    }

    /// What the simulator saw since the last look.
    fn calls(&self) -> Calls {
        let journal = self.simulator.journal();
        self.simulator.clear_journal();
        let reads = journal.iter().filter(|e| e.method == "GET").count();
        Calls { reads, writes: journal.len() - reads }
    }

    /// Reads the stack back and tells what stands.
    async fn tell_result(&self) -> Result<(), Failure> {
        let observed = self.orchestrator.observe(&self.stack).await?;
        let (servers, inside) = match observed.datacenter.as_ref().and_then(|d| d.entities.as_ref()) {
            Some(inside) => (inside.servers.items.len(), inside),
            None => return Err(Failure::new(1, "the data center is not there")),
        };
        if self.settings.json {
            return Ok(());
        }
        let row = |what: &str, text: String| say(&format!("  {what:<14} {text}"));
        say("");
        for server in &inside.servers.items {
            let nics = server.entities.iter().flat_map(|e| &e.nics.items);
            let addresses: Vec<_> = nics.flat_map(|n| n.properties.ips.iter().flatten().cloned()).collect();
            let zone = server.properties.availability_zone.as_ref().map_or("?", |z| z.as_str());
            row(
                "server",
                format!(
                    "{:<10} {zone}  {}",
                    server.properties.name.as_deref().unwrap_or("?"),
                    addresses.join(", ")
                ),
            );
        }
        for gateway in &inside.natgateways.items {
            row(
                "way out",
                format!(
                    "NAT gateway with {}",
                    gateway.properties.public_ips.iter().flatten().cloned().collect::<Vec<_>>().join(", ")
                ),
            );
        }
        if let Some(tunnel) = &self.stack.tunnel {
            let connectors =
                observed.tunnel.as_ref().and_then(|t| t.connector.as_ref()).map_or(0, |c| c.connectors);
            row(
                "published",
                format!(
                    "https://{} for {}",
                    tunnel.publication.hostname,
                    tunnel.publication.email_domains.join(", ")
                ),
            );
            row(
                "connectors",
                format!("{connectors} of {servers} servers connected, token handed over outside user data"),
            );
        }
        let keys = ionos_keys::KeyStore::open(self.settings.secrets.join("ssh"))?.list()?;
        for key in keys {
            row("SSH key", format!("{} {}", key.name, key.fingerprint));
        }
        Ok(())
    }

    async fn ask(&self) -> Result<(), Failure> {
        let Some(model) = &self.stack.ai else { return Ok(()) };
        if !self.settings.json {
            output::piece("  ");
        }
        let (answer, usage) =
            ai::chat(self.orchestrator.client(), &model.model, QUESTION, 256, !self.settings.json).await?;
        if self.settings.json {
            line(&json!({ "event": "chat", "model": model.model, "answer": answer, "usage": usage }));
        } else {
            say(&format!("\n\n  {}", colour("2", &format!("{}: {}", model.model, ai::tokens(&usage)))));
        }
        Ok(())
    }

    /// Changes one thing past the stack, as a person at a console would.
    async fn open_a_port(&self) -> Result<(), Failure> {
        let client = self.orchestrator.client();
        let datacenter = client
            .datacenters()
            .find(&self.stack.name)
            .await?
            .ok_or_else(|| Failure::new(1, "the data center is not there"))?;
        let groups = client.datacenter(&datacenter.id).security_groups();
        let Some(group) = groups.list().all().await?.into_iter().next() else { return Ok(()) };
        let rule = NewFirewallRule::new("quick-fix", Protocol::Tcp)
            .direction(RuleDirection::Ingress)
            .source_ip("0.0.0.0/0")
            .port_range_start(22_u16)
            .port_range_end(22_u16);
        groups.item(&group.id).rules().create(rule).await?.wait().await?;
        Ok(())
    }

    async fn tell_remains(&self) -> Result<(), Failure> {
        let client = self.orchestrator.client();
        let datacenters = client.datacenters().list().all().await?.len();
        let snapshots = client.snapshots().list().all().await?.len();
        let blocks = client.ip_blocks().list().all().await?.len();
        let plan = self.orchestrator.plan_down(&self.stack).await?;
        let machine = json!({ "event": "remains", "datacenters": datacenters, "snapshots": snapshots, "ip_blocks": blocks, "left_to_remove": plan.counts().delete });
        self.note(&format!("\n  left: {datacenters} data centers, {} tunnel parts; protected: {snapshots} snapshots, {blocks} block of addresses, the SSH key", plan.counts().delete), &machine);
        Ok(())
    }
}
