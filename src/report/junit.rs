//! JUnit XML: a test suite for each connector, a test case for each finding.
//!
//! A finding that fails the run is a failure; the others are passed test cases that say what was found. Places are in
//! names and texts: the schema of Jenkins' xUnit plug-in knows no attributes for them.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Counts, Location, Rendered, Style};
use crate::finding::Finding;
use crate::project::Project;

pub(super) fn suite(project: &Project, findings: &[Finding], counts: Counts, style: Style) -> String {
    let path = escape(&project.path);
    let mut suite = format!(
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
        tests(counts),
        counts.at_least(style.fail_on)
    );
    if findings.is_empty() {
        suite.push_str(&format!("    <testcase classname=\"{path}\" name=\"nothing to report\"/>\n"));
    }
    for finding in findings {
        suite.push_str(&case(project, finding, style));
    }
    suite + "  </testsuite>\n"
}

/// A connector without findings is one passed test, so that it is seen to have been judged.
fn tests(counts: Counts) -> usize {
    counts.total().max(1)
}

fn case(project: &Project, finding: &Finding, style: Style) -> String {
    let location = Location::of(project, finding.place);
    let path = escape(&location.path);
    let start = location.start();
    let level = finding.level.name();
    let message = escape(&finding.message);
    let mut text = format!("{path}:{start}: {level}: {message}");
    let pointer = finding.pointer(&project.connector);
    for (name, value) in [("at", pointer.as_deref()), ("help", finding.help.as_deref())] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text.push_str(&format!("\n{name}: {}", escape(value)));
        }
    }
    let told = if finding.level >= style.fail_on {
        format!("<failure type=\"{level}\" message=\"{message}\">{text}</failure>")
    } else {
        format!("<system-out>{text}</system-out>")
    };
    format!(
        "    <testcase classname=\"{path}\" name=\"{} at {start}\">\n      {told}\n    \
         </testcase>\n",
        finding.rule.id
    )
}

pub(super) fn write(out: &mut impl Write, rendered: &[Rendered]) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"connkit\" tests=\"{}\" failures=\"{}\" \
         errors=\"0\">",
        rendered.iter().map(|connector| tests(connector.counts)).sum::<usize>(),
        rendered.iter().map(|connector| connector.failures).sum::<usize>()
    )?;
    for connector in rendered {
        out.write_all(connector.findings.as_bytes())?;
    }
    writeln!(out, "</testsuites>")
}

/// Text for elements and attributes; characters that XML cannot hold become U+FFFD.
fn escape(text: &str) -> Cow<'_, str> {
    // Judged as a whole, the bytes are compared many at a time; few texts need escapes.
    if !text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", character as u32)),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Also what only begins like U+FFFE and U+FFFF.
fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'&' || byte == b'<' || byte == b'>' || byte == b'"' || byte == b'\'' || byte == 0xef
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_is_escaped_for_xml() {
        assert_eq!(super::escape("plain ü"), "plain ü");
        assert_eq!(super::escape("\u{fffe}"), "\u{fffd}");
        assert_eq!(super::escape("<a b='\"'>&\u{1}\n"), "&lt;a b=&apos;&quot;&apos;&gt;&amp;\u{fffd}&#10;");
    }
}
