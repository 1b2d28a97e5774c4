//! Tests of the public interface, in one program.

mod answers;
mod cloud_init;
mod ingress;
mod publication;
mod publish;
mod ssh;
mod units;
