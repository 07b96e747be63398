use crate::connector::definition::Definition;
use crate::finding::Safety;
use crate::json::{quote, replace_value};
use crate::rule::Cx;

rule! {
    /// The version is not made of numbers with dots between.
    ///
    /// A version such as `1.0` or `1.0.2` can be compared and raised; most published connectors have one. A `v` before it
    /// is not part of a version.
    ///
    /// ```json,bad,at=/info/version
    /// { "info": { "version": "v1.0" } }
    /// ```
    /// ```json,good
    /// { "info": { "version": "2.0.1" } }
    /// ```
    VersionNotNumeric {
        levels: { Hint },
        origin: Certification,
        evidence: "documented as semantic; 948 of 1,034 published versions are, 40 begin with v",
        since: "0.1.0",
        check: Definition(check),
        fixes: [Safe],
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, definition: &Definition<'a>) {
    let Some(version) = definition.info().and_then(|info| info.get("version")) else { return };
    let Some(text) = version.as_str().filter(|text| !text.trim().is_empty() && !is_numeric(text)) else { return };
    let finding = cx.report(version, format!("the version `{text}` is not made of numbers"));
    finding.help("write a version such as `1.0`");
    let bare = text.trim().trim_start_matches(['v', 'V']).trim_start_matches('.');
    if is_numeric(bare) {
        finding.fix(Safety::Safe, format!("write `{bare}`"), [Some(replace_value(version, &quote(bare)))]);
    }
}

fn is_numeric(version: &str) -> bool {
    version.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
