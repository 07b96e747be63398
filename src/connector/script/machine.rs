//! Where the code of a script touches the machine that it runs on: files, processes, sockets, assemblies.
//!
//! Knows the names of .NET only; whether a script may do that is a matter of rules.

use super::Script;
use crate::text::Span;

/// Static members that touch the machine: a type of an allowed namespace, and how the names of its methods begin.
const CALLS: [(&str, &[&str]); 9] = [
    (
        "File",
        &["Append", "Copy", "Create", "Delete", "Exists", "Get", "Move", "Open", "Read", "Replace", "Set", "Write"],
    ),
    ("Directory", &["Create", "Delete", "Enumerate", "Exists", "Get", "Move", "Set"]),
    ("Path", &["GetTemp"]),
    ("Process", &["Start", "GetProcess", "GetCurrentProcess"]),
    ("Environment", &["Exit", "FailFast", "GetEnvironmentVariable", "SetEnvironmentVariable"]),
    ("Assembly", &["Load", "UnsafeLoad", "GetExecutingAssembly", "GetCallingAssembly", "GetEntryAssembly"]),
    ("Activator", &["CreateInstanceFrom"]),
    ("AppDomain", &["CreateDomain"]),
    ("Dns", &["Get", "Resolve", "BeginGet"]),
];

/// Types whose objects touch the machine.
const TYPES: [&str; 12] = [
    "FileStream",
    "FileInfo",
    "DirectoryInfo",
    "FileSystemWatcher",
    "Process",
    "ProcessStartInfo",
    "Socket",
    "TcpClient",
    "TcpListener",
    "UdpClient",
    "ClientWebSocket",
    "SmtpClient",
];

impl Script {
    /// The calls of static methods and the `new` objects that touch the machine, with the namespace before them, in order.
    ///
    /// A class of the script's own that has such a name is something else.
    pub fn machine_accesses(&self) -> Vec<Span> {
        let classes = self.classes();
        let is_own = |name: &str| classes.iter().any(|class| class.name == name);
        let made = TYPES.iter().filter(|name| !is_own(name)).flat_map(|name| self.new_expressions(name));
        let called = CALLS.iter().filter(|(name, _)| !is_own(name)).flat_map(|(name, starts)| {
            let calls = self.static_calls(name).into_iter();
            calls.filter(|call| starts.iter().any(|start| call.method.starts_with(start))).map(|call| call.span)
        });
        let mut found: Vec<Span> = made.chain(called).collect();
        found.sort_unstable();
        found
    }
}
