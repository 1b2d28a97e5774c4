//! `plan`, `up`, `status` and `down`.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;

use ionos_compliance::Verdict;
use ionos_orchestration::{Plan, Report, Stack};

use crate::environment::Settings;
use crate::failure::Failure;
use crate::output::{self, Steps, say};

pub(crate) async fn plan(settings: &Settings, file: &Path) -> Result<ExitCode, Failure> {
    let stack = Stack::load(file)?;
    let simulator = settings.simulator(Some(&stack)).await?;
    let plan = settings.orchestrator(&stack, simulator.as_ref())?.plan(&stack).await?;
    show_plan(settings, &plan);
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn show_plan(settings: &Settings, plan: &Plan) {
    if settings.json {
        output::line(plan);
    } else {
        say(&plan.to_string());
    }
}

pub(crate) async fn up(settings: &Settings, file: &Path, yes: bool) -> Result<ExitCode, Failure> {
    let stack = Stack::load(file)?;
    let simulator = settings.simulator(Some(&stack)).await?;
    let orchestrator = settings.orchestrator(&stack, simulator.as_ref())?;
    if !yes {
        let plan = orchestrator.plan(&stack).await?;
        show_plan(settings, &plan);
        if !plan.is_empty() {
            confirm("Do this?")?;
        }
    }
    let mut steps = Steps::new(settings.json);
    let result = orchestrator.up(&stack, &mut |event| steps.show(&event)).await;
    steps.finish();
    let report = result?;
    show_report(settings, &report);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn down(settings: &Settings, file: &Path, yes: bool) -> Result<ExitCode, Failure> {
    let stack = Stack::load(file)?;
    let simulator = settings.simulator(Some(&stack)).await?;
    let orchestrator = settings.orchestrator(&stack, simulator.as_ref())?;
    if !yes {
        let plan = orchestrator.plan_down(&stack).await?;
        show_plan(settings, &plan);
        if !plan.is_empty() {
            confirm("Remove this?")?;
        }
    }
    let mut steps = Steps::new(settings.json);
    let result = orchestrator.down(&stack, &mut |event| steps.show(&event)).await;
    steps.finish();
    let report = result?;
    show_report(settings, &report);
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn show_report(settings: &Settings, report: &Report) {
    if settings.json {
        output::line(report);
        return;
    }
    for kept in &report.protected {
        say(&format!("  * {kept} is protected and stays"));
    }
    if report.done.is_empty() {
        say("Nothing to do: everything is as declared.");
    } else {
        let steps = if report.done.len() == 1 { "step" } else { "steps" };
        say(&format!(
            "{} {steps} done in {:.1} s; {} wrote something.",
            report.done.len(),
            report.seconds,
            report.writes()
        ));
    }
}

pub(crate) async fn status(settings: &Settings, file: &Path) -> Result<ExitCode, Failure> {
    let stack = Stack::load(file)?;
    let simulator = settings.simulator(Some(&stack)).await?;
    let status = settings.orchestrator(&stack, simulator.as_ref())?.status(&stack).await?;
    if settings.json {
        output::line(&status);
    } else {
        say(&status.plan.to_string());
        if !status.findings.is_empty() {
            say("");
            output::findings(&status.findings);
        }
    }
    let violated = status.findings.iter().any(|f| matches!(f.verdict, Verdict::Fail { .. }));
    Ok(if status.plan.is_empty() && !violated { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Asks a person; refuses where nobody can answer.
fn confirm(question: &str) -> Result<(), Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(2, "nobody can be asked here; add --yes to go on without a question"));
    }
    output::piece(&format!("{question} Only `yes` is accepted: "));
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    if answer.trim() == "yes" { Ok(()) } else { Err(Failure::new(1, "stopped; nothing was changed")) }
}
