//! The `connkit` binary: everything is in the library.

use std::process::ExitCode;

/// Findings are many small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    connkit::cli::main()
}
