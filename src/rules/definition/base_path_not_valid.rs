use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::{self, quote};
use crate::rule::Cx;

rule! {
    /// The base path does not begin with a slash.
    ///
    /// The platform puts scheme, host, base path and path together as they are; without the slash the host would run into
    /// the path.
    ///
    /// ```json,bad,at=/basePath
    /// { "basePath": "api/v1" }
    /// ```
    /// ```json,good
    /// { "basePath": "/api/v1" }
    /// ```
    BasePathNotValid {
        levels: { Error },
        origin: Validator,
        evidence: "inferred from published connectors: 0 of 1,034",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(base_path) = definition.root.get("basePath") else { return };
    let Some(text) = base_path.as_str() else { return };
    // An empty base path is none.
    if text.is_empty() || text.starts_with('/') {
        return;
    }
    let mended = quote(&format!("/{text}"));
    cx.report(base_path, format!("the base path `{text}` does not begin with `/`")).help("begin it with `/`").fix(
        Safety::Safe,
        "write `/` before it",
        [Some(json::replace_value(base_path, &mended))],
    );
}
