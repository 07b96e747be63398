use crate::finding::At;
use crate::json::{Document, ErrorKind};
use crate::rule::Cx;

rule! {
    /// The file is not well-formed JSON.
    ///
    /// The platform reads definitions, properties and settings as strict JSON: a missing comma or quote makes the
    /// whole file unreadable. connkit tells each place where the grammar is broken and goes on reading behind it;
    /// rules that depend on the damaged part stay silent until it is mended.
    ///
    /// ```raw,bad,at=1:19
    /// { "swagger": "2.0" "info": {} }
    /// ```
    /// ```raw,good
    /// { "swagger": "2.0", "info": {} }
    /// ```
    JsonSyntax {
        levels: { Error },
        origin: Certification,
        codes: ["connector-validate-swagger-isproperjson", "5000.2.6.2"],
        evidence: "documented: definitions must be valid JSON; 7 of 1,034 published definitions cannot be read even leniently",
        since: "0.1.0",
        check: Document(check),
    }
}

fn check<'a>(cx: &mut Cx<'_, 'a>, document: &'a Document) {
    for error in document.errors().iter().filter(|error| !error.kind.is_harmless()) {
        let finding = cx.report(At::span(document.file(), error.span), error.message.clone());
        if let Some(related) = error.related {
            finding.label(At::span(document.file(), related), "opened here");
        }
        finding.help(help(error.kind));
    }
}

fn help(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Empty => "write a JSON object",
        ErrorKind::InvalidEscape => {
            "write the backslash twice, or use one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
        }
        ErrorKind::InvalidNumber => "write digits with an optional `-`, fraction and exponent, without leading zeros",
        ErrorKind::InvalidWord => "write `true`, `false`, `null`, a number, or text in double quotes",
        ErrorKind::MismatchedBracket | ErrorKind::StrayBracket => {
            "check the brackets above: one is missing, doubled or of the wrong kind"
        }
        ErrorKind::MissingColon => "write `:` between key and value",
        ErrorKind::MissingComma => "write `,` between the two entries",
        ErrorKind::MissingKey | ErrorKind::UnquotedKey => "write the key in double quotes",
        ErrorKind::MissingValue => "write a value, or remove the rest of the entry",
        ErrorKind::SingleQuotes => "use double quotes",
        ErrorKind::TooDeep => "flatten the structure: most readers refuse such depth",
        ErrorKind::TooManyErrors => "mend the first errors and validate again",
        ErrorKind::TrailingContent => {
            "remove what stands behind the closing bracket of the root, or a bracket too many above"
        }
        ErrorKind::UnclosedComment => "remove the comment: JSON has none",
        ErrorKind::UnclosedContainer => "add the closing bracket where the container ends",
        ErrorKind::UnclosedString => "add the closing quote, or write line ends in text as \\n",
        ErrorKind::UnexpectedCharacter => "remove it, or quote the text it belongs to",
        ErrorKind::ByteOrderMark
        | ErrorKind::Comment
        | ErrorKind::ControlCharacter
        | ErrorKind::TrailingComma
        | ErrorKind::UnicodeSpace => "remove it",
    }
}
