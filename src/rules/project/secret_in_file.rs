use crate::connector::secret::{Secret, named_secrets, secrets};
use crate::connector::{Artifact, Content};
use crate::finding::{At, Finding, Level};
use crate::rule::Cx;
use crate::text::Span;

rule! {
    /// A file holds a secret: a private key, a token or an access key.
    ///
    /// The files of a connector are public once they are submitted, and stay in the history for ever. Whoever reads the
    /// secret can use it. Withdraw it where it was issued: deleting it from the file is not enough. Placeholders such
    /// as `<<Enter your token>>` are fine. In readmes and scripts, what looks random behind a name such as
    /// `client_secret =` counts, too.
    ///
    /// ```json,bad,at=/info/description
    /// { "info": { "description": "Call it with Bearer n0tR3al7Qx9Zw2Lk5Vb8Yt1 in the header." } }
    /// ```
    /// ```raw:readme.md,bad,at=3:9
    /// # Contoso Orders
    ///
    /// The key AKIAN0TR3AL7QX9ZW2L5 opens the bucket.
    /// ```
    /// ```raw:script.csx,bad,at=3:36
    /// public class Script : ScriptBase
    /// {
    ///     private const string ApiKey = "n0tR3al7Qx9Zw2Lk5Vb8Yt1";
    /// }
    /// ```
    /// ```json,good
    /// { "info": { "description": "Call it with Bearer YOUR_ACCESS_TOKEN or with Bearer <<Enter your token>> in the header." } }
    /// ```
    SecretInFile {
        levels: { Error },
        origin: Certification,
        codes: ["CredScan"],
        evidence: "documented: no secrets in the repository; 1 of 498 published connectors at hand has one, in an example",
        since: "0.1.0",
        check: Artifact(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, artifact: &'a Artifact) {
    let Some(text) = artifact.text() else { return };
    let text = text.as_str();
    for secret in secrets(text) {
        report(cx, artifact, &secret);
    }
    // In JSON, the places where values with such names stand have rules of their own.
    if matches!(artifact.content, Content::Text(_)) {
        for secret in named_secrets(text) {
            report(cx, artifact, &secret).at_most(Level::Warning);
        }
    }
}

fn report<'f>(cx: &'f mut Cx<'_, '_>, artifact: &Artifact, secret: &Secret) -> &'f mut Finding {
    let span = Span::new(secret.range.start, secret.range.end);
    let node = match &artifact.content {
        Content::Json(document) => Some(document.node_at_offset(span.start)).filter(|node| node.is_string()),
        _ => None,
    };
    let at = match node.map(|node| (node, node.inner_span())) {
        Some((node, inner)) if node.is_verbatim() && inner.start <= span.start && span.end <= inner.end => {
            At::within(node, (span.start - inner.start) as usize..(span.end - inner.start) as usize)
        }
        Some((node, _)) => At::from(node),
        None => At::span(artifact.id, span),
    };
    // The secret itself is not repeated: reports end up in public logs.
    cx.report(at, format!("{} stands in the file", secret.kind))
        .help("withdraw it where it was issued, and write a placeholder such as `<<Enter your token>>`")
}
