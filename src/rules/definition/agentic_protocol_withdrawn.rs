use crate::connector::definition::Operation;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

/// The transport that the platform speaks with MCP servers.
const STREAMABLE: &str = "mcp-streamable-1.0";

rule! {
    /// An operation offers an MCP server by a transport that the platform no longer speaks.
    ///
    /// The transport by server-sent events, `mcp-sse-1.0`, is not supported since August 2025. The server itself has to
    /// speak the newer one before the definition says so.
    ///
    /// ```json,bad,at=/paths/~1orders~1{id}/get/x-ms-agentic-protocol
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-agentic-protocol": "mcp-sse-1.0" } } } }
    /// ```
    /// ```json,good
    /// { "paths": { "/orders/{id}": { "get": { "x-ms-agentic-protocol": "mcp-streamable-1.0" } } } }
    /// ```
    AgenticProtocolWithdrawn {
        levels: { Warning },
        origin: House,
        evidence: "documented for MCP servers; no published connector of 2024 has the extension",
        since: "0.1.0",
        check: Operation(check),
        fixes: [Unsafe],
    }
}

fn check(cx: &mut Cx<'_, '_>, operation: &Operation<'_>) {
    let Some(protocol) = operation.get("x-ms-agentic-protocol") else { return };
    let is_withdrawn = protocol.as_str().is_some_and(|name| name.trim().to_ascii_lowercase().starts_with("mcp-sse"));
    if is_withdrawn {
        cx.report(protocol, "the platform no longer speaks with MCP servers by server-sent events")
            .help(format!("let the server speak `{STREAMABLE}`, and write that"))
            .fix(Safety::Unsafe, format!("write `{STREAMABLE}`"), [Some(replace_value(protocol, &quote(STREAMABLE)))]);
    }
}
