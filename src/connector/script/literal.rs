//! The values of C# string literals.
//!
//! Decodes what the lexer found to be a whole string; is lenient with what a compiler would refuse.

/// The value of a whole literal, given with its prefix and quotes.
pub fn value(literal: &str) -> String {
    let body = literal.trim_start_matches(['$', '@']);
    let prefix = &literal[..literal.len() - body.len()];
    let quotes = body.len() - body.trim_start_matches('"').len();
    let interpolated = prefix.contains('$');
    if !prefix.contains('@') && quotes >= 3 {
        return raw_value(body, quotes);
    }
    let inner = body.strip_prefix('"').unwrap_or(body);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let text = if prefix.contains('@') { inner.replace("\"\"", "\"") } else { unescaped(inner) };
    if interpolated { text.replace("{{", "{").replace("}}", "}") } else { text }
}

/// The text between the quotes; in several lines, without the first and last line end and the indentation of the last line.
fn raw_value(body: &str, quotes: usize) -> String {
    let inner = body.get(quotes..body.len().saturating_sub(quotes)).unwrap_or_default();
    let Some((first, rest)) = inner.split_once('\n').filter(|(first, _)| first.trim().is_empty()) else {
        return inner.to_owned();
    };
    let Some((lines, indentation)) =
        rest.rsplit_once('\n').or(Some(("", rest))).filter(|(_, last)| last.trim().is_empty())
    else {
        return format!("{first}\n{rest}");
    };
    let lines: Vec<&str> = lines.split('\n').map(|line| line.strip_prefix(indentation).unwrap_or(line)).collect();
    let joined = lines.join("\n");
    joined.strip_suffix('\r').map_or(joined.clone(), str::to_owned)
}

fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        if character == '\\' {
            let length = escape(rest, &mut units);
            rest = &rest[length..];
        } else {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
    }
    String::from_utf16_lossy(&units)
}

/// Appends what stands for an escape, given without its backslash; returns its length.
fn escape(text: &str, units: &mut Vec<u16>) -> usize {
    let Some(character) = text.chars().next() else { return 0 };
    let simple = match character {
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        'e' => '\x1b',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        'x' | 'u' | 'U' => return code_escape(text, character, units),
        other => other,
    };
    units.extend_from_slice(simple.encode_utf16(&mut [0; 2]));
    character.len_utf8()
}

/// `\x` with one to four digits, `\u` with four, `\U` with eight.
fn code_escape(text: &str, kind: char, units: &mut Vec<u16>) -> usize {
    let most = if kind == 'U' { 8 } else { 4 };
    let digits = text[1..].bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
    let code = u32::from_str_radix(&text[1..=digits], 16).unwrap_or(u32::from(char::REPLACEMENT_CHARACTER));
    if let Ok(unit) = u16::try_from(code) {
        // Halves of a pair are joined when all units are decoded.
        units.push(unit);
    } else {
        let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
    }
    1 + digits
}
