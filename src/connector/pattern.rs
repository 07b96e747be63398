//! The grammar of regular expressions as .NET has it, as far as a pattern can break it.
//!
//! Crates for regular expressions know other dialects (no subtraction in classes, other groups, no look-behind of any
//! length) and would refuse what .NET takes. Here a pattern is only walked through: what is not known for certain to
//! be refused passes. Nothing is compiled or matched.

use std::ops::Range;

/// Why a pattern is refused, and which bytes of it are to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub place: Range<usize>,
    pub message: String,
}

/// The first fault of a pattern, if it has one.
pub fn check(pattern: &str) -> Result<(), Fault> {
    // Where blanks and comments are skipped, brackets in comments mean nothing: not worth a second grammar.
    if may_ignore_blanks(pattern) {
        return Ok(());
    }
    let last_brace = pattern.rfind('}').unwrap_or_default();
    let mut walk = Walk { text: pattern, at: 0, last_brace, groups: Vec::new(), atom: Atom::Nothing };
    while let Some(letter) = walk.next() {
        walk.step(letter)?;
    }
    match walk.groups.pop() {
        Some(start) => Err(fault(start..start + 1, "the group is never closed")),
        None => Ok(()),
    }
}

/// Whether an option group such as `(?x)` or `(?im-x:` names the option `x`.
fn may_ignore_blanks(pattern: &str) -> bool {
    pattern.match_indices("(?").any(|(start, _)| {
        let rest = &pattern[start + 2..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphabetic() && letter != '-').unwrap_or(rest.len());
        let (options, behind) = rest.split_at(end);
        options.contains('x') && (behind.is_empty() || behind.starts_with([')', ':']))
    })
}

fn fault(place: Range<usize>, message: impl Into<String>) -> Fault {
    Fault { place, message: message.into() }
}

/// What stands before the place at hand, for a quantifier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Atom {
    Nothing,
    Something,
    /// Something with its quantifier, to which a `?` may be added.
    Quantified,
    /// The same with the `?`.
    Lazy,
}

struct Walk<'t> {
    text: &'t str,
    at: usize,
    /// Where the last `}` stands: nothing before it needs a look at all the rest.
    last_brace: usize,
    /// Where the open groups begin.
    groups: Vec<usize>,
    atom: Atom,
}

