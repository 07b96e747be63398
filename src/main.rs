//! The `connkit` binary: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    connkit::cli::main()
}
