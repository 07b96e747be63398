//! The `connkit` binary: everything is in the library.

use std::process::ExitCode;

/// A judged connector is a hundred thousand small pieces of memory; the systems' own allocators take longer for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    connkit::cli::main()
}