impl<'t> Walk<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn step(&mut self, letter: char) -> Result<(), Fault> {
        let start = self.at - letter.len_utf8();
        match letter {
            '\\' => self.escape(start)?,
            '[' => self.class(start)?,
            '(' => return self.open(start),
            ')' if self.groups.pop().is_none() => return Err(fault(start..self.at, "`)` closes no group")),
            '|' => {
                self.atom = Atom::Nothing;
                return Ok(());
            }
            '*' | '+' | '?' => return self.quantifier(start),
            '{' if self.skip_count(start)? => return self.quantifier(start),
            _ => {}
        }
        self.atom = Atom::Something;
        Ok(())
    }

    fn quantifier(&mut self, start: usize) -> Result<(), Fault> {
        let written = &self.text[start..self.at];
        self.atom = match self.atom {
            Atom::Nothing => return Err(fault(start..self.at, format!("the quantifier `{written}` follows nothing"))),
            Atom::Something => Atom::Quantified,
            Atom::Quantified if written == "?" => Atom::Lazy,
            Atom::Quantified | Atom::Lazy => {
                return Err(fault(start..self.at, format!("the quantifier `{written}` follows another one")));
            }
        };
        Ok(())
    }

    /// Behind `{`: skips `3}`, `3,}` or `3,5}`; everything else is an ordinary brace.
    fn skip_count(&mut self, start: usize) -> Result<bool, Fault> {
        let rest = self.rest();
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != ',').unwrap_or(rest.len());
        let (inside, behind) = rest.split_at(end);
        let (least, most) = inside.split_once(',').map_or((inside, None), |(least, most)| (least, Some(most)));
        if least.is_empty() || most.is_some_and(|most| most.contains(',')) || !behind.starts_with('}') {
            return Ok(false);
        }
        self.at += inside.len() + 1;
        match (least.parse::<u32>(), most.map(str::parse::<u32>)) {
            (Ok(least), Some(Ok(most))) if least > most => {
                Err(fault(start..self.at, format!("the quantifier `{{{inside}}}` has its limits exchanged")))
            }
            _ => Ok(true),
        }
    }

    /// Behind a backslash; in classes and out of them.
    fn escape(&mut self, start: usize) -> Result<(), Fault> {
        let Some(letter) = self.next() else { return Err(fault(start..self.at, "a `\\` at the end escapes nothing")) };
        let digits = match letter {
            'u' => 4,
            'x' => 2,
            'p' | 'P' if !self.rest().starts_with('{') || self.at > self.last_brace => {
                return Err(fault(start..self.at, format!("`\\{letter}` needs a name in braces")));
            }
            'a'..='z' | 'A'..='Z' if !"abcdefknprstuvwxABDGPSWZz".contains(letter) => {
                return Err(fault(start..self.at, format!("the escape `\\{letter}` is not known")));
            }
            _ => 0,
        };
        let given = self.rest().chars().take(digits).take_while(char::is_ascii_hexdigit).count();
        if given < digits {
            return Err(fault(start..self.at, format!("`\\{letter}` needs {digits} hexadecimal digits")));
        }
        self.at += given;
        Ok(())
    }

    /// Behind `[`: skips to the end of the class, through classes that are subtracted from it.
    fn class(&mut self, start: usize) -> Result<(), Fault> {
        let mut depth = 1;
        // A closing bracket at the beginning is an ordinary letter.
        let mut at_start = true;
        // The last letter that could begin a range.
        let mut from: Option<(usize, char)> = None;
        self.skip("^");
        while let Some(letter) = self.next() {
            let here = self.at - letter.len_utf8();
            let single = match letter {
                '\\' => {
                    self.escape(here)?;
                    None
                }
                ']' if !at_start => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                    None
                }
                '-' if !at_start && self.rest().starts_with('[') => {
                    self.at += 1;
                    self.skip("^");
                    depth += 1;
                    from = None;
                    at_start = true;
                    continue;
                }
                '-' if from.is_some() => {
                    self.range_end(from.take())?;
                    None
                }
                other => Some((here, other)),
            };
            from = single;
            at_start = false;
        }
        Err(fault(start..start + 1, "the class is never closed"))
    }

    /// Behind the `-` of a range: compares its ends where both are plain letters.
    fn range_end(&mut self, from: Option<(usize, char)>) -> Result<(), Fault> {
        let (Some((start, first)), Some(last)) = (from, self.rest().chars().next()) else { return Ok(()) };
        if matches!(last, ']' | '\\' | '[') {
            return Ok(());
        }
        self.at += last.len_utf8();
        if first > last {
            return Err(fault(start..self.at, format!("the range `{first}-{last}` has its ends exchanged")));
        }
        Ok(())
    }

    /// Behind `(`.
    fn open(&mut self, start: usize) -> Result<(), Fault> {
        if self.skip("?#") {
            return match self.rest().find(')') {
                Some(end) => {
                    self.at += end + 1;
                    Ok(())
                }
                None => Err(fault(start..self.at, "the comment is never closed")),
            };
        }
        self.groups.push(start);
        self.atom = Atom::Nothing;
        if !self.skip("?") {
            return Ok(());
        }
        // `(?(` asks for a condition, which is a group of its own.
        let is_known = self.rest().starts_with('(')
            || ["<=", "<!", ":", "=", "!", ">"].iter().any(|mark| self.skip(mark))
            || self.skip_name()
            || self.skip_options();
        if is_known { Ok(()) } else { Err(fault(start..self.at, "`(?` begins no group that is known")) }
    }

    /// `<name>` or `'name'`, also with two names for balancing groups.
    fn skip_name(&mut self) -> bool {
        let close = if self.skip("<") {
            '>'
        } else if self.skip("'") {
            '\''
        } else {
            return false;
        };
        let Some((name, _)) = self.rest().split_once(close) else { return false };
        let is_name = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
        self.at += if is_name { name.len() + 1 } else { 0 };
        is_name
    }

    /// `i`, `ms-n` and the like before `:` or `)`.
    fn skip_options(&mut self) -> bool {
        let length = self.rest().bytes().take_while(|letter| b"imnsxIMNSX-+".contains(letter)).count();
        let is_options = length > 0 && self.rest()[length..].starts_with([':', ')']);
        if is_options {
            self.at += length;
            self.skip(":");
        }
        is_options
    }

    fn skip(&mut self, mark: &str) -> bool {
        let there = self.rest().starts_with(mark);
        self.at += if there { mark.len() } else { 0 };
        there
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_what_dot_net_takes() {
        for pattern in [
            "",
            "^a*$",
            "a{2}",
            "a{2,}?",
            "a{,3}",
            "{",
            "}",
            "]",
            "a|",
            "(|a)",
            "()",
            "(?:)",
            "(?i)a",
            "(?i-s:a)",
            "(?<name>a)\\k<name>",
            "(?'n'a)",
            "(?<a-b>x)",
            "(?<=a)b",
            "(?<!a)b",
            "(?>a)",
            "(?(1)a|b)",
            "(?#a(b)c",
            "[]a]",
            "[^]a]",
            "[a-z-[aeiou]]",
            "[a-]",
            "[-a]",
            "[\\w-]",
            "[\\]]",
            "[[]",
            "[a\\-z]",
            "\\/\\-\\.",
            "\\p{L}",
            "\\u00e9\\x41\\cA",
            "^*",
            "(?x) ( # (\n)",
            "a{1}b{2}",
            "[+--]",
            "é+",
            "\\d{3}-\\d{4}",
            "^\\S+@\\S+$",
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn refuses_what_dot_net_refuses() {
        for (pattern, place) in [
            ("a(b", 1..2),
            ("ab)", 2..3),
            ("[a-z", 0..1),
            ("[]", 0..1),
            ("*a", 0..1),
            ("(+a)", 1..2),
            ("a|?", 2..3),
            ("a**", 2..3),
            ("a{2}{3}", 4..7),
            ("a+?+", 3..4),
            ("a{3,2}", 1..6),
            ("[z-a]", 1..4),
            ("a\\", 1..2),
            ("\\y", 0..2),
            ("\\u12", 0..2),
            ("\\pL", 0..2),
            ("(?P<n>a)", 0..2),
            ("(?#a", 0..3),
        ] {
            assert_eq!(check(pattern).map_err(|fault| fault.place), Err(place), "{pattern}");
        }
    }

    #[test]
    fn long_patterns_are_walked_through_once() {
        for pattern in ["{", "{1,", "(?:", "(?<a>", "\\p{"] {
            let pattern = pattern.repeat(200_000);
            assert!(check(&format!("{pattern}a")).is_err() || pattern.starts_with('{'));
            assert!(check(&format!("{pattern}a}}")).is_err() || pattern.starts_with(['{', '\\']));
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_points_into_the_pattern(pattern in "[\\[\\](){}?*+|\\\\^a-z0-9<>'!=:,#é-]{0,24}") {
            if let Err(fault) = check(&pattern) {
                prop_assert!(pattern.get(fault.place).is_some());
            }
        }
    }
}
